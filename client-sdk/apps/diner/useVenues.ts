import { useCallback, useEffect, useState } from 'react'
import { ClientError, type Output } from '../../src/index.ts'
import { useClient } from '../../src/react.ts'

export type Venue = Output<'venue.get'>

export interface Venues {
  /** Null until heard. */
  readonly list: readonly Venue[] | null
  readonly error: ClientError | null
  readonly reload: () => void
}

/** The first page of restaurants, and the one the address names, if it stands further on. */
export function useVenues(wanted: string | null): Venues {
  const client = useClient()
  const [list, setList] = useState<readonly Venue[] | null>(null)
  const [error, setError] = useState<ClientError | null>(null)

  const reload = useCallback(() => {
    setError(null)
    void load().then(setList, (failure: unknown) => {
      if (!(failure instanceof ClientError)) throw failure
      setError(failure)
    })

    async function load(): Promise<readonly Venue[]> {
      const { venues } = await client.call('venue.list', { limit: 100 })
      if (wanted === null || venues.some((venue) => venue.venueId === wanted)) return venues
      const named = await client.call('venue.get', { venueId: wanted }).catch(() => null)
      // A link to a restaurant that is gone still leads to the others.
      return named === null ? venues : [named, ...venues]
    }
  }, [client, wanted])

  const known = wanted === null || list?.some((venue) => venue.venueId === wanted) === true
  const needed = list === null || !known
  useEffect(() => {
    if (needed) reload()
  }, [needed, reload])
  return { list, error, reload }
}
