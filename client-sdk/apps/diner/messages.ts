import { en } from './messages/en.ts'
import { ja } from './messages/ja.ts'
import { ko } from './messages/ko.ts'
import type { Messages } from './messages/vocabulary.ts'

export const languages = { ko: '한국어', en: 'English', ja: '日本語' } as const

export type Language = keyof typeof languages

export const messages: Record<Language, Messages> = { ko, en, ja }

export function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(languages, text)
}
