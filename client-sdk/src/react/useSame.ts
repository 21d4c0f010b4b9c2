import { useMemo } from 'react'

/** The same object for as long as it says the same: components write theirs anew each time they are drawn. */
export function useSame<T>(value: T): T {
  const text = JSON.stringify(value)
  return useMemo(() => JSON.parse(text) as T, [text])
}
