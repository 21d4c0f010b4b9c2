import { useCallback, useEffect } from 'react'
import { ClientError, type Sent } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'

export type Presence = Sent<'desk.present'>['state']

/** Whoever is silent for 45 seconds is heard of no more. */
const everyMs = 20_000

/** Says that one is at the desk, for as long as the page is there. */
export function usePresence(deskId: string, state: Presence): void {
  const { call } = useClient()
  const say = useCallback(
    (what: Presence) =>
      void call('desk.present', { deskId, state: what }).catch((failure: unknown) => {
        if (!(failure instanceof ClientError)) throw failure
      }),
    [call, deskId],
  )
  useEffect(() => {
    say(state)
    if (state === 'away') return
    const timer = setInterval(() => say(state), everyMs)
    return () => clearInterval(timer)
  }, [say, state])
  useEffect(() => {
    const leave = () => say('away')
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [say])
}
