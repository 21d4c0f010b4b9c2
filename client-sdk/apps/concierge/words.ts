import { createContext, useContext } from 'react'
import type { Words } from '../common/words.ts'
import type { Messages } from './messages/vocabulary.ts'
import { messages } from './messages.ts'

export const WordsContext = createContext<Words<Messages>>({
  language: 'en',
  t: messages.en,
  setLanguage: () => undefined,
})

export function useWords(): Words<Messages> {
  return useContext(WordsContext)
}
