import type { Claim } from '../../../shared/domain/book/types.ts'
import type { EventRecord } from '../lane/ports.ts'
import { claimKey, requestKey } from './entry.ts'
import type { Finding } from './ports.ts'
import { weightOf } from './weight.ts'

/** What a fact says about a claim's weight; null where it says nothing. */
export function findingOf({ book, version, event, actor, requestId, answer }: EventRecord): Finding | null {
  if (event.type === 'settings.adopted') return null
  if (event.type === 'claim.ended') {
    return { claim: claimKey(book, event.claim.id), version, weight: null, request: null }
  }
  if (isAside(event.claim) || (event.type === 'claim.changed' && event.why === 'repacked')) return null
  const request = answer === null || requestId === null ? null : requestKey({ bookId: book, actor, requestId })
  return { claim: claimKey(book, event.claim.id), version, weight: weightOf(event.claim), request }
}

/** A block is nobody's booking. */
function isAside({ reservationId }: Claim): boolean {
  return reservationId === null
}
