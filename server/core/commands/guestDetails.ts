import type { GuestDetails } from '../../../shared/contract/schemas.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import { sha256 } from '../infra/ids.ts'

/** Words written for a confirmation that never came are kept this long: longer than any relay is away. */
const unconfirmedMs = 7 * 86_400_000

/**
 * Writes a guest's words before the commit that makes them matter. Under a key of the request's own, so that a request
 * which is then refused has overwritten nobody's.
 */
export async function writeGuestDetails(
  { deps, actor, requestId, bodyHash }: Context,
  reservationId: string,
  guest: GuestDetails,
): Promise<void> {
  const _id = detailsIdOf(reservationId, actor.key, requestId, bodyHash)
  const seal = (field: keyof GuestDetails): string | null => {
    const plain = guest[field]
    return plain === undefined || plain === '' ? null : deps.crypt.seal(plain, `guest_details.${field}:${_id}`)
  }
  const sealed = {
    name: seal('name') ?? '',
    phone: seal('phone') ?? '',
    email: seal('email'),
    wishes: seal('wishes'),
    allergies: seal('allergies'),
  }
  await deps.collections.guestDetails.updateOne(
    { _id },
    { $setOnInsert: { reservationId, ...sealed, expireAt: new Date(deps.clock.now() + unconfirmedMs) } },
    { upsert: true },
  )
}

/** The event that confirmed names actor, request and body, and so the details that count. */
export function detailsIdOf(reservationId: string, actor: string, requestId: string, bodyHash: string): string {
  return `${reservationId}:${sha256(`${actor} ${requestId} ${bodyHash}`).slice(0, 26)}`
}

/** The keys a guest is also known by, whichever session they come with. */
export function guestKeysOf({ crypt }: Pick<Deps, 'crypt'>, { phone, email }: GuestDetails): readonly string[] {
  const byPhone = `phone:${crypt.blindIndex('phone', phone)}`
  return email === undefined ? [byPhone] : [byPhone, `email:${crypt.blindIndex('email', email.toLowerCase())}`]
}
