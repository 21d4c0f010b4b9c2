import { createContext, useCallback, useContext, useMemo, useState } from 'react'
import type { FeedEntry, Output } from '../../../src/index.ts'
import { useSession } from '../../../src/react.ts'

export type Reservation = FeedEntry<'reservation'>
type Outcome = Output<'hold.release'>

interface Learned {
  readonly reservation: Reservation
  /** The date it was on before. */
  readonly from: string
  /** Monotonic milliseconds. */
  readonly at: number
}

/** What this device was answered, until the feeds have caught up with it: one reads one's own writes. */
export interface Answers {
  /** What is newest of it, by feed and answers. */
  readonly newest: (reservationId: string, fed: Reservation | undefined) => Reservation | undefined
  /** Those that no feed may have named yet. */
  readonly learned: readonly Reservation[]
  /** `before`: as it was shown when this was set off. */
  readonly learn: (answer: Reservation | Outcome, before?: Reservation) => void
}

/** Books count apart: across a change of date no version says which is newer, and the feed is behind for seconds at most. */
const behindMs = 10_000

export const AnswersContext = createContext<Answers | null>(null)

export function useAnswers(): Answers {
  const answers = useContext(AnswersContext)
  if (answers === null) throw new Error('useAnswers needs an AnswersContext above it')
  return answers
}

export function useAnswersOfThisVisit(): Answers {
  const { actor } = useSession()
  const [known, setKnown] = useState<ReadonlyMap<string, Learned>>(new Map())
  const [heardBy, setHeardBy] = useState(actor)
  if (heardBy !== actor) {
    // Somebody else now: what the last person was answered is not theirs.
    setHeardBy(actor)
    setKnown(new Map())
  }
  const learn = useCallback((answer: Reservation | Outcome, before?: Reservation) => {
    const reservation = 'startsAt' in answer ? answer : before === undefined ? null : { ...before, ...answer }
    if (reservation === null) return
    const learned = { reservation, from: before?.date ?? reservation.date, at: performance.now() }
    setKnown((old) => new Map(old).set(reservation.reservationId, learned))
  }, [])
  return useMemo(() => {
    const newest = (id: string, fed: Reservation | undefined) => newer(fed, known.get(id))
    return { newest, learned: [...known.values()].map(({ reservation }) => reservation), learn }
  }, [known, learn])
}

function newer(fed: Reservation | undefined, learned: Learned | undefined): Reservation | undefined {
  if (fed === undefined || learned === undefined) return fed ?? learned?.reservation
  const { reservation, from, at } = learned
  if (fed.date === reservation.date) return fed.version >= reservation.version ? fed : reservation
  return fed.date === from && performance.now() - at < behindMs ? reservation : fed
}
