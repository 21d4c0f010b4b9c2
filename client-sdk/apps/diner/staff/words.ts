import { useWords } from '../words.ts'
import { type StaffWords, staffWords } from './messages.ts'

/** They come with the pages for those who work at a restaurant, not with the first one. */
export function useStaffWords(): StaffWords {
  return staffWords[useWords().language]
}
