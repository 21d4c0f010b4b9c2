import { useCallback, useMemo, useState } from 'react'
import type { FeedEntry, FeedSnapshot, Output } from '../../src/index.ts'
import { useFeed } from '../../src/react.ts'

export type Reservation = FeedEntry<'reservation'>
type Outcome = Output<'reservation.cancel'>

export interface Mine {
  readonly feed: FeedSnapshot<Reservation>
  /** By start, the latest first; null until heard. */
  readonly list: readonly Reservation[] | null
  /** Reads one's own writes: what an answer said counts until the feed has caught up with it. */
  readonly learn: (answer: Reservation | Outcome) => void
}

export function useMine(): Mine {
  const feed = useFeed('reservations', {})
  const [answers, setAnswers] = useState<readonly (Reservation | Outcome)[]>([])
  const learn = useCallback((answer: Reservation | Outcome) => setAnswers((old) => [...old.slice(-9), answer]), [])
  const list = useMemo(() => (feed.content === null ? null : merged(feed.content, answers)), [feed.content, answers])
  return { feed, list, learn }
}

function merged(content: Readonly<Record<string, Reservation>>, answers: readonly (Reservation | Outcome)[]) {
  const known = new Map(Object.entries(content))
  for (const answer of answers) {
    const last = known.get(answer.reservationId)
    if (last !== undefined && last.version < answer.version) known.set(answer.reservationId, { ...last, ...answer })
    else if (last === undefined && 'startsAt' in answer) known.set(answer.reservationId, answer)
  }
  return [...known.values()].sort((a, b) => (a.startsAt < b.startsAt ? 1 : -1))
}

/** It still stands: the table is kept for it, or it is sitting there. */
export function stands({ state }: Reservation): boolean {
  return ['held', 'requested', 'awaiting_payment', 'confirmed', 'arrived', 'seated'].includes(state)
}
