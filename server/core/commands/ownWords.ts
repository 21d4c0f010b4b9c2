import type { Input, Output } from '../../../shared/contract/index.ts'
import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import { linkedReservation } from '../identity/manageLink.ts'
import type { ReservationDocument } from '../models/documents.ts'
import { erasePreferences, personOf, preferencesOf, presentPreferences } from '../notices/preferences.ts'
import { presentReservation } from '../presenters/presentReservation.ts'
import { eraseWords, openedDetails, stands, toldOf } from './account/guestWords.ts'

/** What is kept of a guest without an account, for whoever has the link. @throws AppError `not_found` */
export async function exportWords(
  { deps }: Context,
  link: Input<'reservation.words.export'>,
): Promise<Output<'reservation.words.export'>> {
  const row = await linkedReservation(deps, link)
  await deps.audit.record({ action: 'words.exported', by: row.owner, to: row._id })
  return {
    reservation: presentReservation(row, deps.clock.now()),
    guest: toldOf(await openedDetails(deps, [row._id]), row._id),
    noticePreferences: isOfAccount(personOf(row)) ? null : presentPreferences(await preferencesOf(deps, personOf(row))),
  }
}

function isOfAccount(person: string): boolean {
  return person.startsWith('account:')
}

/**
 * Erases what a guest without an account told at this reservation. That it was stays, and names nobody. Asked for again
 * it is as it was.
 *
 * @throws AppError `not_found`, `not_allowed_now` with `bookings_stand`
 */
export async function eraseOwnWords(
  { deps }: Context,
  link: Input<'reservation.words.erase'>,
): Promise<Output<'reservation.words.erase'>> {
  const row = await linkedReservation(deps, link)
  if (stands(row, deps.clock.now())) throw new AppError('not_allowed_now', { reason: 'bookings_stand' })
  await deps.audit.record({ action: 'words.erased', by: row.owner, to: row._id }, row._id)
  await eraseWords(deps, [row], { keys: [], told: [] })
  await erasePreferencesOf(deps, row)
  return {}
}

/** An account's are erased with it; a guest's wishes are still needed where they booked elsewhere too. */
async function erasePreferencesOf({ collections, clock }: Deps, row: ReservationDocument): Promise<void> {
  const person = personOf(row)
  if (isOfAccount(person)) return
  const others = { owner: person, end: { $gt: clock.now() }, _id: { $ne: row._id } }
  if ((await collections.reservations.findOne(others, { projection: { _id: 1 }, maxTimeMS: 3000 })) !== null) return
  await erasePreferences({ collections }, person)
}
