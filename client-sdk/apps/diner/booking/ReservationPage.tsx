import { useClock, useSession } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { usePlace } from '../router.ts'
import { leftMs } from '../state/mine.ts'
import { useReservation } from '../state/useReservation.ts'
import { useVenue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'
import { Expired } from './Expired.tsx'
import { Held } from './Held.tsx'
import { LinkVisit } from './LinkVisit.tsx'
import { Ticket } from './Ticket.tsx'

const isSecret = /^[0-9a-hjkmnp-tv-z]{26}$/

/** One reservation from hold to visit, at one address. With a secret behind it, for whoever has the link. */
export function ReservationPage({ reservationId }: { reservationId: string }) {
  const { hash } = usePlace()
  if (!isSecret.test(hash)) return <Reservation reservationId={reservationId} />
  return (
    <LinkVisit key={hash} reservationId={reservationId} secret={hash}>
      <Reservation reservationId={reservationId} />
    </LinkVisit>
  )
}

function Reservation({ reservationId }: { reservationId: string }) {
  const { t } = useWords()
  const { state } = useSession()
  const { feed, reservation } = useReservation(reservationId)
  if (reservation !== null) return <Known reservation={reservation} feed={feed} />
  if (state !== 'open' || feed.error !== null || feed.content !== null) return <NotYours />
  return (
    <div className="place">
      <Skeleton of="lines" count={4} label={t.loading} />
    </div>
  )
}

type KnownProps = { [K in keyof ReturnType<typeof useReservation>]: NonNullable<ReturnType<typeof useReservation>[K]> }

function Known({ reservation, feed }: KnownProps) {
  const { t } = useWords()
  const { venue, error, reload } = useVenue(reservation.venueId)
  const now = useClock()
  if (venue === null) {
    return error === null ? (
      <Skeleton of="lines" count={4} label={t.loading} />
    ) : (
      <Refusal error={error} onRetry={reload} />
    )
  }
  const left = leftMs(reservation, now)
  if (left > 0) return <Held reservation={reservation} venue={venue} leftMs={left} feed={feed} />
  if (reservation.state === 'held' || reservation.state === 'expired' || reservation.state === 'released') {
    return <Expired reservation={reservation} venue={venue} />
  }
  return <Ticket reservation={reservation} venue={venue} feed={feed} />
}

function NotYours() {
  const { t } = useWords()
  return (
    <div className="place">
      <Heading title={t.ticket.notYours}>{t.ticket.notYours}</Heading>
      <Empty
        title={t.ticket.notYoursHint}
        actions={
          <>
            <Link className="button quiet" to={`/login?${new URLSearchParams({ next: location.pathname })}`}>
              {t.nav.login}
            </Link>
            <Link className="button plain" to="/reservations">
              {t.nav.reservations}
            </Link>
          </>
        }
      />
    </div>
  )
}
