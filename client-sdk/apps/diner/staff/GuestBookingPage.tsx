import { useSession } from '../../../src/react.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { Refusal } from '../../common/Refusal.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { HostLine } from '../booking/HostLine.tsx'
import { StateMark } from '../booking/ReservationLine.tsx'
import { What } from '../booking/What.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { useReservation } from '../state/useReservation.ts'
import { useVenue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'
import { useStaffWords } from './words.ts'

/**
 * A guest's booking for those who work at the restaurant, live: what they were told of leads here. The ticket speaks to
 * the guest, calls them by name and offers what is theirs to do.
 */
export function GuestBookingPage({ reservationId }: { reservationId: string }) {
  const { t } = useWords()
  const s = useStaffWords()
  const { state } = useSession()
  const { feed, reservation } = useReservation(reservationId)
  const isRefused = reservation === null && (state !== 'open' || feed.error !== null || feed.content !== null)
  return (
    <div className="place">
      <Heading title={s.booking}>{s.booking}</Heading>
      {isRefused && <NotHere />}
      {!isRefused && reservation === null && <Skeleton of="lines" count={4} label={t.loading} />}
      {reservation !== null && (
        <>
          <Card reservation={reservation} feed={feed} />
          <div className="actions">
            <Link className="button quiet" to="/notices">
              {s.toNotices}
            </Link>
            <Link className="button plain" to="/account#alerts">
              {s.toAlerts}
            </Link>
          </div>
        </>
      )}
    </div>
  )
}

type Known = { [K in keyof ReturnType<typeof useReservation>]: NonNullable<ReturnType<typeof useReservation>[K]> }

function Card({ reservation, feed }: Known) {
  const { t } = useWords()
  const { venue, error, reload } = useVenue(reservation.venueId)
  if (venue === null) {
    return error === null ? (
      <Skeleton of="lines" count={4} label={t.loading} />
    ) : (
      <Refusal error={error} onRetry={reload} />
    )
  }
  return (
    <div className="ticket">
      <What reservation={reservation} venue={venue} />
      <HostLine reservationId={reservation.reservationId} />
      <div className="ticket-state">
        <StateMark state={reservation.state} />
        <FreshMark feed={feed} />
      </div>
    </div>
  )
}

/** They work there no more, their role rests, or they are not logged in. */
function NotHere() {
  const { t } = useWords()
  const s = useStaffWords()
  return (
    <Empty
      title={s.notHere}
      actions={
        <>
          <Link className="button quiet" to={`/login?${new URLSearchParams({ next: location.pathname })}`}>
            {t.nav.login}
          </Link>
          <Link className="button plain" to="/notices">
            {s.toNotices}
          </Link>
        </>
      }
    >
      <p>{s.notHereHint}</p>
    </Empty>
  )
}
