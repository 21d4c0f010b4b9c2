import { useMemo, useSyncExternalStore } from 'react'
import type { FeedSnapshot } from '../feedLine.ts'
import { nothingYet } from '../feeds.ts'
import type { FeedEntry, FeedName, FeedParams } from '../generated/types.ts'
import { useClient } from './context.ts'
import { useSame } from './useSame.ts'

const nothingFollowed = { get: () => nothingYet, subscribe: () => () => undefined }

/** What a feed shows now; followed for as long as the component is there. Null follows nothing. */
export function useFeed<N extends FeedName>(name: N, params: FeedParams<N> | null): FeedSnapshot<FeedEntry<N>> {
  const client = useClient()
  const asked = useSame(params)
  const feed = useMemo(() => (asked === null ? nothingFollowed : client.feed(name, asked)), [client, name, asked])
  return useSyncExternalStore<FeedSnapshot<FeedEntry<N>>>(feed.subscribe, feed.get)
}
