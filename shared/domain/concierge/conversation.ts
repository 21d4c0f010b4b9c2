import type { Instant } from '../book/types.ts'

/** Who speaks: the guest whose conversation it is, or whoever answers for the desk. */
export const sides = ['guest', 'desk'] as const
export type Side = (typeof sides)[number]

/**
 * `open`: the desk is to act. `pending`: it has, and the guest is to answer. `snoozed`: laid aside until a time.
 * `resolved`: nothing is left to do, until the guest writes again.
 */
export const conversationStates = ['open', 'pending', 'snoozed', 'resolved'] as const
export type ConversationState = (typeof conversationStates)[number]

/** `wake`: the time has come that it was laid aside until. */
export type Act = 'guestSpoke' | 'deskSpoke' | 'resolve' | 'snooze' | 'reopen' | 'wake'

/** Where each act leads from each state; what is not here cannot be done. */
export const transitions: Readonly<Record<Act, Readonly<Partial<Record<ConversationState, ConversationState>>>>> = {
  guestSpoke: { open: 'open', pending: 'open', snoozed: 'open', resolved: 'open' },
  deskSpoke: { open: 'pending', pending: 'pending', snoozed: 'pending', resolved: 'pending' },
  resolve: { open: 'resolved', pending: 'resolved', snoozed: 'resolved', resolved: 'resolved' },
  snooze: { open: 'snoozed', pending: 'snoozed', snoozed: 'snoozed' },
  reopen: { open: 'open', pending: 'open', snoozed: 'open', resolved: 'open' },
  wake: { snoozed: 'open' },
}

/** What is known of a conversation from its messages and from what the desk did with it. */
export interface Summary {
  readonly state: ConversationState
  /** The newest message that is counted in; 0: none. */
  readonly top: number
  /** The guest's first message that the desk has not answered. */
  readonly waitingSince: Instant | null
  /** The answer that is waited for: the first since the conversation began or was last resolved, or a later one. */
  readonly awaits: 'first' | 'next' | null
  /** The desk has spoken since then. */
  readonly answered: boolean
  readonly lastSide: Side | null
  /** Of the newest message, or of the beginning. */
  readonly lastAt: Instant
  /** While snoozed. */
  readonly wakesAt: Instant | null
  /** Where each side's newest messages stand, by which unread ones are counted. */
  readonly tail: Readonly<Record<Side, readonly number[]>>
  /**
   * The desk's first message of which nobody has looked yet whether the guest has read it; null: none. Absent in rows
   * from before guests were told of them.
   */
  readonly unlooked?: Pick<Spoken, 'seq' | 'at'> | null
}

/** Unread messages are counted so far: past it, it is "many". */
export const mostUnread = 99

export function emptySummary(at: Instant): Summary {
  return {
    state: 'open',
    top: 0,
    waitingSince: null,
    awaits: null,
    answered: false,
    lastSide: null,
    lastAt: at,
    wakesAt: null,
    tail: { guest: [], desk: [] },
    unlooked: null,
  }
}

/** What a message tells about the conversation; not what it says. */
export interface Spoken {
  readonly seq: number
  readonly side: Side
  readonly at: Instant
}

/**
 * The conversation with one more message. One that is counted in already changes nothing.
 *
 * @throws Error for a message whose predecessor is missing: numbers have no holes
 */
export function fold(before: Summary, { seq, side, at }: Spoken): Summary {
  if (seq <= before.top) return before
  if (seq !== before.top + 1) throw new Error(`message ${seq} came after message ${before.top}`)
  const tail = { ...before.tail, [side]: [...before.tail[side], seq].slice(-mostUnread) }
  const said = { ...before, top: seq, lastSide: side, lastAt: at, wakesAt: null, tail }
  if (side === 'desk') {
    const unlooked = before.unlooked ?? { seq, at }
    return { ...said, state: 'pending', waitingSince: null, awaits: null, answered: true, unlooked }
  }
  return {
    ...said,
    state: 'open',
    waitingSince: before.waitingSince ?? at,
    awaits: before.answered ? 'next' : 'first',
  }
}

/**
 * The conversation after the desk has done something with it; null where its state does not allow it.
 *
 * @param wakesAt for `snooze`
 */
export function act(
  before: Summary,
  done: Exclude<Act, 'guestSpoke' | 'deskSpoke'>,
  wakesAt: Instant | null = null,
): Summary | null {
  const state = transitions[done][before.state]
  if (state === undefined) return null
  const moved = { ...before, state, wakesAt: state === 'snoozed' ? wakesAt : null }
  return state === 'resolved' ? { ...moved, waitingSince: null, awaits: null, answered: false } : moved
}

/** Its time has come by itself: nobody has to wake it for that to be true. */
export function stateAt({ state, wakesAt }: Pick<Summary, 'state' | 'wakesAt'>, now: Instant): ConversationState {
  return state === 'snoozed' && wakesAt !== null && wakesAt <= now ? 'open' : state
}

/** Messages of a side above what the other has read. */
export function unread({ tail }: Pick<Summary, 'tail'>, from: Side, readUpTo: number): number {
  return tail[from].filter((seq) => seq > readUpTo).length
}
