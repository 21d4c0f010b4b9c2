import { useMemo } from 'react'
import { useFeed } from '../../../src/react.ts'
import { type LastKnownFeed, useLastKnown } from '../offline/useLastKnown.ts'
import { type Reservation, useAnswers } from './answers.ts'

/** One reservation, live: as whoever the client above speaks for may see it. */
export function useReservation(reservationId: string): {
  readonly feed: LastKnownFeed<Reservation>
  /** Null until heard, or where it may not be seen. */
  readonly reservation: Reservation | null
} {
  const answers = useAnswers()
  const live = useFeed('reservation', { reservationId })
  const newest = answers.newest(reservationId, live.content?.[reservationId])
  const known = useMemo(() => (newest === undefined ? null : { [newest.reservationId]: newest }), [newest])
  const feed = useLastKnown(`reservation ${reservationId}`, live, known)
  return { feed, reservation: newest ?? feed.content?.[reservationId] ?? null }
}
