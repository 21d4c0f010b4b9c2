/** Once the page is there and idle: what is kept for later must not compete with what is looked at now. */
export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator)) return
  const register = () =>
    navigator.serviceWorker.register('/sw.js').catch(() => {
      // Private windows and plain `http:` addresses refuse: the app works, only not without a connection.
    })
  if (document.readyState === 'complete') void register()
  else addEventListener('load', () => void register(), { once: true })
  // It looks for a page that shows already what a notice leads to.
  navigator.serviceWorker.addEventListener('message', ({ data, ports }: MessageEvent<{ areYouAt?: string }>) => {
    if (data.areYouAt === location.pathname) ports[0]?.postMessage(true)
  })
}
