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
  const feed = useLastKnown(`reservation ${reservationId}`, useFeed('reservation', { reservationId }))
  return { feed, reservation: answers.newest(reservationId, feed.content?.[reservationId]) ?? null }
}
