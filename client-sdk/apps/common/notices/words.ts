import { useCommonWords } from '../words.ts'
import { type ToldWords, toldWords } from './messages.ts'

/** They come with the list, not with the first page. */
export function useToldWords(): ToldWords {
  return toldWords[useCommonWords().language]
}
