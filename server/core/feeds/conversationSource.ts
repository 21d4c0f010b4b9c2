import type { FeedParams } from '../../../shared/contract/feeds.ts'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { type Side, sides, stateAt } from '../../../shared/domain/concierge/conversation.ts'
import { opensAt, openUntil } from '../../../shared/domain/concierge/hours.ts'
import { notesOf } from '../../../shared/domain/concierge/message.ts'
import { targetMs } from '../../../shared/domain/concierge/targets.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { sha256 } from '../infra/ids.ts'
import { presentMessage } from '../presenters/presentMessage.ts'
import { findConversation, sideOf } from '../talk/conversations.ts'
import { rulesOf } from '../talk/desks.ts'
import type { ConversationDocument, DeskDocument, MessageDocument, ReceiptDocument } from '../talk/documents.ts'
import { accountIdOf } from '../talk/people.ts'
import { nobodyIsThere } from '../talk/presence.ts'
import type { FeedSource } from './feedSource.ts'

type Needs = Pick<Deps, 'collections' | 'clock' | 'crypt' | 'presence'>
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
      // Whoever it was with was erased.
      if (row === null) {
        const basis = basisOf({}, seen, newest)
        return { version: basis, content: {}, basis, nextBoundary: null }
      }
      const desk = await deps.collections.desks.findOne({ _id: row.deskId }, { maxTimeMS: 3000 })
      const attended = await attendedAt(deps, row.deskId)
      const basis = basisOf({ version: row.version, rev: desk?.rev, attended }, seen, newest)
      const now = deps.clock.now()
      const [state, door] = [
        stateAt(row, now),
        { ...doorOf(desk, now), attended, answerSeconds: answerSecondsOf(row, desk) },
      ]
      return {
        version: `${basis}.${state}.${door.open ? 'open' : String(door.opensAt)}`,
        content: { about: presentAbout(row, { state, door, side }, seen), ...messagesBySeq(deps, newest, side) },
        basis,
        nextBoundary: soonest(door.changesAt, state === 'snoozed' ? row.wakesAt : null),
      }
    },

    async bases(subjects) {
      const ids = [...new Set(subjects.map((subject) => partsOf(subject)[0]))]
      const { conversations } = deps.collections
      const found = await conversations
        .find({ _id: { $in: ids } }, { projection: { version: 1, deskId: 1 }, maxTimeMS: 3000 })
        .toArray()
      const deskIds = [...new Set(found.map(({ deskId }) => deskId))]
      const revs = await revsOf(deps, deskIds)
      const attended = new Map(await Promise.all(deskIds.map(async (id) => [id, await attendedAt(deps, id)] as const)))
      const madeOf = ({ version, deskId }: (typeof found)[number]): Made => ({
        version,
        rev: revs.get(deskId),
        attended: attended.get(deskId),
      })
      const made = new Map(found.map((row) => [row._id, madeOf(row)]))
      const seen = await receiptsOf(deps, ids)
      const basisById = async (id: string) => {
        const own = seen.filter(({ conversation }) => conversation === id)
        return [id, basisOf(made.get(id) ?? {}, own, await revisionsOf(deps, id))] as const
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
      const basis = basisOf({}, [], newest)
      return { version: basis, content: messagesBySeq(deps, newest, 'desk'), basis, nextBoundary: null }
    },

    async bases(ids) {
      const basisById = async (id: string) => [id, basisOf({}, [], await revisionsOf(deps, notesOf(id)))] as const
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
  return collections.messages
    .find({ stream }, { projection: { grams: 0 }, maxTimeMS: 3000 })
    .sort({ seq: -1 })
    .limit(most)
    .toArray()
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

/** What desks have said of themselves so far, their hours among it. */
async function revsOf({ collections }: Needs, deskIds: readonly string[]) {
  const found = collections.desks.find({ _id: { $in: [...deskIds] } }, { projection: { rev: 1 }, maxTimeMS: 3000 })
  return new Map(await found.map(({ _id, rev }) => [_id, rev] as const).toArray())
}

type Attended = 'yes' | 'no' | 'unknown'

/** Of the conversation's row and of its desk's, and who is there. */
interface Made {
  readonly version?: number
  readonly rev?: number | undefined
  readonly attended?: Attended | undefined
}

/** Begins with the newest number, so that it can be told whether somebody's own message is in it. */
function basisOf({ version, rev, attended }: Made, seen: readonly Seen[], newest: readonly Revision[]): string {
  const receipts = sides.map((side) => seenBy(seen, side))
  const revisions = newest.map(({ seq, rev }) => `${seq}:${rev}`)
  const all = JSON.stringify([version ?? null, rev ?? 0, attended ?? null, receipts, revisions])
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

/** Whether a desk answers, and when that is different. */
function doorOf(desk: DeskDocument | null, now: Instant) {
  const { hours } = rulesOf(desk)
  const opens = opensAt(hours, now)
  const open = opens === now
  return { open, opensAt: open ? null : opens, changesAt: open ? openUntil(hours, now) : opens }
}

/** Without Redis a node knows only who says so there: then it says nothing. */
async function attendedAt({ presence, clock }: Needs, deskId: string): Promise<Attended> {
  const nobody = nobodyIsThere(await presence.at(deskId), clock.now())
  return nobody === null ? 'unknown' : nobody ? 'no' : 'yes'
}

/** For the answer they wait for, else for the one they would wait for next. */
function answerSecondsOf(
  { tier = 'standard', awaits, answered }: ConversationDocument,
  desk: DeskDocument | null,
): number {
  return targetMs(rulesOf(desk).targets, tier, awaits ?? (answered ? 'next' : 'first')) / 1000
}

function soonest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b)
}

interface Shown extends Pick<ConversationDocument, 'state'> {
  readonly door: Pick<ReturnType<typeof doorOf>, 'open' | 'opensAt'> & {
    readonly attended: Attended
    readonly answerSeconds: number
  }
  readonly side: Side
}

function presentAbout(
  { _id, deskId, language, assignee }: ConversationDocument,
  { state, door, side }: Shown,
  seen: readonly Seen[],
) {
  return {
    type: 'about',
    conversationId: _id,
    deskId,
    state,
    language,
    open: door.open,
    opensAt: door.opensAt === null ? null : new Date(door.opensAt).toISOString(),
    attended: door.attended,
    answerSeconds: door.answerSeconds,
    assignee: side === 'desk' ? accountIdOf(assignee) : null,
    guest: seenBy(seen, 'guest'),
    desk: seenBy(seen, 'desk'),
  }
}

function messagesBySeq(deps: Needs, newest: readonly MessageDocument[], to: Side) {
  return Object.fromEntries(newest.map((row) => [`m${row.seq}`, presentMessage(deps, row, to)]))
}
