import type { Sent } from '../../../src/index.ts'
import type { GuestDraft } from '../state/guestMemory.ts'
import { ownCountryCode, toInternational } from '../state/phone.ts'

export type Guest = Sent<'reservation.confirm'>['guest']

const longest = 1000

/** The fields that do not fit, in their order; the hub judges again. */
export function wrongIn({ name, phone, email, wishes, allergies }: GuestDraft): (keyof GuestDraft)[] {
  const wrong: (keyof GuestDraft)[] = []
  if (name.trim() === '') wrong.push('name')
  if (toInternational(phone, ownCountryCode()) === null) wrong.push('phone')
  if (email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) wrong.push('email')
  if (wishes.length > longest) wrong.push('wishes')
  if (allergies.length > longest) wrong.push('allergies')
  return wrong
}

/** As it is sent: without what people write for the eye, and without what they left empty. */
export function read(draft: GuestDraft): Guest {
  const [email, wishes, allergies] = [draft.email.trim(), draft.wishes.trim(), draft.allergies.trim()]
  return {
    name: draft.name.trim(),
    phone: toInternational(draft.phone, ownCountryCode()) ?? draft.phone,
    ...(email !== '' && { email }),
    ...(wishes !== '' && { wishes }),
    ...(allergies !== '' && { allergies }),
  }
}
