import { earliestExpiry } from './deadlines.ts'
import { mergeGuards } from './guards.ts'
import { claimOf } from './meetClaim.ts'
import { findRoom } from './overlap.ts'
import { type Refused, refuse, type Situation } from './situation.ts'
import type { BookEvent, Claim, Guards, Instant, Placement, PlaceResult, Reason, Want } from './types.ts'

/** What of a claim does not come from its place. */
export type Draft = Pick<Claim, 'id' | 'reservationId' | 'state' | 'expiresAt' | 'holder' | 'bundle' | 'generation'>

export interface Placed {
  readonly ok: true
  readonly claim: Claim
  /** The others that move to make room. */
  readonly moves: readonly BookEvent[]
  readonly guards: Guards
}

/**
 * Asks the rules for a place among the standing claims, the draft's own former place left out.
 *
 * @throws Error if the rules give what is not free: theirs is then a bug, and no refusal would tell.
 */
export function placeClaim(at: Situation, draft: Draft, want: Want): Placed | Refused {
  const isNew = claimOf(at.book, draft.id) === undefined
  const others = isNew ? at.standing : at.standing.filter((claim) => claim.id !== draft.id)
  const answer = at.rules.place(others, want, at.now)
  if (!answer.ok) return refusePlace(at, others, answer)
  const claim = claimAt(draft, want, answer.placement)
  const moved = answer.placement.moves.map((move) => moveClaim(others, move))
  const guards = mustBeFree([claim, ...moved], others, at.now)
  return { ok: true, claim, moves: moved.map(repacked), guards: mergeGuards(answer.guards, guards) }
}

/** Reasons that the end of a hold can take away. The others are true whatever the claims are. */
const claimReasons: ReadonlySet<Reason> = new Set<Reason>([
  'held',
  'taken',
  'pacing_parties',
  'pacing_covers',
  'presence_limit',
  'online_limit',
  'private_stock',
])

function refusePlace(at: Situation, others: readonly Claim[], answer: Extract<PlaceResult, { ok: false }>): Refused {
  const { reason, guards } = answer
  const holds = { notBefore: at.lastDue, before: earliestExpiry(others) }
  return refuse({ code: 'slot_unavailable', reason }, claimReasons.has(reason) ? mergeGuards(guards, holds) : guards)
}

function claimAt(draft: Draft, want: Want, { unitIds, start, end, terms }: Placement): Claim {
  return {
    id: draft.id,
    reservationId: draft.reservationId,
    unitIds: sortUnits(unitIds),
    start,
    end,
    party: want.party,
    state: draft.state,
    expiresAt: draft.expiresAt,
    holder: draft.holder,
    channel: want.channel,
    terms,
    pinned: want.unitIds !== undefined,
    override: want.override === true,
    flagged: false,
    bundle: draft.bundle,
    generation: draft.generation,
  }
}

/** Sorted, each once: the form every claim has. */
export function sortUnits(unitIds: readonly string[]): readonly string[] {
  return [...new Set(unitIds)].sort()
}

function moveClaim(others: readonly Claim[], move: Placement['moves'][number]): Claim {
  const claim = others.find(({ id }) => id === move.claimId)
  if (claim === undefined || claim.pinned) throw new Error(`The rules moved ${move.claimId}, which may not be moved.`)
  return { ...claim, unitIds: sortUnits(move.unitIds) }
}

function repacked(claim: Claim): BookEvent {
  return { type: 'claim.changed', claim, why: 'repacked' }
}

/** @returns the guards under which these stay free of everybody's overrun. */
function mustBeFree(placed: readonly Claim[], others: readonly Claim[], now: Instant): Guards {
  const after = [...others.filter(({ id }) => placed.every((claim) => claim.id !== id)), ...placed]
  return placed.map((claim) => mustFit(claim, after, now)).reduce(mergeGuards)
}

function mustFit(claim: Claim, after: readonly Claim[], now: Instant): Guards {
  if (claim.unitIds.length === 0 || claim.end <= claim.start) throw new Error(`The rules gave ${claim.id} no place.`)
  // The rules place an interval; that its own party may sit longer is not theirs to know.
  const room = findRoom({ ...claim, state: 'held' }, after, now)
  if (!room.free) throw new Error(`The rules gave ${claim.id} units that are not free.`)
  return room.guards
}
