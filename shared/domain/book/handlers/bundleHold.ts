import { mergeGuards } from '../guards.ts'
import { makeClaim, refuseKnown } from '../makeClaim.ts'
import { claimOf, endMet, type Met, meetClaim, notAllowed } from '../meetClaim.ts'
import type { Draft } from '../placeClaim.ts'
import { accept, type CommandOf, type Handler, type Situation } from '../situation.ts'
import type { Claim, Decision, Want } from '../types.ts'

type BundleHold = CommandOf<'bundleHold'>

/**
 * Keeps a place for the bundle, with no end but its outcome. Told twice, it is done once.
 *
 * A hold taken over ends in the same decision and leaves its place to the arriving claim.
 */
export const bundleHold: Handler<'bundleHold'> = (at, command) => {
  const known = claimOf(at.book, command.claimId)
  if (known?.bundle?.id === command.bundleId) return accept([], known)
  if (command.takeOver === undefined) return makeClaim(at, arriving(command), command.want)
  const met = meetClaim(at, command.takeOver)
  return met.ok ? takeOver(at, command, met) : met
}

function arriving(command: BundleHold): Draft {
  const { bundleId, claimId, reservationId, holder, generation, becomes = 'confirmed' } = command
  const bundle = { id: bundleId, role: 'arriving', becomes } as const
  return { id: claimId, reservationId, state: 'held', expiresAt: null, holder, bundle, generation }
}

function takeOver(at: Situation, command: BundleHold, met: Met): Decision {
  if (met.claim.state !== 'held') return notAllowed(met, 'bundleHold')
  const ended = endMet(met, 'released', 'bundleHold')
  const made = inPlaceOf(at, met.claim, command)
  const guards = mergeGuards(met.guards, made.guards)
  return ended.ok && made.ok ? { ...made, events: [...ended.events, ...made.events], guards } : { ...made, guards }
}

/** The hold is the guest's until it runs out: where it is what they want, no rule is asked again. */
function inPlaceOf(at: Situation, held: Claim, command: BundleHold): Decision {
  const draft = arriving(command)
  if (!isWanted(held, command.want)) {
    return makeClaim({ ...at, standing: at.standing.filter(({ id }) => id !== held.id) }, draft, command.want)
  }
  const claim = { ...held, ...draft }
  return refuseKnown(at, draft) ?? accept([{ type: 'claim.made', claim }], claim)
}

function isWanted(held: Claim, want: Want): boolean {
  const picked = want.unitIds !== undefined || want.end !== undefined
  return !picked && want.start === held.start && want.party === held.party
}
