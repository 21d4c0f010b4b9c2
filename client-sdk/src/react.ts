import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { FeedEntry, FeedName, FeedParams } from '../../shared/contract/feeds.ts'
import type { Client } from './createClient.ts'
import type { FeedSnapshot } from './feedLine.ts'
import type { SessionSnapshot } from './session.ts'

const ClientContext = createContext<Client | null>(null)

/** Gives the client to everything below it. */
export const ClientProvider = ClientContext.Provider

export function useClient(): Client {
  const client = useContext(ClientContext)
  if (client === null) throw new Error('useClient needs a ClientProvider above it')
  return client
}

/** What a feed shows now; followed for as long as the component is there. */
export function useFeed<N extends FeedName>(name: N, params: FeedParams<N>): FeedSnapshot<FeedEntry<N>> {
  const client = useClient()
  const identity = JSON.stringify(params)
  const feed = useMemo(() => client.feed(name, JSON.parse(identity) as FeedParams<N>), [client, name, identity])
  return useSyncExternalStore(feed.subscribe, feed.get)
}

export function useSession(): SessionSnapshot {
  const { session } = useClient()
  return useSyncExternalStore(session.subscribe, session.get)
}
