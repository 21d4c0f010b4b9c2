import { z } from 'zod'
import { alertKindNames } from '../domain/notices/alerts.ts'
import { callKindNames } from '../domain/notices/kinds.ts'
import { everyone, type Policy } from './policy.ts'
import {
  conversationId,
  date,
  deskId,
  instant,
  noticeId,
  noticeKind,
  party,
  reservation,
  reservationId,
  venueId,
} from './schemas.ts'
import { about, card, deskKeepers, message, ownConversation, queued, talkReaders, teammate } from './talk.ts'

/**
 * One thing a client can follow, declared once. The content of every feed is a map of entries, so that one rule makes
 * every patch: entries set, keys unset.
 */
export interface Feed<P extends z.ZodType = z.ZodType, E extends z.ZodType = z.ZodType> {
  readonly summary: string
  readonly params: P
  readonly entry: E
  readonly policy: Policy
  /** Path under `/v1`; GET answers with the snapshot, its ETag is the version. */
  readonly path: string
}

function feed<P extends z.ZodType, E extends z.ZodType>(declared: Feed<P, E>): Feed<P, E> {
  return declared
}

/** One slot, for every party size at once. */
const slotEntry = z.strictObject({
  startsAt: instant,
  /** Wall clock at the restaurant. */
  label: z.string(),
  service: z.string(),
  /** One letter for each party size from 1: `o` open, `f` few left, `x` full, `c` closed to it. */
  codes: z.string(),
})

const told = { noticeId, at: instant, read: z.boolean() }

/** The reservation as it was when this was told. */
const bookingNotice = z.strictObject({
  ...told,
  kind: z.enum([...noticeKind.options, ...alertKindNames]),
  /** Whose doing it was. */
  by: z.enum(['guest', 'restaurant']),
  reservationId,
  venueId,
  date,
  startsAt: instant,
  party,
})

/** A guest waits at a desk at which whoever is told works. */
const callNotice = z.strictObject({ ...told, kind: z.enum(callKindNames), deskId, conversationId })

export const feeds = {
  availability: feed({
    summary: 'The slots of a restaurant and date, for every party size at once.',
    params: z.strictObject({ venueId, date }),
    entry: slotEntry,
    policy: everyone,
    path: '/venues/:venueId/availability/:date',
  }),
  reservations: feed({
    summary: 'What the person who asks has held and booked.',
    params: z.strictObject({}),
    entry: reservation,
    policy: { guest: 'any', diner: 'any' },
    path: '/reservations',
  }),
  notices: feed({
    summary: 'What the person who asks was told in the app: the newest hundred.',
    params: z.strictObject({}),
    entry: z.union([bookingNotice, callNotice]),
    policy: { guest: 'any', diner: 'any' },
    path: '/notices',
  }),
  reservation: feed({
    summary: 'One reservation; its only entry has its id for key.',
    params: z.strictObject({ reservationId }),
    entry: reservation,
    policy: {
      guest: 'own',
      link: 'own',
      diner: 'own',
      host: 'venue',
      manager: 'venue',
      concierge: 'venue',
      partner: 'own',
      support: 'any',
      admin: 'any',
    },
    path: '/reservations/:reservationId',
  }),
  conversation: feed({
    summary: 'A conversation: `about`, and its newest fifty messages, `m1`, `m2` and so on by their numbers.',
    params: z.strictObject({ conversationId }),
    entry: z.union([about, message]),
    policy: talkReaders,
    path: '/conversations/:conversationId',
  }),
  cards: feed({
    summary:
      'What the messages of a conversation carry, as the books have it now; by the ids of the reservations, the newest hundred.',
    params: z.strictObject({ conversationId }),
    entry: card,
    policy: talkReaders,
    path: '/conversations/:conversationId/cards',
  }),
  notes: feed({
    summary: 'What staff say among themselves about a conversation: the newest fifty, keyed as messages are.',
    params: z.strictObject({ conversationId }),
    entry: message,
    policy: deskKeepers,
    path: '/conversations/:conversationId/notes',
  }),
  conversations: feed({
    summary: 'The conversations of the person who asks, by their ids: the newest hundred.',
    params: z.strictObject({}),
    entry: ownConversation,
    policy: { guest: 'any', diner: 'any' },
    path: '/conversations',
  }),
  queue: feed({
    summary: 'What a desk has to look after: conversations that are not resolved, by their ids, at most five hundred.',
    params: z.strictObject({ deskId }),
    entry: queued,
    policy: deskKeepers,
    path: '/desks/:deskId/queue',
  }),
  team: feed({
    summary: 'Who is at a desk, and what each has to do; by their accounts’ ids.',
    params: z.strictObject({ deskId }),
    entry: teammate,
    policy: deskKeepers,
    path: '/desks/:deskId/team',
  }),
}

export type FeedName = keyof typeof feeds
export type FeedParams<N extends FeedName> = z.infer<(typeof feeds)[N]['params']>
export type FeedEntry<N extends FeedName> = z.infer<(typeof feeds)[N]['entry']>

export const feedNames = Object.keys(feeds) as FeedName[]
