/**
 * Runs `tick` at once and then at each whole `everyMs` of a clock, but for as long as nobody sees the page.
 *
 * @returns its end
 */
export function ticking(now: () => number, everyMs: number, tick: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const run = () => {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') return
    tick()
    timer = setTimeout(run, everyMs - (now() % everyMs))
  }
  document.addEventListener('visibilitychange', run)
  run()
  return () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', run)
  }
}
