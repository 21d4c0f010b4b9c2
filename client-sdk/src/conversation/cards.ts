import type { Client } from '../createClient.ts'
import type { FeedStatus } from '../feedState.ts'
import type { Card } from './types.ts'

/** What messages carry, as the hub's books have it. */
export interface Cards {
  /** While it is not live, what was last known is shown. */
  readonly status: FeedStatus
  /** By the reservations' ids; null until first heard, and where no message carries anything. */
  readonly byId: Readonly<Record<string, Card>> | null
}

/** Followed only while somebody looks and something is carried: most conversations never do. */
export function createCards(options: { client: Client; conversationId: string; changed: () => void }) {
  const { client, conversationId, changed } = options
  const feed = client.feed('cards', { conversationId })
  let unfollow: (() => void) | null = null
  return {
    follow(wanted: boolean): void {
      if (wanted === (unfollow !== null)) return
      unfollow?.()
      unfollow = wanted ? feed.subscribe(changed) : null
    },
    now(): Cards {
      const { status, content } = feed.get()
      return { status, byId: content }
    },
  }
}
