import { accept, type CommandOf, type Handler } from '../situation.ts'
import type { BookEvent, BundleMark, Claim, ClaimEnd } from '../types.ts'

type Outcome = CommandOf<'bundleFinish'>['outcome']

/** Applies a bundle's outcome to what this book has of it: nothing, once it is done. */
export const bundleFinish: Handler<'bundleFinish'> = ({ book }, { bundleId, outcome }) => {
  const events = Object.values(book.claims).flatMap((claim) =>
    claim.bundle?.id === bundleId ? [finish(claim, claim.bundle, outcome)] : [],
  )
  return accept(events, events.map(claimAfter).find((claim) => claim !== null) ?? null)
}

function finish(claim: Claim, mark: BundleMark, outcome: Outcome): BookEvent {
  if (mark.role === 'leaving') return outcome === 'committed' ? ended(claim, 'cancelled') : settled(claim)
  return outcome === 'committed' ? settled({ ...claim, state: mark.becomes }) : ended(claim, 'released')
}

function ended(claim: Claim, end: ClaimEnd): BookEvent {
  return { type: 'claim.ended', claim, end, why: 'bundle' }
}

function settled(claim: Claim): BookEvent {
  return { type: 'claim.changed', claim: { ...claim, bundle: null }, why: 'bundle' }
}

function claimAfter(event: BookEvent): Claim | null {
  return event.type === 'claim.changed' ? event.claim : null
}
