import { useCallback, useEffect, useRef, useState } from 'react'
import { type Client, ClientError, type Output } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import { inputOf, type SearchQuery } from './query.ts'

export type Found = Output<'venue.search'>
export type Card = Found['venues'][number]

/** What was found: nothing else than asked for, or where nothing is free then, what fits on other days. */
export interface Results {
  readonly of: string
  readonly found: Found
  readonly others: Found | null
}

export interface Search {
  /** The newest answer there is; while another is awaited, that of the question before. */
  readonly results: Results | null
  readonly waiting: boolean
  readonly error: ClientError | null
  readonly retry: () => void
  /** The next page, if there is one. */
  readonly more: (() => void) | null
}

/** Going back finds the page as it was left. */
const kept = new Map<string, Results>()
const keptAtMost = 20

/** Asks as the question changes; an answer that a newer question overtook counts for nothing. */
export function useSearch(query: SearchQuery): Search {
  const client = useClient()
  const identity = JSON.stringify(query)
  const [results, setResults] = useState<Results | null>(kept.get(identity) ?? null)
  const [error, setError] = useState<ClientError | null>(null)
  const newest = useRef(identity)

  const ask = useCallback((of: string, work: () => Promise<Results>) => {
    newest.current = of
    setError(null)
    work().then(
      (answer) => {
        keep(answer)
        if (newest.current === of) setResults(answer)
      },
      (failure: unknown) => {
        if (!(failure instanceof ClientError)) throw failure
        if (newest.current === of) setError(failure)
      },
    )
  }, [])
  const first = useCallback(() => ask(identity, () => search(client, identity)), [ask, client, identity])

  useEffect(() => {
    const known = kept.get(identity)
    if (known !== undefined) setResults(known)
    first()
  }, [identity, first])

  const isHere = results?.of === identity
  const more =
    isHere && (results.others ?? results.found).next !== null
      ? () => ask(identity, () => nextPage(client, results))
      : null
  return { results, waiting: !isHere, error, retry: first, more }
}

async function search(client: Client, of: string): Promise<Results> {
  const query = JSON.parse(of) as SearchQuery
  const found = await client.call('venue.search', inputOf(query))
  const isNarrow = query.date !== 'any'
  const others =
    found.venues.length === 0 && isNarrow ? await client.call('venue.search', inputOf({ ...query, date: 'any' })) : null
  return { of, found, others }
}

async function nextPage(client: Client, { of, found, others }: Results): Promise<Results> {
  const query = JSON.parse(of) as SearchQuery
  const input = inputOf(others === null ? query : { ...query, date: 'any' })
  const last = others ?? found
  if (last.next === null) return { of, found, others }
  const page = await client.call('venue.search', { ...input, after: last.next })
  const known = new Set(last.venues.map(({ venueId }) => venueId))
  const venues = [...last.venues, ...page.venues.filter(({ venueId }) => !known.has(venueId))]
  const longer = { ...last, venues, next: page.next }
  return others === null ? { of, found: longer, others } : { of, found, others: longer }
}

function keep(results: Results): void {
  kept.delete(results.of)
  kept.set(results.of, results)
  const [oldest] = kept.keys()
  if (kept.size > keptAtMost && oldest !== undefined) kept.delete(oldest)
}
