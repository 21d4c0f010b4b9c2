import { useWords } from '../../words.ts'
import { type PreferenceWords, preferenceWords } from './messages.ts'

/** They come with the part that needs them, not with the first page. */
export function usePreferenceWords(): PreferenceWords {
  return preferenceWords[useWords().language]
}
