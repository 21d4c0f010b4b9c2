import { useWords } from '../words.ts'
import { type WorkWords, workWords } from './messages.ts'

export function useWorkWords(): WorkWords {
  return workWords[useWords().language]
}
