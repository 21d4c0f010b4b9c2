import { dateInWords, timeAt } from '../../../common/format.ts'
import { VenueName } from '../../../common/VenueName.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import type { Reservation } from '../../state/answers.ts'
import { useVenue } from '../../state/useVenue.ts'
import { useWords } from '../../words.ts'

/** A line for each. */
export function BroughtAlong({ reservations }: { reservations: readonly Reservation[] }) {
  return (
    <ul className="brought">
      {reservations.map((reservation) => (
        <Line key={reservation.reservationId} reservation={reservation} />
      ))}
    </ul>
  )
}

function Line({ reservation: { venueId, date, startsAt, party, state } }: { reservation: Reservation }) {
  const { t, language } = useWords()
  const { venue } = useVenue(venueId)
  return (
    <li>
      <Icon name={state === 'held' ? 'diamond' : 'check'} />
      <span>
        <strong>{venue === null ? ' ' : <VenueName venue={venue} />}</strong>
        <span className="tabular">
          {dateInWords(date, language)}
          {venue !== null && ` · ${timeAt(startsAt, venue.zone, language)}`} · {t.guests(party)}
        </span>
      </span>
      <small>{t.states[state]}</small>
    </li>
  )
}
