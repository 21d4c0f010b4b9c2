import type { ClaimEnd, ClaimState } from '../../../shared/domain/book/types.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { ReservationDocument } from '../models/documents.ts'
import { findReservation } from '../queries/findReservation.ts'

const kind = 'manage-link'
/** After the end of the visit. */
const keptMs = 86_400_000

const alive: ReadonlySet<ClaimState | ClaimEnd> = new Set([
  'requested',
  'awaiting_payment',
  'confirmed',
  'arrived',
  'seated',
  'completed',
  'no_show',
])

type Needs = Pick<Deps, 'macs' | 'clock' | 'collections' | 'store' | 'bundles'>

/**
 * The secret by which one reservation is managed without an account. Derived from the reservation and its holder, so
 * nothing is kept that could leak, and the same one is told however often it is asked for. It dies with the
 * reservation's cancellation, a day after the visit, or when the reservation gets another holder.
 *
 * @throws AppError `not_found`, `not_allowed_now`
 */
export async function linkSecretOf(deps: Needs, reservationId: string): Promise<string> {
  const found = await findReservation(deps, reservationId)
  if (found === null) throw new AppError('not_found')
  if (!isAlive(deps, found)) throw new AppError('not_allowed_now', { reason: found.state })
  return deps.macs.secretFor(kind, `${reservationId} ${found.owner}`)
}

interface Link {
  readonly reservationId: string
  readonly secret: string
}

/** Whose reservation the link manages. @throws AppError `not_found`, for a wrong and a dead one alike */
export async function linkHolder(deps: Needs, link: Link): Promise<string> {
  const found = await linkedReservation(deps, link)
  if (!isAlive(deps, found)) throw new AppError('not_found')
  return found.owner
}

/**
 * The reservation a link was made for. What its guest told of themselves outlives the link: they read and erase it by
 * this long after there is nothing left to manage.
 *
 * @throws AppError `not_found`
 */
export async function linkedReservation(
  deps: Omit<Needs, 'clock'>,
  { reservationId, secret }: Link,
): Promise<ReservationDocument> {
  const found = await findReservation(deps, reservationId)
  if (found === null) throw new AppError('not_found')
  if (!deps.macs.isSecretFor(secret, kind, `${reservationId} ${found.owner}`)) throw new AppError('not_found')
  return found
}

function isAlive({ clock }: Needs, { state, end }: { state: ClaimState | ClaimEnd; end: number }): boolean {
  return alive.has(state) && clock.now() < end + keptMs
}
