import { useWords } from '../words.ts'
import { type PushWords, pushWords } from './messages.ts'

/** They come with the screens that need them, not with the first page. */
export function usePushWords(): PushWords {
  return pushWords[useWords().language]
}
