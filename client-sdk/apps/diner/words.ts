import { createContext, useContext } from 'react'
import type { Messages } from './messages/vocabulary.ts'
import { isLanguage, type Language, messages } from './messages.ts'
import { showInAddress } from './router.ts'
import { preferences, visit } from './state/preferences.ts'

export interface Words {
  readonly language: Language
  readonly t: Messages
  readonly setLanguage: (language: Language) => void
}

const storeKey = 'couvert.language'

export const WordsContext = createContext<Words>({ language: 'en', t: messages.en, setLanguage: () => undefined })

export function useWords(): Words {
  return useContext(WordsContext)
}

/** What the address asks for, or asked for when this visit began; what was chosen here before; else what the device speaks. */
export function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang')
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2))
  if (isLanguage(asked)) visit.setItem(storeKey, asked)
  return [visit.getItem(storeKey), preferences.getItem(storeKey), ...spoken].find(isLanguage) ?? 'en'
}

export function keepLanguage(language: Language): void {
  visit.setItem(storeKey, language)
  preferences.setItem(storeKey, language)
  if (new URLSearchParams(location.search).has('lang')) showInAddress({ lang: language })
}
