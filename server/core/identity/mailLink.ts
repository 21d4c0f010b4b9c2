import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { ReservationDocument } from '../models/documents.ts'
import { findReservation } from '../queries/findReservation.ts'
import { findAccount } from './accounts.ts'

const kind = 'unsubscribe'

type Needs = Pick<Deps, 'macs' | 'collections' | 'store' | 'bundles'>

/**
 * The secret of the link by which somebody unsubscribes. Derived, as that of the managing link is, from the reservation
 * and whoever has it, so nothing is kept. It reaches their wishes about notices and nothing else, and it goes on working
 * when the visit is over: a mail may be read late.
 */
export function mailSecretOf({ macs }: Pick<Deps, 'macs'>, of: Pick<ReservationDocument, '_id' | 'owner'>): string {
  return macs.secretFor(kind, textOf(of))
}

/**
 * The reservation whose reminder had this link.
 *
 * @throws AppError `not_found`, alike for one that is wrong, another's, and of whoever was erased since
 */
export async function mailedReservation(
  deps: Needs,
  { reservationId, secret }: { readonly reservationId: string; readonly secret: string },
): Promise<ReservationDocument> {
  const found = await findReservation(deps, reservationId)
  if (found === null || !deps.macs.isSecretFor(secret, kind, textOf(found))) throw new AppError('not_found')
  const isErased = found.owner.startsWith('account:') && (await findAccount(deps, found.owner)) === null
  if (isErased) throw new AppError('not_found')
  return found
}

function textOf({ _id, owner }: Pick<ReservationDocument, '_id' | 'owner'>): string {
  return `${_id} ${owner}`
}
