import { createContext, useContext } from 'react'
import { type Language, type Messages, messages } from './messages.ts'

export interface Words {
  readonly language: Language
  readonly t: Messages
}

export const WordsContext = createContext<Words>({ language: 'en', t: messages.en })

export function useWords(): Words {
  return useContext(WordsContext)
}
