import { openedDetails } from '../commands/account/guestWords.ts'
import type { Deps } from '../deps.ts'
import { findAccount, openField } from '../identity/accounts.ts'
import type { Language } from '../identity/documents.ts'
import type { ReservationDocument } from '../models/documents.ts'

/** Where and how somebody is told. */
export interface Contact {
  readonly name: string
  readonly email: string | null
  readonly language: Language
  /** Whoever comes, where that is somebody else; and the company it was booked for, by its id. */
  readonly hostName: string | null
  readonly companyId: string | null
}

/**
 * Whoever has a reservation: as their account says, else as they said when they confirmed. Null: nobody is known, for
 * they were erased, or the restaurant wrote them down itself.
 */
export async function contactOf(
  deps: Pick<Deps, 'collections' | 'crypt'>,
  { _id, owner }: Pick<ReservationDocument, '_id' | 'owner'>,
): Promise<Contact | null> {
  const account = owner.startsWith('account:') ? await findAccount(deps, owner) : null
  const told = (await openedDetails(deps, [_id])).find(({ confirmed }) => confirmed)
  const about = { hostName: told?.guest.host?.name ?? null, companyId: told?.guest.companyId ?? null }
  if (account !== null) {
    const { _id: id, name, email, language } = account
    return {
      name: openField(deps, 'name', id, name),
      email: email === null ? null : openField(deps, 'email', id, email),
      language,
      ...about,
    }
  }
  if (told === undefined) return null
  const { name, email } = told.guest
  return { name, email, language: told.language, ...about }
}
