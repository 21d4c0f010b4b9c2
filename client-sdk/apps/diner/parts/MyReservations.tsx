import { dateInWords, timeAt } from '../format.ts'
import { type Mine, type Reservation, stands } from '../useMine.ts'
import type { Venue } from '../useVenues.ts'
import { useWords } from '../words.ts'
import { CancelButton } from './CancelButton.tsx'
import { Failure } from './Failure.tsx'
import { Freshness } from './Freshness.tsx'

interface Props {
  mine: Mine
  venues: readonly Venue[]
  /** Shown large already. */
  currentId: string | null
  onChoose: (reservationId: string) => void
}

const shapes: Partial<Record<Reservation['state'], string>> = { held: '◆', confirmed: '✓', arrived: '✓', seated: '✓' }

/** What one has, live: what stands first, what has ended small below. */
export function MyReservations({ mine, venues, currentId, onChoose }: Props) {
  const { t } = useWords()
  const list = mine.list ?? []
  return (
    <section className="mine" aria-labelledby="mine">
      <div className="title">
        <h2 id="mine">{t.mine}</h2>
        <Freshness feed={mine.feed} />
      </div>
      {mine.feed.error !== null && <Failure error={mine.feed.error} />}
      {mine.list?.length === 0 && <p className="empty">{t.mineNone}</p>}
      <ul>
        {[...list.filter(stands), ...list.filter((it) => !stands(it)).slice(0, 10)].map((reservation) => (
          <li key={reservation.reservationId} className={stands(reservation) ? 'stands' : 'ended'}>
            <Line reservation={reservation} venue={venues.find((it) => it.venueId === reservation.venueId)} />
            {reservation.state === 'held' && reservation.reservationId !== currentId && (
              <button type="button" className="quiet" onClick={() => onChoose(reservation.reservationId)}>
                {t.toConfirm}
              </button>
            )}
            {reservation.state === 'confirmed' && reservation.reservationId !== currentId && (
              <CancelButton reservationId={reservation.reservationId} onAnswer={mine.learn} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Line({ reservation, venue }: { reservation: Reservation; venue: Venue | undefined }) {
  const { t, language } = useWords()
  const { date, startsAt, party, state } = reservation
  return (
    <p className="line">
      <span className="time">{timeAt(startsAt, venue?.zone ?? 'UTC', language)}</span>
      <span>
        <strong className="serif">{venue?.name}</strong> {dateInWords(date, language)} · {t.guests(party)}
      </span>
      <span className="state">
        <span aria-hidden="true">{shapes[state] ?? '·'}</span> {t.reservationStates[state]}
      </span>
    </p>
  )
}
