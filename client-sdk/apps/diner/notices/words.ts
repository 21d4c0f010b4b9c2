import { useWords } from '../words.ts'
import { type NoticeWords, noticeWords } from './messages.ts'

/** They come with the page, not with the first one. */
export function useNoticeWords(): NoticeWords {
  return noticeWords[useWords().language]
}
