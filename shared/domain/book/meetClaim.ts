import { isDue } from './deadlines.ts'
import { mayBecome } from './lifecycle.ts'
import { accept, type Refused, refuse, type Situation } from './situation.ts'
import type { Book, Claim, ClaimEnd, CommandType, Decision, Edge, Guards } from './types.ts'

export interface Met {
  readonly ok: true
  readonly claim: Claim
  /** Whoever acts on a claim that runs out relies on its not having done so. */
  readonly guards: Guards
}

/** The book's claim of that id. Ids may come from outside, so `constructor` must not find anything. */
export function claimOf(book: Book, claimId: string): Claim | undefined {
  return Object.hasOwn(book.claims, claimId) ? book.claims[claimId] : undefined
}

/** The claim a command is about, if the asker may know of it and nothing forbids touching it now. */
export function meetClaim(at: Situation, claimId: string): Met | Refused {
  const claim = claimOf(at.book, claimId)
  if (claim === undefined || !(at.by.staff || claim.holder === at.by.key)) return refuse({ code: 'not_found' })
  if (claim.bundle !== null) return refuse({ code: 'bundle_open', bundleId: claim.bundle.id })
  if (isDue(claim, at.now)) return refuse({ code: 'hold_expired' }, { notBefore: claim.expiresAt, before: null })
  return { ok: true, claim, guards: { notBefore: null, before: claim.expiresAt } }
}

/** The claim's state does not lead there, or not at this asker's word. */
export function notAllowed(
  { claim, guards }: Met,
  to: Edge | 'assign' | 'modify' | 'move' | 'bundleHold' | 'bundleLeave',
): Refused {
  return refuse({ code: 'not_allowed_now', from: claim.state, to }, guards)
}

/** Ends the claim, if its state may end so. */
export function endMet(met: Met, end: ClaimEnd, why: CommandType): Decision {
  const { claim, guards } = met
  if (!mayBecome(claim.state, end)) return notAllowed(met, end)
  return accept([{ type: 'claim.ended', claim, end, why }], null, guards)
}
