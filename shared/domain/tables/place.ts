import { mergeGuards, noGuards } from '../book/guards.ts'
import type { Claim, Guards, Instant, PlaceResult, Reason, Want } from '../book/types.ts'
import { clockAnswer, standingReason } from './admission.ts'
import type { Engine } from './engine.ts'
import { nightOf } from './night.ts'
import { arrivingAmong, askPacing } from './pacing.ts'
import { type Asking, askingSeating, seatAtPick, seatParty } from './seatParty.ts'
import { sittingAt } from './slots.ts'

/**
 * Where a want goes, or why nowhere: the one evaluation behind picker, hold and confirm.
 *
 * The checks run from what never changes to what changes most, and the first that refuses gives the reason: settings,
 * the clock, pacing, tables.
 *
 * @param claims those that occupy something now, without those that are due
 */
export function place(engine: Engine, claims: readonly Claim[], want: Want, now: Instant): PlaceResult {
  const standing = standingReason(engine, want)
  if (standing !== null) return { ok: false, reason: standing, guards: noGuards }
  const clock = clockAnswer(engine, want, now)
  if (clock.reason !== null) return { ok: false, reason: clock.reason, guards: clock.guards }
  const guards = mergeGuards(clock.guards, overrunGuards(claims, want.start, now))
  const asking = { engine, night: nightOf(engine.room, claims, now), claims, want, party: askingSeating(engine, want) }
  const paced = pacingReason(asking)
  if (paced !== null) return { ok: false, reason: paced, guards }
  const answer = want.unitIds === undefined ? seatParty(asking) : seatAtPick(asking, want.unitIds)
  return { ...answer, guards: mergeGuards(guards, answer.guards) }
}

/** A party still seated after its end is in the way of whoever comes from now on: the answer changes at `start`. */
function overrunGuards(claims: readonly Claim[], start: Instant, now: Instant): Guards {
  if (!claims.some((claim) => claim.state === 'seated' && claim.end <= start)) return noGuards
  return start <= now ? { notBefore: start, before: null } : { notBefore: null, before: start }
}

function pacingReason({ engine, night, want, party }: Asking): Reason | null {
  const sitting = sittingAt(engine.day, want.start)
  if (want.override === true || sitting === undefined) return null
  return askPacing(sitting.pacing, arrivingAmong(engine.day, night.seatings, party)).reason
}
