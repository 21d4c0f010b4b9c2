import { useClock, useSession } from '../../../src/react.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { daysBetween } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { Card } from '../../ui/Card.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { HeldList } from '../booking/HeldList.tsx'
import { ReservationLine, StateMark } from '../booking/ReservationLine.tsx'
import { What } from '../booking/What.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import type { Reservation } from '../state/answers.ts'
import { stands, useMine } from '../state/mine.ts'
import { useVenue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'

const pastShown = 20

/** What one has, live: the next one large, what is held with its clock, the rest small. */
export function ReservationsPage() {
  const { t } = useWords()
  const { feed, list } = useMine()
  const { kind } = useSession()
  const now = useClock()
  const booked = list?.filter((it) => it.state !== 'held' && stands(it, now)) ?? []
  const past = list?.filter((it) => !stands(it, now)).reverse() ?? []
  const [next, ...later] = booked
  const isEmpty = list?.length === 0

  return (
    <div className="place">
      <div className="place-head">
        <Heading title={t.mine.heading}>{t.mine.heading}</Heading>
        {!isEmpty && <FreshMark feed={feed} />}
      </div>
      {feed.error !== null && <Refusal error={feed.error} />}
      {list === null && feed.error === null && <Skeleton of="lines" count={5} label={t.loading} />}
      {feed.remembered && <Notice tone="warn">{t.offline}</Notice>}
      {isEmpty && (
        <Empty
          title={t.mine.none}
          actions={
            <Link className="button main" to="/">
              {t.mine.find}
            </Link>
          }
        >
          <p>{t.mine.noneHint}</p>
        </Empty>
      )}
      <HeldList heading={t.mine.held} />
      {next !== undefined && <Next reservation={next} />}
      {later.length > 0 && <Lines heading={t.mine.later} list={later} />}
      {past.length > 0 && <Lines heading={t.mine.past} list={past.slice(0, pastShown)} small />}
      {kind === 'guest' && !isEmpty && list !== null && (
        <p className="soft">
          {t.mine.guestNote} <Link to="/login?next=/reservations">{t.nav.login}</Link>
        </p>
      )}
    </div>
  )
}

function Next({ reservation }: { reservation: Reservation }) {
  const { t } = useWords()
  const { venue } = useVenue(reservation.venueId)
  return (
    <Card
      heading={t.mine.next}
      aside={
        venue !== null && (
          <p className="soft">{t.mine.inDays(Math.max(0, daysBetween(venue.today, reservation.date)))}</p>
        )
      }
    >
      {venue === null ? (
        <Skeleton of="lines" count={4} label={t.loading} />
      ) : (
        <div className="ticket">
          <What reservation={reservation} venue={venue} />
          <div className="ticket-state">
            <StateMark state={reservation.state} />
            <Link className="button quiet" to={`/r/${reservation.reservationId}`}>
              {t.mine.open}
            </Link>
          </div>
        </div>
      )}
    </Card>
  )
}

function Lines({ heading, list, small = false }: { heading: string; list: readonly Reservation[]; small?: boolean }) {
  return (
    <Card heading={heading}>
      <ul className={small ? 'lines small' : 'lines'}>
        {list.map((it) => (
          <li key={it.reservationId}>
            <ReservationLine reservation={it} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
