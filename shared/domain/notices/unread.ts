import type { Instant } from '../book/types.ts'
import type { Verdict } from './decideNotice.ts'

/** Ways by which somebody who is away is told that a desk has answered; the app's own bell counts it anyway. */
export const unreadChannels = ['push', 'email'] as const
export type UnreadChannel = (typeof unreadChannels)[number]

/**
 * Unread for so long, it is told. A minute is longer than somebody looks away from a conversation; a quarter of an hour
 * is as long as the desk may still change what it said, and after it a mail says nothing that could be taken back.
 */
export const tellAfterMs: Readonly<Record<UnreadChannel, number>> = { push: 60_000, email: 15 * 60_000 }

/** After that nobody needs to be told of it. */
export const unreadUsefulMs = 3 * 86_400_000

/** After an earlier notice of the same conversation; what that says need not be said again. */
const behindMs = 2000

/** The first message of those it is for, and when that was said. */
export interface UnreadNotice {
  readonly channel: UnreadChannel
  readonly from: number
  readonly since: Instant
}

/** How things are at the moment of sending. */
export interface UnreadFacts {
  /** Numbers of what the desk has said and not withdrawn, rising; the newest are enough. */
  readonly said: readonly number[]
  readonly readUpTo: number
  /** On any device of theirs. */
  readonly deliveredUpTo: number
  /** The newest that they were told of by this channel. */
  readonly toldUpTo: number
  /** When an earlier notice of the conversation is due that is on its way by this channel; null: there is none. */
  readonly behind: Instant | null
  readonly reachable: boolean
  readonly switchedOff: boolean
  /** Null: it is not quiet where they are. */
  readonly quietUntil: Instant | null
}

/** What is told: everything that was said since they last read or were told. */
export function untold({ said, readUpTo, toldUpTo }: Pick<UnreadFacts, 'said' | 'readUpTo' | 'toldUpTo'>) {
  return said.filter((seq) => seq > readUpTo && seq > toldUpTo)
}

/** Judged at the moment of sending: whatever was read, told or taken back meanwhile is told to nobody. */
export function decideUnread({ channel, from, since }: UnreadNotice, facts: UnreadFacts, now: Instant): Verdict {
  const { readUpTo, deliveredUpTo, said, behind, quietUntil } = facts
  const newest = said.at(-1) ?? 0
  if (from <= readUpTo) return { do: 'suppress', why: 'read' }
  if (newest < from) return { do: 'suppress', why: 'not_true' }
  if (behind !== null) return { do: 'wait', until: Math.max(now, behind) + behindMs }
  if (untold(facts).length === 0) return { do: 'suppress', why: 'told' }
  if (channel === 'push' && deliveredUpTo >= newest) return { do: 'suppress', why: 'delivered' }
  if (now >= since + unreadUsefulMs) return { do: 'suppress', why: 'too_late' }
  if (facts.switchedOff) return { do: 'suppress', why: 'switched_off' }
  if (!facts.reachable) return { do: 'suppress', why: 'unreachable' }
  if (quietUntil !== null && quietUntil > now) return { do: 'wait', until: quietUntil }
  return { do: 'send' }
}
