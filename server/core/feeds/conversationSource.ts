import type { FeedParams } from '../../../shared/contract/feeds.ts'
import { type Side, sides, stateAt } from '../../../shared/domain/concierge/conversation.ts'
import { notesOf } from '../../../shared/domain/concierge/message.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { sha256 } from '../infra/ids.ts'
import { presentMessage } from '../presenters/presentMessage.ts'
import { findConversation, sideOf } from '../talk/conversations.ts'
import type { ConversationDocument, MessageDocument, ReceiptDocument } from '../talk/documents.ts'
import type { FeedSource } from './feedSource.ts'

type Needs = Pick<Deps, 'collections' | 'clock' | 'crypt'>
type Revision = Pick<MessageDocument, 'seq' | 'rev'>
type Seen = Pick<ReceiptDocument, 'conversation' | 'side' | 'readUpTo' | 'deliveredUpTo'>

/** Messages in a feed, whatever the length of the conversation; what is older comes in pages. */
const most = 50

/** What a conversation's feeds are kept under: each side sees what is meant for it. */
export function conversationKeys(conversationId: string): readonly string[] {
  return sides.map((side) => `${conversationId}/${side}`)
}

/** What was said between a guest and a desk, and how far each has come. */
export function createConversationSource(deps: Needs): FeedSource {
  return {
    name: 'conversation',

    async resolve(params, actor) {
      const { conversationId } = params as FeedParams<'conversation'>
      const found = await findConversation(deps, conversationId)
      if (found === null) throw new AppError('not_found')
      const resource = { owner: found.owner, venueId: found.deskId }
      return { subject: `${conversationId}/${sideOf(found, actor)}`, resource }
    },

    async read(subject) {
      const [conversationId, side] = partsOf(subject)
      const row = await findConversation(deps, conversationId)
      const seen = await receiptsOf(deps, [conversationId])
      const newest = await newestOf(deps, conversationId)
      const basis = basisOf(row?.version, seen, newest)
      // Whoever it was with was erased.
      if (row === null) return { version: basis, content: {}, basis, nextBoundary: null }
      const state = stateAt(row, deps.clock.now())
      return {
        version: `${basis}.${state}`,
        content: { about: presentAbout(row, state, seen), ...messagesBySeq(deps, newest, side) },
        basis,
        nextBoundary: state === 'snoozed' ? row.wakesAt : null,
      }
    },

    async bases(subjects) {
      const ids = [...new Set(subjects.map((subject) => partsOf(subject)[0]))]
      const { conversations } = deps.collections
      const found = conversations.find({ _id: { $in: ids } }, { projection: { version: 1 }, maxTimeMS: 3000 })
      const versions = new Map(await found.map(({ _id, version }) => [_id, version] as const).toArray())
      const seen = await receiptsOf(deps, ids)
      const basisById = async (id: string) => {
        const own = seen.filter(({ conversation }) => conversation === id)
        return [id, basisOf(versions.get(id), own, await revisionsOf(deps, id))] as const
      }
      const bases = new Map(await Promise.all(ids.map(basisById)))
      return new Map(subjects.map((subject) => [subject, bases.get(partsOf(subject)[0]) ?? '']))
    },

    reaches: ({ basis }, seq) => Number(basis.split('.')[0]) >= seq,

    forget: () => undefined,
  }
}

/** What staff say among themselves. */
export function createNotesSource(deps: Needs): FeedSource {
  return {
    name: 'notes',

    async resolve(params) {
      const { conversationId } = params as FeedParams<'notes'>
      const found = await findConversation(deps, conversationId)
      if (found === null) throw new AppError('not_found')
      // A guest who keeps the desk does not read what is said of them.
      return { subject: conversationId, resource: { owner: null, venueId: found.deskId } }
    },

    async read(conversationId) {
      const newest = await newestOf(deps, notesOf(conversationId))
      const basis = basisOf(0, [], newest)
      return { version: basis, content: messagesBySeq(deps, newest, 'desk'), basis, nextBoundary: null }
    },

    async bases(ids) {
      const basisById = async (id: string) => [id, basisOf(0, [], await revisionsOf(deps, notesOf(id)))] as const
      return new Map(await Promise.all(ids.map(basisById)))
    },

    reaches: ({ basis }, seq) => Number(basis.split('.')[0]) >= seq,

    forget: () => undefined,
  }
}

function partsOf(subject: string): readonly [conversationId: string, side: Side] {
  const [conversationId = '', side] = subject.split('/')
  return [conversationId, side === 'guest' ? 'guest' : 'desk']
}

function newestOf({ collections }: Needs, stream: string): Promise<MessageDocument[]> {
  return collections.messages.find({ stream }, { maxTimeMS: 3000 }).sort({ seq: -1 }).limit(most).toArray()
}

function revisionsOf({ collections }: Needs, stream: string): Promise<Revision[]> {
  const projection = { _id: 0, seq: 1, rev: 1 }
  return collections.messages
    .find<Revision>({ stream }, { projection, maxTimeMS: 3000 })
    .sort({ seq: -1 })
    .limit(most)
    .toArray()
}

function receiptsOf({ collections }: Needs, ids: readonly string[]): Promise<Seen[]> {
  const projection = { _id: 0, conversation: 1, side: 1, readUpTo: 1, deliveredUpTo: 1 }
  return collections.receipts.find<Seen>({ conversation: { $in: [...ids] } }, { projection, maxTimeMS: 3000 }).toArray()
}

/** Begins with the newest number, so that it can be told whether somebody's own message is in it. */
function basisOf(version: number | undefined, seen: readonly Seen[], newest: readonly Revision[]): string {
  const receipts = sides.map((side) => seenBy(seen, side))
  const revisions = newest.map(({ seq, rev }) => `${seq}:${rev}`)
  const all = JSON.stringify([version ?? null, receipts, revisions])
  return `${newest[0]?.seq ?? 0}.${sha256(all).slice(0, 24)}`
}

/** As far as any of its people, on any device. */
function seenBy(seen: readonly Seen[], side: Side) {
  const theirs = seen.filter((one) => one.side === side)
  return {
    readUpTo: Math.max(0, ...theirs.map(({ readUpTo = 0 }) => readUpTo)),
    deliveredUpTo: Math.max(0, ...theirs.map(({ deliveredUpTo }) => deliveredUpTo)),
  }
}

function presentAbout(
  { _id, deskId, language }: ConversationDocument,
  state: ConversationDocument['state'],
  seen: readonly Seen[],
) {
  const [guest, desk] = [seenBy(seen, 'guest'), seenBy(seen, 'desk')]
  return { type: 'about', conversationId: _id, deskId, state, language, guest, desk }
}

function messagesBySeq(deps: Needs, newest: readonly MessageDocument[], to: Side) {
  return Object.fromEntries(newest.map((row) => [`m${row.seq}`, presentMessage(deps, row, to)]))
}
