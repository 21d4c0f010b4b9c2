import { useClock } from '../../../src/react.ts'
import { clockText } from '../../ui/Clock.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { usePlace } from '../router.ts'
import { isHeld, leftMs, useMine } from '../state/mine.ts'
import { useWords } from '../words.ts'
import { Link } from './Link.tsx'

/** Runs along the top of every page while something is held, but on its own: nobody loses a table they had. */
export function HeldStrip() {
  const { t } = useWords()
  const { path } = usePlace()
  const now = useClock()
  const held = useMine().list?.filter((it) => isHeld(it, now)) ?? []
  const [first] = [...held].sort((a, b) => leftMs(a, now) - leftMs(b, now))
  if (first === undefined || path === `/r/${first.reservationId}` || path === '/reservations') return null
  return (
    <aside className="held-strip" aria-label={t.booking.goOn}>
      <Link to={`/r/${first.reservationId}`}>
        <Icon name="diamond" size={12} />
        <span className="tabular">{t.booking.strip(clockText(leftMs(first, now)))}</span>
        <strong>{t.booking.goOn}</strong>
      </Link>
    </aside>
  )
}
