import { mergeGuards, noGuards } from '../book/guards.ts'
import type { Guards, Reason, Want } from '../book/types.ts'
import type { Engine } from './engine.ts'
import type { Instant } from './settings.ts'
import { sittingAt } from './slots.ts'
import { turnMinutes } from './turnTime.ts'

const minuteMs = 60_000

/** A deadline that this answer is on one side of. */
function side(passed: boolean, at: Instant): Guards {
  return passed ? { notBefore: at, before: null } : { notBefore: null, before: at }
}

/** When a stay ends: after its turn, in elapsed minutes, or at staff's word. */
export function endOf({ settings }: Engine, want: Pick<Want, 'start' | 'party' | 'end'>): Instant {
  return want.end ?? want.start + turnMinutes(settings.turnTimes, want.party) * minuteMs
}

function partyReason({ settings, room }: Engine, { party, channel, override }: Want): Reason | null {
  if (!(party >= 1)) return 'party_too_small'
  if (override === true) return null
  if (channel !== 'online') return party > room.largestParty ? 'party_too_large' : null
  if (party < settings.minParty) return 'party_too_small'
  return party > settings.maxParty ? 'party_too_large' : null
}

/** Guests come at a slot; staff seat people at any minute of a service, and by override at any minute of the day. */
function serviceReason({ day }: Engine, { start, channel, override }: Want): Reason | null {
  if (override === true) return null
  if (day.slots.length === 0) return 'closed'
  const known = channel === 'online' ? day.slotAt.has(start) : sittingAt(day, start) !== undefined
  return known ? null : 'outside_service'
}

/**
 * Reasons that lie in the settings alone, whatever the time and whoever else comes.
 *
 * A stay that would cross the day boundary is refused to staff too, never clipped: behind the boundary is another book.
 */
export function standingReason(engine: Engine, want: Want): Reason | null {
  const { bounds } = engine.day
  const end = endOf(engine, want)
  if (want.start < bounds.start || want.start >= bounds.end || end <= want.start) return 'outside_service'
  return serviceReason(engine, want) ?? partyReason(engine, want) ?? (end > bounds.end ? 'past_day_boundary' : null)
}

/** What the clock says. `guards` hold from both sides: within them the answer stays as it is. */
export interface ClockAnswer {
  readonly reason: Reason | null
  readonly guards: Guards
}

/** Booking window and lead time: both are for guests; staff book when they like. */
export function clockAnswer({ settings, day }: Engine, want: Want, now: Instant): ClockAnswer {
  if (want.channel !== 'online' || want.override === true) return { reason: null, guards: noGuards }
  const opensAt = day.windowOpensAt
  if (opensAt !== null && now < opensAt) return { reason: 'outside_booking_window', guards: side(false, opensAt) }
  const closesAt = want.start - settings.leadMinutes * minuteMs
  const passed = now >= closesAt
  const opened = opensAt === null ? noGuards : side(true, opensAt)
  return { reason: passed ? 'lead_time' : null, guards: mergeGuards(opened, side(passed, closesAt)) }
}
