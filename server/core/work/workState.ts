import type { mongo } from 'mongoose'
import { type WorkName, workNames } from '../../../shared/contract/operations/work.ts'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { noticeChannels } from '../../../shared/domain/notices/kinds.ts'
import type { Collections } from '../models/collections.ts'

/** What of one work should have been done by now. */
export interface WorkState {
  readonly name: WorkName
  /** Up to ten thousand. */
  readonly due: number
  /** Null: nothing is. */
  readonly oldestDueAt: Instant | null
}

interface Work {
  readonly of: keyof Collections
  readonly filter: (now: Date) => mongo.Document
  /** Since when it is due. */
  readonly since: string
}

const mostCounted = 10_000
/** Without its type an index of dates alone would not serve it. */
const until = (now: Date) => ({ $lte: now, $type: 'date' as const })
const due = (now: Date) => ({ dueAt: until(now) })

/** Where MongoDB knows what is due, whatever became of the queue. */
const works: Readonly<Record<WorkName, Work>> = {
  copying: { of: 'books', filter: () => ({ pendingSince: { $exists: true } }), since: 'pendingSince' },
  publishing: { of: 'events', filter: () => ({ done: false }), since: 'at' },
  holds: { of: 'books', filter: (now) => ({ nextDue: until(now) }), since: 'nextDue' },
  email: { of: 'deliveries', filter: (now) => ({ channel: 'email', ...due(now) }), since: 'dueAt' },
  push: { of: 'deliveries', filter: (now) => ({ channel: 'push', ...due(now) }), since: 'dueAt' },
  app: { of: 'deliveries', filter: (now) => ({ channel: 'app', ...due(now) }), since: 'dueAt' },
  letters: { of: 'letters', filter: due, since: 'dueAt' },
  alerts: { of: 'alerts', filter: (now) => ({ channel: { $in: noticeChannels }, ...due(now) }), since: 'dueAt' },
  messages: { of: 'talkNotices', filter: (now) => ({ channel: { $in: noticeChannels }, ...due(now) }), since: 'dueAt' },
  webhooks: { of: 'webhookDeliveries', filter: due, since: 'dueAt' },
}

/** How much is due of each work, each by an index of its own. */
export function workState(collections: Collections, now: Instant): Promise<readonly WorkState[]> {
  return Promise.all(workNames.map((name) => stateOf(collections, name, new Date(now))))
}

async function stateOf(collections: Collections, name: WorkName, now: Date): Promise<WorkState> {
  const { of, filter, since } = works[name]
  // Filters of ours only.
  const rows = collections[of] as unknown as mongo.Collection<Readonly<Record<string, unknown>>>
  const oldest = await rows
    .find(filter(now), { projection: { [since]: 1 }, maxTimeMS: 5000 })
    .sort({ [since]: 1 })
    .limit(1)
    .next()
  const at = oldest?.[since]
  if (!(at instanceof Date)) return { name, due: 0, oldestDueAt: null }
  const count = await rows.countDocuments(filter(now), { limit: mostCounted, maxTimeMS: 5000 })
  return { name, due: count, oldestDueAt: at.getTime() }
}
