import { z } from 'zod'
import type { ToldWords } from '../../../../shared/contract/schemas.ts'
import type { ClaimEnd, ClaimState } from '../../../../shared/domain/book/types.ts'
import type { Deps } from '../../deps.ts'
import type { Language } from '../../identity/documents.ts'
import { languageOfPhone } from '../../identity/languageOfPhone.ts'
import type { GuestDetailsDocument, ReservationDocument } from '../../models/documents.ts'
import { guestField, guestKeysOf } from '../guestDetails.ts'

export interface OpenedDetails {
  readonly reservationId: string
  /** The relay knows that these are the words which counted. */
  readonly confirmed: boolean
  /** Of what they are told. */
  readonly language: Language
  readonly guest: ToldWords
}

/** What guests told at confirming these reservations. */
export async function openedDetails(
  { collections, crypt }: Pick<Deps, 'collections' | 'crypt'>,
  reservationIds: readonly string[],
): Promise<readonly OpenedDetails[]> {
  const found = await collections.guestDetails
    .find({ reservationId: { $in: [...reservationIds] } }, { maxTimeMS: 10_000 })
    .toArray()
  return found.map((details) => {
    const open = (field: 'name' | 'phone' | 'email' | 'wishes' | 'allergies'): string | null => {
      const sealed = details[field]
      return sealed === null || sealed === '' ? null : crypt.open(sealed, guestField(field, details._id))
    }
    const phone = open('phone') ?? ''
    return {
      reservationId: details.reservationId,
      confirmed: details.confirmed === true,
      language: details.language ?? languageOfPhone(phone),
      guest: {
        name: open('name') ?? '',
        phone,
        email: open('email'),
        wishes: open('wishes'),
        allergies: open('allergies'),
        ...hostIn(crypt, details),
        ...(details.companyId !== undefined && { companyId: details.companyId }),
      },
    }
  })
}

function hostIn(
  crypt: Deps['crypt'],
  { _id, host }: Pick<GuestDetailsDocument, '_id' | 'host'>,
): Pick<ToldWords, 'host'> {
  if (host === undefined) return {}
  const { name, phone, email } = kept.parse(JSON.parse(crypt.open(host, guestField('host', _id))))
  return { host: { name, phone: phone ?? null, email: email ?? null } }
}

const kept = z.object({ name: z.string(), phone: z.string().optional(), email: z.string().optional() })

/** Of several confirmations of a reservation the one that counted; of one just made, nothing has said yet that it does. */
export function toldOf(words: readonly OpenedDetails[], reservationId: string): ToldWords | null {
  const ofThis = words.filter((one) => one.reservationId === reservationId)
  return (ofThis.find(({ confirmed }) => confirmed) ?? ofThis[0])?.guest ?? null
}

const standing: ReadonlySet<ClaimState | ClaimEnd> = new Set<ClaimState>([
  'requested',
  'awaiting_payment',
  'confirmed',
  'arrived',
  'seated',
])

/** The restaurant expects somebody: their words are needed until the visit is over. */
export function stands({ state, end }: Pick<ReservationDocument, 'state' | 'end'>, now: number): boolean {
  return standing.has(state) && end > now
}

interface Reachable {
  readonly phone: string | null
  readonly email: string | null
}

/**
 * Erases what guests told at these reservations, and the ledger pages of `keys` and of the phones and addresses in those
 * words and in `told`. The pages are found by the words, so the words go last.
 */
export async function eraseWords(
  deps: Pick<Deps, 'collections' | 'crypt' | 'clock'>,
  rows: readonly ReservationDocument[],
  { keys, told }: { readonly keys: readonly string[]; readonly told: readonly Reachable[] },
): Promise<void> {
  const { ledgers, guestDetails } = deps.collections
  const ids = rows.map(({ _id }) => _id)
  const words = (await openedDetails(deps, ids)).map(({ guest }) => guest)
  const pages = [...words, ...told].flatMap((one) => guestKeysOf(deps, one))
  // Limits may count too many and never too few: what still weighs, of whomever, stays.
  const weighs = { $elemMatch: { until: { $gt: deps.clock.now() } } }
  await ledgers.deleteMany({ _id: { $in: [...new Set([...keys, ...pages])] }, entries: { $not: weighs } })
  await guestDetails.deleteMany({ reservationId: { $in: ids } })
}
