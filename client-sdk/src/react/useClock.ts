import { useCallback, useSyncExternalStore } from 'react'
import { useClient } from './context.ts'

/**
 * The hub's clock, for counting down: milliseconds since 1970, in whole steps of `everyMs`, so that everything on a page
 * that counts changes at once. Stands still while nobody sees the page.
 *
 * @param everyMs milliseconds between two ticks
 */
export function useClock(everyMs = 1000): number {
  const client = useClient()
  const subscribe = useCallback((tick: () => void) => ticking(client.now, everyMs, tick), [client, everyMs])
  return useSyncExternalStore(subscribe, () => Math.floor(client.now() / everyMs) * everyMs)
}

function ticking(now: () => number, everyMs: number, tick: () => void): () => void {
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
