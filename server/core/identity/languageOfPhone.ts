import type { Language } from './documents.ts'

/** A guest who has said no language: where their phone is from is the best there is. */
export function languageOfPhone(phone: string): Language {
  if (phone.startsWith('+82')) return 'ko'
  return phone.startsWith('+81') ? 'ja' : 'en'
}
