import type { Output } from '../../../../shared/contract/index.ts'
import type { Deps } from '../../deps.ts'
import type { Language } from '../../identity/documents.ts'
import { languageOfPhone } from '../../identity/languageOfPhone.ts'
import { guestField } from '../guestDetails.ts'

export interface OpenedDetails {
  readonly reservationId: string
  /** The relay knows that these are the words which counted. */
  readonly confirmed: boolean
  /** Of what they are told. */
  readonly language: Language
  readonly guest: NonNullable<Output<'account.export'>['reservations'][number]['guest']>
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
      },
    }
  })
}
