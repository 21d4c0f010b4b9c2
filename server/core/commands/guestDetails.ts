import type { GuestDetails } from '../../../shared/contract/schemas.ts'
import { AppError } from '../appError.ts'
import { withHost } from '../companies/withHost.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import { sha256 } from '../infra/ids.ts'

/** Words written for a confirmation that never came are kept this long: longer than any relay is away. */
const unconfirmedMs = 7 * 86_400_000

/**
 * Writes a guest's words, then runs the command that makes them matter, and takes them back when that is refused for
 * good. Under a key of the request's own, so that a request which is refused has overwritten nobody's.
 */
export async function withGuestDetails<T>(
  ctx: Context,
  reservationId: string,
  guest: GuestDetails,
  command: () => Promise<T>,
): Promise<T> {
  const { guestDetails } = ctx.deps.collections
  const words = await withHost(ctx, guest)
  const _id = detailsIdOf(reservationId, ctx.actor.key, ctx.requestId, ctx.bodyHash)
  const expireAt = new Date(ctx.deps.clock.now() + unconfirmedMs)
  await guestDetails.updateOne(
    { _id },
    { $setOnInsert: { reservationId, ...seal(ctx, _id, words), expireAt } },
    { upsert: true },
  )
  try {
    return await command()
  } catch (error) {
    // Only what settles the request is certain; after anything else the same words may yet be needed.
    if (error instanceof AppError && error.toBody().settles) {
      await guestDetails.deleteOne({ _id, confirmed: { $exists: false } })
    }
    throw error
  }
}

function seal({ deps }: Context, _id: string, guest: GuestDetails) {
  const field = (name: Exclude<SealedField, 'host'>): string | null => {
    const plain = guest[name]
    return plain === undefined || plain === '' ? null : deps.crypt.seal(plain, guestField(name, _id))
  }
  return {
    name: field('name') ?? '',
    phone: field('phone') ?? '',
    email: field('email'),
    wishes: field('wishes'),
    allergies: field('allergies'),
    ...(guest.language !== undefined && { language: guest.language }),
    ...(guest.host !== undefined && { host: deps.crypt.seal(JSON.stringify(guest.host), guestField('host', _id)) }),
    ...(guest.companyId !== undefined && { companyId: guest.companyId }),
  }
}

type SealedField = Exclude<keyof GuestDetails, 'language' | 'companyId' | 'hostAccountId'>

/** Where a sealed word of a guest belongs: moved elsewhere it does not open. */
export function guestField(field: SealedField, detailsId: string): string {
  return `guest_details.${field}:${detailsId}`
}

/** The event that confirmed names actor, request and body, and so the details that count. */
export function detailsIdOf(reservationId: string, actor: string, requestId: string, bodyHash: string): string {
  return `${reservationId}:${sha256(`${actor} ${requestId} ${bodyHash}`).slice(0, 26)}`
}

/** The keys a guest is also known by, whichever session they come with. */
export function guestKeysOf(
  { crypt }: Pick<Deps, 'crypt'>,
  { phone, email }: { readonly phone: string | null; readonly email?: string | null | undefined },
): readonly string[] {
  const byPhone = phone ? [`phone:${crypt.blindIndex('phone', phone)}`] : []
  return email ? [...byPhone, `email:${crypt.blindIndex('email', email.toLowerCase())}`] : byPhone
}
