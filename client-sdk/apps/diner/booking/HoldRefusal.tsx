import type { ClientError } from '../../../src/index.ts'
import { useClock, useSession } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { Link } from '../parts/Link.tsx'
import { stands, useMine } from '../state/mine.ts'
import { useWords } from '../words.ts'
import { HeldList } from './HeldList.tsx'
import { ReservationLine } from './ReservationLine.tsx'

interface Props {
  readonly error: ClientError
  /** When the table that was wanted begins. */
  readonly wanted: string
  readonly onRetry?: () => void
}

const apartMs = 2 * 3_600_000
/** What asking again may change. */
const passing: ReadonlySet<string> = new Set(['cooling_down', 'hold_limit'])

/** Why a table was not had, and what of one's own stands in the way. */
export function HoldRefusal({ error, wanted, onRetry }: Props) {
  const { t } = useWords()
  const { list } = useMine()
  const { kind } = useSession()
  const now = useClock()
  const again = onRetry !== undefined && (error.retryable || passing.has(error.code))
  // Who came by a link is not told what else this device holds: it stands in nobody's way there.
  const mine = kind === 'link' ? [] : (list ?? [])
  const near = mine.filter((it) => stands(it, now) && isNear(it, wanted))
  return (
    <Refusal error={error} {...(again && { onRetry })}>
      {error.code === 'sign_in_first' && (
        <Link
          className="button quiet"
          to={`/login?${new URLSearchParams({ next: location.pathname + location.search })}`}
        >
          {t.nav.login}
        </Link>
      )}
      {error.code === 'hold_limit' && kind !== 'link' && <HeldList heading={t.booking.holds} />}
      {error.code === 'overlapping_booking' && near.length > 0 && (
        <ul aria-label={t.booking.otherBooking}>
          {near.map((it) => (
            <li key={it.reservationId}>
              <ReservationLine reservation={it} />
            </li>
          ))}
        </ul>
      )}
    </Refusal>
  )
}

/** Within two hours of it: the limit that the hub keeps, with its turn. */
function isNear({ startsAt, endsAt }: { startsAt: string; endsAt: string }, wanted: string): boolean {
  const at = Date.parse(wanted)
  return at > Date.parse(startsAt) - 2 * apartMs && at < Date.parse(endsAt) + apartMs
}
