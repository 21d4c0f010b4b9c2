import { useWords } from '../words.ts'
import { en } from './messages/en.ts'
import { ja } from './messages/ja.ts'
import { ko } from './messages/ko.ts'
import type { AccountMessages } from './messages/vocabulary.ts'

const messages = { ko, en, ja } as const satisfies Record<string, AccountMessages>

export interface AccountWords {
  readonly language: keyof typeof messages
  readonly w: AccountMessages
}

/** The words of the account, in the language of the app. They come with its screens, not with the first page. */
export function useAccountWords(): AccountWords {
  const { language } = useWords()
  return { language, w: messages[language] }
}
