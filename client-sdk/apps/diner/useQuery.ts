import { useCallback, useState } from 'react'
import { isLanguage, type Language } from './messages.ts'

/** What the address says: a page can be sent to a friend as it stands. */
export interface Query {
  readonly venue: string | null
  readonly date: string | null
  readonly party: number
  readonly lang: Language
}

export function useQuery(): [Query, (change: Partial<Query>) => void] {
  const [query, setQuery] = useState(read)
  const change = useCallback((part: Partial<Query>) => {
    setQuery((old) => {
      const next = { ...old, ...part }
      write(next)
      return next
    })
  }, [])
  return [query, change]
}

function read(): Query {
  const given = new URLSearchParams(location.search)
  const party = Number(given.get('party'))
  const wanted = [given.get('lang'), navigator.language.slice(0, 2)].find(isLanguage)
  return {
    venue: given.get('venue'),
    date: dateOf(given.get('date')),
    party: Number.isInteger(party) && party >= 1 && party <= 100 ? party : 2,
    lang: wanted ?? 'en',
  }
}

/** A day that exists, or null. */
function dateOf(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : text
}

function write(query: Query): void {
  const given = Object.entries(query).filter(([, value]) => value !== null)
  history.replaceState(null, '', `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`)
}
