import { useWords } from '../words.ts'
import { type ReplyWords, replyWords } from './messages.ts'

/** They come with the page, not with the desk. */
export function useReplyWords(): ReplyWords {
  return replyWords[useWords().language]
}
