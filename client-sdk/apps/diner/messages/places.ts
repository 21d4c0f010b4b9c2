import type { Language } from '../../common/language.ts'
import { ja } from './places/ja.ts'
import { ko } from './places/ko.ts'

const words: Record<Language, Readonly<Record<string, string>>> = { ko, en: {}, ja }

/** Cities, cuisines and facilities as restaurants give them, in the reader's language; what is not known stays as it is. */
export function placeWord(text: string, language: Language): string {
  const known = words[language]
  return (
    known[text] ??
    text
      .split(', ')
      .map((part) => known[part] ?? part)
      .join(', ')
  )
}
