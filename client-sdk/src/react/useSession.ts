import { useSyncExternalStore } from 'react'
import type { SessionSnapshot } from '../session.ts'
import { useClient } from './context.ts'

/** Who speaks, or why nobody does any more. */
export function useSession(): SessionSnapshot {
  const { session } = useClient()
  return useSyncExternalStore(session.subscribe, session.get)
}
