import { allows } from '../../../shared/contract/policy.ts'
import type { GuestDetails } from '../../../shared/contract/schemas.ts'
import { AppError } from '../appError.ts'
import { guestField } from '../commands/guestDetails.ts'
import type { Context } from '../context.ts'
import type { GuestDetailsDocument } from '../models/documents.ts'
import { findReservation } from './findReservation.ts'

/** A guest's own words; null where nothing was said. */
export type OpenedDetails = {
  readonly [F in keyof Required<GuestDetails>]: F extends 'name' | 'phone' ? string : string | null
}

/**
 * The one door to what a guest said: for the owner of the reservation, and for whom the operation's policy lets in,
 * whose reading is on record before anything is shown.
 *
 * @returns null where nothing is kept (any more), and until the relay has heard of the confirmation
 * @throws AppError `not_found`
 */
export async function guestDetailsOf(ctx: Context, reservationId: string): Promise<OpenedDetails | null> {
  const { deps, actor, policy, requestId } = ctx
  const found = await findReservation(deps, reservationId)
  if (found === null || !allows(policy, actor, found)) throw new AppError('not_found')
  const sealed = await deps.collections.guestDetails.findOne(
    { reservationId, confirmed: true },
    { sort: { expireAt: -1 }, maxTimeMS: 3000 },
  )
  if (sealed === null) return null
  if (actor.key !== found.owner) {
    const request = requestId === '' ? {} : { requestId }
    await deps.audit.record({ action: 'guestDetails.read', by: actor.key, to: reservationId, ...request })
  }
  return open(ctx, sealed)
}

function open({ deps }: Context, { _id, ...sealed }: GuestDetailsDocument): OpenedDetails {
  const opened = (field: keyof OpenedDetails): string | null => {
    const text = sealed[field]
    return text === null || text === '' ? null : deps.crypt.open(text, guestField(field, _id))
  }
  return {
    name: opened('name') ?? '',
    phone: opened('phone') ?? '',
    email: opened('email'),
    wishes: opened('wishes'),
    allergies: opened('allergies'),
  }
}
