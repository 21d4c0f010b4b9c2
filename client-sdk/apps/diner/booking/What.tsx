import { dateInFull, foreignZone, timeAt, whenHere } from '../../common/format.ts'
import { OtherName, VenueName } from '../../common/VenueName.tsx'
import { Link } from '../parts/Link.tsx'
import type { Reservation } from '../state/answers.ts'
import type { Venue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'

interface Props {
  readonly reservation: Reservation
  readonly venue: Venue
  /** How large: the page is about it, or it is one of several. @default true */
  readonly large?: boolean
}

/** Where, when and for how many, as on a printed card. In the restaurant's time, and in the reader's where that differs. */
export function What({ reservation, venue, large = true }: Props) {
  const { t, language } = useWords()
  const { date, startsAt, endsAt, party } = reservation
  const here = whenHere(startsAt, venue.zone, language)
  const zone = foreignZone(venue.zone, language, Date.parse(startsAt))
  return (
    <div className={large ? 'what-card large' : 'what-card'}>
      <p className="what-name">
        <Link to={`/v/${venue.venueId}`}>
          <VenueName venue={venue} />
        </Link>
      </p>
      <OtherName venue={venue} />
      <p className="what-date">{dateInFull(date, language)}</p>
      <p className="what-time">
        <strong className="tabular">{timeAt(startsAt, venue.zone, language)}</strong>
        <span>{t.guests(party)}</span>
        <span className="soft">{t.booking.until(timeAt(endsAt, venue.zone, language))}</span>
      </p>
      {zone !== null && (
        <p className="soft">
          {zone}
          {here !== null && ` · ${t.here(here)}`}
        </p>
      )}
    </div>
  )
}
