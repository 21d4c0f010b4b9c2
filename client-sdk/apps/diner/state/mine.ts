import { createContext, useContext, useMemo } from 'react'
import { useFeed, useSession } from '../../../src/react.ts'
import { type LastKnownFeed, useLastKnown } from '../offline/useLastKnown.ts'
import { type Answers, type Reservation, useAnswers } from './answers.ts'

export interface Mine {
  readonly feed: LastKnownFeed<Reservation>
  /** By start, the earliest first; null until heard or remembered. Empty for who has no session. */
  readonly list: readonly Reservation[] | null
}

export const MineContext = createContext<Mine | null>(null)

/** What one has held and booked. */
export function useMine(): Mine {
  const mine = useContext(MineContext)
  if (mine === null) throw new Error('useMine needs a MineContext above it')
  return mine
}

/** Followed once, for every screen. */
export function useOwnReservations(): Mine {
  const { state } = useSession()
  const answers = useAnswers()
  const live = useFeed('reservations', state === 'open' ? {} : null)
  const heard = useMemo(() => (live.content === null ? null : merged(live.content, answers)), [live.content, answers])
  const known = useMemo(() => heard && Object.fromEntries(heard.map((it) => [it.reservationId, it])), [heard])
  const feed = useLastKnown('reservations', live, known)
  const list = useMemo(() => {
    if (heard !== null) return heard
    if (feed.content !== null) return merged(feed.content, answers)
    return state === 'open' ? null : []
  }, [heard, feed.content, answers, state])
  return useMemo(() => ({ feed, list }), [feed, list])
}

function merged(content: Readonly<Record<string, Reservation>>, { newest, learned }: Answers): readonly Reservation[] {
  const ids = new Set([...Object.keys(content), ...learned.map(({ reservationId }) => reservationId)])
  return [...ids].flatMap((id) => newest(id, content[id]) ?? []).sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

const standing: ReadonlySet<Reservation['state']> = new Set([
  'held',
  'requested',
  'awaiting_payment',
  'confirmed',
  'arrived',
  'seated',
])

/** A table is kept for it, or it is sitting there. `now`: the hub's clock. */
export function stands(reservation: Reservation, now: number): boolean {
  return standing.has(reservation.state) && !(reservation.state === 'held' && leftMs(reservation, now) <= 0)
}

export function isHeld(reservation: Reservation, now: number): boolean {
  return reservation.state === 'held' && leftMs(reservation, now) > 0
}

/** Milliseconds until the hold runs out; none for what is not held. */
export function leftMs({ state, expiresAt }: Reservation, now: number): number {
  return state === 'held' && expiresAt !== null ? Math.max(0, Date.parse(expiresAt) - now) : 0
}
