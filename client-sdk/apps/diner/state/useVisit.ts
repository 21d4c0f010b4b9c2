import { useEffect, useState } from 'react'
import { useClient, useSession } from '../../../src/react.ts'

/**
 * Opens a session for whoever has none, so that the next tap can hold a table. Going on as somebody makes every feed
 * start over: what is live waits for it, and is then shown once.
 *
 * @returns whether there is nothing more to wait for
 */
export function useVisit(): boolean {
  const { session } = useClient()
  const { state } = useSession()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    // Times are everybody's to see; holding opens it again, and says why it cannot.
    if (state === 'none') session.guest().catch(() => setFailed(true))
  }, [session, state])
  return state !== 'none' || failed
}
