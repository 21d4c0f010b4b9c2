import type { Claim, ClaimEnd } from '../../../shared/domain/book/types.ts'
import type { EventRecord } from '../lane/ports.ts'
import { claimKey, requestKey, type Weight } from './entry.ts'
import { limits } from './limits.ts'
import type { Finding } from './ports.ts'
import { weightOf } from './weight.ts'

/** What a fact says about a claim's weight; null where it says nothing. */
export function findingOf({ book, version, event, actor, requestId, answer }: EventRecord): Finding | null {
  if (event.type === 'settings.adopted' || isAside(event.claim)) return null
  if (event.type === 'claim.ended') {
    return { claim: claimKey(book, event.claim.id), version, weight: lapseOf(event.claim, event.end), request: null }
  }
  if (event.type === 'claim.changed' && event.why === 'repacked') return null
  const request = answer === null || requestId === null ? null : requestKey({ bookId: book, actor, requestId })
  return { claim: claimKey(book, event.claim.id), version, weight: weightOf(event.claim), request }
}

/** Of all ends only one is remembered: a hold that nobody confirmed or gave back. */
function lapseOf({ start, end: endsAt, expiresAt }: Claim, end: ClaimEnd): Weight | null {
  if (end !== 'expired' || expiresAt === null) return null
  return { kind: 'lapse', start, end: endsAt, until: expiresAt + limits.coolMs }
}

/** A block is nobody's booking, and whoever walks in is known by no key. */
function isAside({ reservationId, channel }: Claim): boolean {
  return reservationId === null || channel === 'walk_in'
}

function isEnd({ weight }: Finding): boolean {
  return weight === null || weight.kind === 'lapse'
}

/** What the events say, without what a later one of them takes back: a claim that ended never comes back. */
export function findingsOf(records: readonly EventRecord[]): readonly Finding[] {
  const findings = records.map(findingOf).filter((finding) => finding !== null)
  const ends = new Map(findings.filter(isEnd).map((end) => [end.claim, end]))
  return findings.filter((finding) => (ends.get(finding.claim) ?? finding) === finding)
}
