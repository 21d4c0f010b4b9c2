import type { FeedParams } from '../../../shared/contract/feeds.ts'
import { type Side, sides } from '../../../shared/domain/concierge/conversation.ts'
import { notesOf } from '../../../shared/domain/concierge/message.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import { presentMessage } from '../presenters/presentMessage.ts'
import { findConversation, sideOf } from '../talk/conversations.ts'
import type { MessageDocument } from '../talk/documents.ts'
import { nobodyIsThere } from '../talk/presence.ts'
import type { Talked } from '../talk/told.ts'
import { AtHand } from './atHand.ts'
import {
  type Attended,
  bareState,
  basisOf,
  type Door,
  type Made,
  type Material,
  most,
  type Revision,
  type Seen,
  type Shown,
  stateFrom,
} from './conversationState.ts'
import type { FeedSource } from './feedSource.ts'

type Needs = Pick<Deps, 'collections' | 'clock' | 'crypt' | 'presence'>

/** What a conversation's feeds are kept under: each side sees what is meant for it. */
export function conversationKeys(conversationId: string): readonly string[] {
  return sides.map((side) => `${conversationId}/${side}`)
}

/**
 * What was said between a guest and a desk, and how far each has come. Of what is said and counted in at this node
 * nothing is read again: a feed goes on from what it was.
 */
export function createConversationSource(deps: Needs & Pick<Deps, 'talked'>): FeedSource {
  /** By subject, of those that are watched. */
  const watched = new Map<string, AtHand>()

  // For as long as the process lives, and before whoever has the feeds brought up to date for it.
  deps.talked.listen(({ _id, atHand }: Talked) => {
    if (atHand === undefined) return
    for (const subject of conversationKeys(_id)) {
      if (atHand.is === 'counted') watched.get(subject)?.counted(atHand.row)
      else if (atHand.message.stream === _id) watched.get(subject)?.said(atHand.message)
    }
  })

  function watch(subject: string): AtHand {
    const known = watched.get(subject) ?? new AtHand()
    watched.set(subject, known)
    return known
  }

  return {
    name: 'conversation',

    async resolve(params, actor) {
      const { conversationId } = params as FeedParams<'conversation'>
      const found = await findConversation(deps, conversationId)
      if (found === null) throw new AppError('not_found')
      const resource = { owner: found.owner, venueId: found.deskId }
      return { subject: `${conversationId}/${sideOf(found, actor)}`, resource }
    },

    async read(subject, how) {
      const [conversationId, side] = partsOf(subject)
      const own = watch(subject)
      const known = how === 'atHand' ? own.advance((message) => shownTo(deps, message, side)) : null
      if (known !== null) return stateFrom(known, side, deps.clock.now())
      const { row, seen, newest } = await readAll(deps, conversationId, side)
      // Whoever it was with was erased.
      if (row === null) {
        own.take(null)
        return { ...bareState(seen, newest), content: {} }
      }
      const [desk, attended] = await Promise.all([doorOf(deps, row.deskId), attendedAt(deps, row.deskId)])
      const read: Material = { row, desk, attended, seen, newest }
      return stateFrom(own.take(read) ?? read, side, deps.clock.now())
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

    forget: (subject) => watched.delete(subject),
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

    read: async (conversationId) => bareState([], await newestOf(deps, notesOf(conversationId), 'desk')),

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

async function readAll(deps: Needs, conversationId: string, side: Side) {
  const [row, seen, newest] = await Promise.all([
    findConversation(deps, conversationId),
    receiptsOf(deps, [conversationId]),
    newestOf(deps, conversationId, side),
  ])
  return { row, seen, newest }
}

function newestOf(deps: Needs, stream: string, side: Side): Promise<Shown[]> {
  return deps.collections.messages
    .find({ stream }, { projection: { grams: 0 }, maxTimeMS: 3000 })
    .sort({ seq: -1 })
    .limit(most)
    .map((message) => shownTo(deps, message, side))
    .toArray()
}

function shownTo(deps: Needs, message: MessageDocument, side: Side): Shown {
  return { seq: message.seq, rev: message.rev, as: presentMessage(deps, message, side) }
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

function doorOf({ collections }: Needs, deskId: string): Promise<Door | null> {
  const projection = { rev: 1, hours: 1, targets: 1 }
  return collections.desks.findOne<Door>({ _id: deskId }, { projection, maxTimeMS: 3000 })
}

/** What desks have said of themselves so far, their hours among it. */
async function revsOf({ collections }: Needs, deskIds: readonly string[]) {
  const found = collections.desks.find({ _id: { $in: [...deskIds] } }, { projection: { rev: 1 }, maxTimeMS: 3000 })
  return new Map(await found.map(({ _id, rev }) => [_id, rev] as const).toArray())
}

/** Without Redis a node knows only who says so there: then it says nothing. */
async function attendedAt({ presence, clock }: Needs, deskId: string): Promise<Attended> {
  const nobody = nobodyIsThere(await presence.at(deskId), clock.now())
  return nobody === null ? 'unknown' : nobody ? 'no' : 'yes'
}
