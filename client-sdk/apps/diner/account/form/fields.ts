import { ownCountryCode, toInternational } from '../../state/phone.ts'
import type { FieldName } from '../messages/vocabulary.ts'

interface Field {
  /** As it is sent: without what people write for the eye. */
  readonly clean: (entered: string) => string
  readonly fits: (value: string) => boolean
  /** What the field is called in the input of the operations it goes to. */
  readonly paths: readonly string[]
  readonly input: {
    readonly type?: 'email' | 'password' | 'tel'
    readonly inputMode?: 'numeric'
    readonly autoComplete: string
    readonly maxLength?: number
    readonly autoCapitalize?: 'none'
    readonly spellCheck?: false
  }
}

const trimmed = (text: string) => text.trim()
const asEntered = (text: string) => text
const notEmpty = (text: string) => text !== ''
const isMail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 254
const isLongEnough = (text: string) => text.length >= 8 && text.length <= 200
const isPhone = (text: string) => text === '' || /^\+[1-9][0-9]{6,14}$/.test(text)

/** The code alone, also where the whole sentence around it was pasted. */
export function digitsIn(text: string): string {
  const together = text.replace(/(?<=\d)[\s-]+(?=\d)/g, '')
  return /(?<!\d)\d{6}(?!\d)/.exec(together)?.[0] ?? together.replace(/\D/g, '').slice(0, 6)
}

const sixDigits: Omit<Field, 'input'> = { clean: digitsIn, fits: (text) => /^\d{6}$/.test(text), paths: ['code'] }
const typedCode = { inputMode: 'numeric', autoComplete: 'one-time-code' } as const
const secret = { type: 'password', autoCapitalize: 'none', spellCheck: false } as const

/** What the contract takes, judged before it is sent; the hub judges again. */
export const fields: Record<FieldName, Field> = {
  email: {
    clean: trimmed,
    fits: isMail,
    paths: ['email'],
    input: { type: 'email', autoComplete: 'username', maxLength: 254, autoCapitalize: 'none', spellCheck: false },
  },
  password: {
    clean: asEntered,
    fits: notEmpty,
    paths: ['password'],
    input: { ...secret, autoComplete: 'current-password', maxLength: 1000 },
  },
  currentPassword: {
    clean: asEntered,
    fits: notEmpty,
    paths: ['current', 'password'],
    input: { ...secret, autoComplete: 'current-password', maxLength: 1000 },
  },
  newPassword: {
    clean: asEntered,
    fits: isLongEnough,
    paths: ['next', 'password'],
    input: { ...secret, autoComplete: 'new-password', maxLength: 200 },
  },
  name: { clean: trimmed, fits: notEmpty, paths: ['name'], input: { autoComplete: 'name', maxLength: 100 } },
  phone: {
    clean: (text) => (text.trim() === '' ? '' : (toInternational(text, ownCountryCode()) ?? text)),
    fits: isPhone,
    paths: ['phone'],
    input: { type: 'tel', autoComplete: 'tel', maxLength: 30 },
  },
  language: { clean: asEntered, fits: notEmpty, paths: ['language'], input: { autoComplete: 'language' } },
  code: { ...sixDigits, input: typedCode },
  oneTimeCode: { ...sixDigits, input: typedCode },
  recoveryCode: {
    clean: (text) => text.trim().toLowerCase(),
    fits: (text) => /^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/.test(text),
    paths: ['code'],
    input: { autoComplete: 'off', maxLength: 30, autoCapitalize: 'none', spellCheck: false },
  },
}
