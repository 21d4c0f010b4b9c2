import { useCallback, useEffect, useState } from 'react'
import { ClientError, type Output } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import { useLastAnswer } from '../offline/useLastKnown.ts'

export type Venue = Output<'venue.get'>

/** Asked for once per visit: a restaurant changes its facts once in months. */
const known = new Map<string, Venue>()

export interface AskedVenue {
  /** Null until heard; without a connection, as it was on an earlier visit. */
  readonly venue: Venue | null
  readonly error: ClientError | null
  readonly reload: () => void
}

export function useVenue(venueId: string): AskedVenue {
  const client = useClient()
  const [heard, setHeard] = useState<Venue | null>(known.get(venueId) ?? null)
  const [error, setError] = useState<ClientError | null>(null)
  const answer = heard?.venueId === venueId ? heard : (known.get(venueId) ?? null)
  const last = useLastAnswer(`venue ${venueId}`, answer)

  const reload = useCallback(() => {
    setError(null)
    client.call('venue.get', { venueId }).then(
      (venue) => {
        known.set(venueId, venue)
        setHeard(venue)
      },
      (failure: unknown) => {
        if (!(failure instanceof ClientError)) throw failure
        setError(failure)
      },
    )
  }, [client, venueId])

  const needed = answer === null
  useEffect(() => {
    if (needed) reload()
  }, [needed, reload])
  return { venue: last?.content ?? null, error, reload }
}
