import type { FeedParams } from '../../../shared/contract/feeds.ts'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { conversationStates, stateAt, unread } from '../../../shared/domain/concierge/conversation.ts'
import type { Deps } from '../deps.ts'
import { sha256 } from '../infra/ids.ts'
import type { ConversationDocument } from '../talk/documents.ts'
import { accountIdOf, namesOf } from '../talk/people.ts'
import { receiptIdOf } from '../talk/receipts.ts'
import type { FeedSource, FeedState } from './feedSource.ts'

type Needs = Pick<Deps, 'collections' | 'clock' | 'crypt'>
type Row = Pick<ConversationDocument, '_id' | 'version'>

/** How far each conversation has been read, by its id. */
type ReadUpTo = ReadonlyMap<string, number>

const mostOwn = 100
const mostQueued = 500
const newestFirst = { lastAt: -1, _id: 1 } as const
const bare = { _id: 1, version: 1 } as const

/** A person's own conversations, with how many messages of each they have not read. */
export function createConversationsSource({ collections, clock }: Needs): FeedSource {
  const { conversations, receipts } = collections

  async function readBy(owner: string, rows: readonly Row[]): Promise<ReadUpTo> {
    const ids = rows.map(({ _id }) => receiptIdOf(_id, owner))
    const found = receipts.find(
      { _id: { $in: ids } },
      { projection: { conversation: 1, readUpTo: 1 }, maxTimeMS: 3000 },
    )
    return new Map(await found.map(({ conversation, readUpTo = 0 }) => [conversation, readUpTo] as const).toArray())
  }

  return {
    name: 'conversations',

    resolve: (_params, actor) => Promise.resolve({ subject: actor.key, resource: { owner: actor.key, venueId: null } }),

    async read(owner) {
      const rows = await conversations.find({ owner }, { maxTimeMS: 3000 }).sort(newestFirst).limit(mostOwn).toArray()
      const read = await readBy(owner, rows)
      return stateOf({ rows, read, now: clock.now() }, (row, state) => ({
        deskId: row.deskId,
        state,
        lastAt: new Date(row.lastAt).toISOString(),
        unread: unread(row, 'desk', read.get(row._id) ?? 0),
      }))
    },

    async bases(owners) {
      const basisByOwner = async (owner: string) => {
        const rows = await conversations
          .find<Row>({ owner }, { projection: bare, maxTimeMS: 3000 })
          .sort(newestFirst)
          .limit(mostOwn)
          .toArray()
        return [owner, basisOf(rows, await readBy(owner, rows))] as const
      }
      return new Map(await Promise.all(owners.map(basisByOwner)))
    },

    // A message is in it once it was counted in, which is after it was answered.
    reaches: () => true,

    forget: () => undefined,
  }
}

/** What a desk has to look after. */
export function createQueueSource({ collections, clock, crypt }: Needs): FeedSource {
  const { conversations, receipts } = collections
  const states = conversationStates.filter((state) => state !== 'resolved')
  const queuedAt = (deskId: string) => ({ deskId, state: { $in: states } })

  /** As far as anybody of the desk. */
  async function readAt(rows: readonly Row[]): Promise<ReadUpTo> {
    const found = receipts.find(
      { conversation: { $in: rows.map(({ _id }) => _id) }, side: 'desk' },
      { projection: { _id: 0, conversation: 1, side: 1, readUpTo: 1 }, maxTimeMS: 3000 },
    )
    const read = new Map<string, number>()
    for await (const { conversation, readUpTo = 0 } of found) {
      read.set(conversation, Math.max(readUpTo, read.get(conversation) ?? 0))
    }
    return read
  }

  return {
    name: 'queue',

    resolve(params) {
      const { deskId } = params as FeedParams<'queue'>
      return Promise.resolve({ subject: deskId, resource: { owner: null, venueId: deskId } })
    },

    async read(deskId) {
      const rows = await conversations
        .find(queuedAt(deskId), { maxTimeMS: 3000 })
        .sort(newestFirst)
        .limit(mostQueued)
        .toArray()
      const [read, names] = await Promise.all([readAt(rows), namesOf({ collections, crypt }, rows)])
      return stateOf({ rows, read, now: clock.now() }, (row, state) => ({
        name: names.get(row.owner) ?? null,
        state,
        language: row.language,
        waitingSince: toldAt(row.waitingSince),
        awaits: row.awaits,
        dueAt: toldAt(row.clock?.dueAt ?? null),
        tier: row.tier ?? 'standard',
        assignee: accountIdOf(row.assignee),
        why: row.given?.why ?? null,
        told: row.wait?.told ?? null,
        wakesAt: state === 'snoozed' ? toldAt(row.wakesAt) : null,
        lastAt: new Date(row.lastAt).toISOString(),
        lastSide: row.lastSide,
        unread: unread(row, 'guest', read.get(row._id) ?? 0),
      }))
    },

    async bases(deskIds) {
      const basisByDesk = async (deskId: string) => {
        const rows = await conversations
          .find<Row>(queuedAt(deskId), { projection: bare, maxTimeMS: 3000 })
          .sort(newestFirst)
          .limit(mostQueued)
          .toArray()
        return [deskId, basisOf(rows, await readAt(rows))] as const
      }
      return new Map(await Promise.all(deskIds.map(basisByDesk)))
    },

    reaches: () => true,

    forget: () => undefined,
  }
}

function basisOf(rows: readonly Row[], read: ReadUpTo): string {
  const all = rows.map(({ _id, version }) => `${_id}:${version}:${read.get(_id) ?? 0}`)
  return sha256(all.join()).slice(0, 24)
}

interface Found {
  readonly rows: readonly ConversationDocument[]
  readonly read: ReadUpTo
  readonly now: Instant
}

/** Those laid aside come back by themselves when their time has come. */
function stateOf(
  { rows, read, now }: Found,
  present: (row: ConversationDocument, state: ConversationDocument['state']) => unknown,
): FeedState {
  const basis = basisOf(rows, read)
  const wakings = rows.flatMap((row) => (row.state === 'snoozed' && row.wakesAt !== null ? [row.wakesAt] : []))
  const ahead = wakings.filter((at) => at > now)
  return {
    version: `${basis}.${wakings.length - ahead.length}`,
    content: Object.fromEntries(rows.map((row) => [row._id, present(row, stateAt(row, now))])),
    basis,
    nextBoundary: ahead.length === 0 ? null : Math.min(...ahead),
  }
}

function toldAt(instant: Instant | null): string | null {
  return instant === null ? null : new Date(instant).toISOString()
}
