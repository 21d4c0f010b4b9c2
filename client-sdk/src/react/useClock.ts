import { useCallback, useSyncExternalStore } from 'react'
import { useClient } from './context.ts'
import { ticking } from './ticking.ts'

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
