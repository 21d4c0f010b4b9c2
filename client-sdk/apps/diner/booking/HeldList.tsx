import { useClient, useClock } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { clockText } from '../../ui/Clock.tsx'
import { Link } from '../parts/Link.tsx'
import { type Reservation, useAnswers } from '../state/answers.ts'
import { isHeld, leftMs, useMine } from '../state/mine.ts'
import { useWords } from '../words.ts'
import { ReservationLine } from './ReservationLine.tsx'

/** What is held just now, with its clocks: go on with it, or let it go. Nothing where nothing is. */
export function HeldList({ heading }: { heading: string }) {
  const now = useClock()
  const held = useMine().list?.filter((it) => isHeld(it, now)) ?? []
  if (held.length === 0) return null
  return (
    <section className="held-list" aria-label={heading}>
      <h2>{heading}</h2>
      <ul>
        {held.map((it) => (
          <li key={it.reservationId}>
            <Held reservation={it} leftMs={leftMs(it, now)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Held({ reservation, leftMs }: { reservation: Reservation; leftMs: number }) {
  const { t } = useWords()
  const client = useClient()
  const { learn } = useAnswers()
  const { busy, error, run } = useAction()
  const { reservationId } = reservation
  const release = async () => learn(await client.call('hold.release', { reservationId }), reservation)
  return (
    <>
      <ReservationLine reservation={reservation} />
      <div className="actions">
        <span className="tabular held-clock">{clockText(leftMs)}</span>
        <Link className="button quiet" to={`/r/${reservationId}`}>
          {t.booking.goOn}
        </Link>
        <Button kind="plain" busy={busy} onClick={() => run(release)}>
          {t.booking.release}
        </Button>
      </div>
      {error !== null && <Refusal error={error} />}
    </>
  )
}
