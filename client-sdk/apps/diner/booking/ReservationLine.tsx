import { dateInWords, timeAt } from '../../common/format.ts'
import { VenueName } from '../../common/VenueName.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Link } from '../parts/Link.tsx'
import type { Reservation } from '../state/answers.ts'
import { useVenue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'

const signs: Readonly<Record<Reservation['state'], IconName>> = {
  held: 'diamond',
  requested: 'clock',
  awaiting_payment: 'clock',
  confirmed: 'check',
  arrived: 'check',
  seated: 'dot',
  completed: 'check',
  released: 'dash',
  expired: 'clock',
  declined: 'cross',
  cancelled: 'cross',
  no_show: 'warn',
}

/** What has become of it: shape and word. */
export function StateMark({ state }: { state: Reservation['state'] }) {
  const { t } = useWords()
  return (
    <span className={`state ${state}`}>
      <Icon name={signs[state]} size={13} /> {t.states[state]}
    </span>
  )
}

/** One reservation in a line, which leads to it. */
export function ReservationLine({ reservation }: { reservation: Reservation }) {
  const { t, language } = useWords()
  const { reservationId, venueId, date, startsAt, party, state } = reservation
  const { venue } = useVenue(venueId)
  return (
    <Link className="reservation-line" to={`/r/${reservationId}`}>
      <span className="tabular reservation-time">{venue === null ? '' : timeAt(startsAt, venue.zone, language)}</span>
      <span className="reservation-what">
        {venue !== null && <VenueName venue={venue} />}
        <span className="soft">
          {dateInWords(date, language)} · {t.guests(party)}
        </span>
      </span>
      <StateMark state={state} />
    </Link>
  )
}
