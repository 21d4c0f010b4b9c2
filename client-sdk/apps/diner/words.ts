import { createContext, useContext } from 'react'
import type { Messages } from './messages/vocabulary.ts'
import { type Language, messages } from './messages.ts'

export interface Words {
  readonly language: Language
  readonly t: Messages
}

export const WordsContext = createContext<Words>({ language: 'en', t: messages.en })

export function useWords(): Words {
  return useContext(WordsContext)
}
