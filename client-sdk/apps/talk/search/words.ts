import { useCommonWords } from '../../common/words.ts'
import { searchWords } from './messages.ts'

/** They come with the pages of conversations. */
export function useSearchWords() {
  return searchWords[useCommonWords().language]
}
