import { createContext, useContext } from 'react'
import { isLanguage, type Language } from './language.ts'
import { en } from './messages/en.ts'
import type { CommonMessages } from './messages/vocabulary.ts'
import { preferences, visit } from './preferences.ts'

/** An app gives its own words with them, under a context of its own. */
export interface Words<M extends CommonMessages = CommonMessages> {
  readonly language: Language
  readonly t: M
  readonly setLanguage: (language: Language) => void
}

const storeKey = 'couvert.language'

export const CommonWordsContext = createContext<Words>({ language: 'en', t: en, setLanguage: () => undefined })

/** What the parts that apps share are written in. */
export function useCommonWords(): Words {
  return useContext(CommonWordsContext)
}

/** What the address asks for, or asked for when this visit began; what was chosen here before; else what the device speaks. */
export function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang')
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2))
  if (isLanguage(asked)) visit.setItem(storeKey, asked)
  return [visit.getItem(storeKey), preferences.getItem(storeKey), ...spoken].find(isLanguage) ?? 'en'
}

/** For this tab and this device. */
export function keepLanguage(language: Language): void {
  visit.setItem(storeKey, language)
  preferences.setItem(storeKey, language)
}
