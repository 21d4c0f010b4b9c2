import type { z } from 'zod'
import type { message } from '../../../shared/contract/talk.ts'
import type { Instant } from '../../../shared/domain/book/types.ts'
import { type Side, sides, stateAt } from '../../../shared/domain/concierge/conversation.ts'
import { opensAt, openUntil } from '../../../shared/domain/concierge/hours.ts'
import { targetMs } from '../../../shared/domain/concierge/targets.ts'
import { sha256 } from '../infra/ids.ts'
import { seenOf } from '../talk/about.ts'
import { rulesOf } from '../talk/desks.ts'
import type { ConversationDocument, DeskDocument, MessageDocument, ReceiptDocument } from '../talk/documents.ts'
import { accountIdOf } from '../talk/people.ts'
import type { FeedState } from './feedSource.ts'

/** Messages in a feed, whatever the length of the conversation; what is older comes in pages. */
export const most = 50

export type Revision = Pick<MessageDocument, 'seq' | 'rev'>
export type Seen = Pick<ReceiptDocument, 'conversation' | 'side' | 'readUpTo' | 'deliveredUpTo'>
export type Attended = 'yes' | 'no' | 'unknown'
/** What a desk says of itself to whoever talks with it. */
export type Door = Pick<DeskDocument, 'rev' | 'hours' | 'targets'>

/** A message and how one side sees it. */
export interface Shown extends Revision {
  readonly as: z.infer<typeof message>
}

/** What a conversation's feed is made of, for one side. */
export interface Material {
  readonly row: ConversationDocument
  readonly desk: Door | null
  readonly attended: Attended
  readonly seen: readonly Seen[]
  /** The newest first. */
  readonly newest: readonly Shown[]
}

/** Of the conversation's row and of its desk's, and who is there. */
export interface Made {
  readonly version?: number
  readonly rev?: number | undefined
  readonly attended?: Attended | undefined
}

/** Begins with the newest number, so that it can be told whether somebody's own message is in it. */
export function basisOf({ version, rev, attended }: Made, seen: readonly Seen[], newest: readonly Revision[]): string {
  return digest([version ?? null, rev ?? 0, attended ?? null], seen, newest)
}

function digest(about: readonly unknown[], seen: readonly Seen[], newest: readonly Revision[]): string {
  const receipts = sides.map((side) => seenBy(seen, side))
  const revisions = newest.map(({ seq, rev }) => `${seq}:${rev}`)
  return `${newest[0]?.seq ?? 0}.${sha256(JSON.stringify([...about, receipts, revisions])).slice(0, 24)}`
}

/** That another message is counted in raises the row's version, and nobody here sees anything of it: no patch. */
export function stateFrom({ row, desk, attended, seen, newest }: Material, side: Side, now: Instant): FeedState {
  const door = doorOf(desk, now)
  const [state, shows] = [stateAt(row, now), digest([seenOf(row), desk?.rev ?? 0, attended], seen, newest)]
  const about = { state, open: door.open, opensAt: door.opensAt, attended, answerSeconds: answerSecondsOf(row, desk) }
  return {
    version: `${shows}.${state}.${door.open ? 'open' : String(door.opensAt)}`,
    content: { about: presentAbout(row, about, side, seen), ...messagesBySeq(newest) },
    basis: basisOf({ version: row.version, rev: desk?.rev, attended }, seen, newest),
    nextBoundary: soonest(door.changesAt, state === 'snoozed' ? row.wakesAt : null),
  }
}

/** Of nothing but messages. */
export function bareState(seen: readonly Seen[], newest: readonly Shown[]): FeedState {
  const basis = basisOf({}, seen, newest)
  return { version: basis, content: messagesBySeq(newest), basis, nextBoundary: null }
}

function messagesBySeq(newest: readonly Shown[]) {
  return Object.fromEntries(newest.map(({ seq, as }) => [`m${seq}`, as]))
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
function doorOf(desk: Door | null, now: Instant) {
  const { hours } = rulesOf(desk)
  const opens = opensAt(hours, now)
  const open = opens === now
  return { open, opensAt: open ? null : opens, changesAt: open ? openUntil(hours, now) : opens }
}

/** For the answer they wait for, else for the one they would wait for next. */
function answerSecondsOf({ tier = 'standard', awaits, answered }: ConversationDocument, desk: Door | null): number {
  return targetMs(rulesOf(desk).targets, tier, awaits ?? (answered ? 'next' : 'first')) / 1000
}

function soonest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b)
}

interface About extends Pick<ConversationDocument, 'state'> {
  readonly open: boolean
  readonly opensAt: Instant | null
  readonly attended: Attended
  readonly answerSeconds: number
}

function presentAbout(
  { _id, deskId, language, assignee }: ConversationDocument,
  { opensAt: opens, ...about }: About,
  side: Side,
  seen: readonly Seen[],
) {
  return {
    type: 'about',
    conversationId: _id,
    deskId,
    language,
    ...about,
    opensAt: opens === null ? null : new Date(opens).toISOString(),
    assignee: side === 'desk' ? accountIdOf(assignee) : null,
    guest: seenBy(seen, 'guest'),
    desk: seenBy(seen, 'desk'),
  }
}
