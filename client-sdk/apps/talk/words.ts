import { useCommonWords } from '../common/words.ts'
import { type TalkWords, talkWords } from './messages.ts'

/** They come with the pages of conversations, not with the first one. */
export function useTalkWords(): TalkWords {
  return talkWords[useCommonWords().language]
}
