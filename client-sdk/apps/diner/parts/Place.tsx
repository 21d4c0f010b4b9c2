import { useEffect, useRef } from 'react'
import type { Output } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import { clockOf, dateInWords, timeAt } from '../format.ts'
import { useAction } from '../useAction.ts'
import type { Reservation } from '../useMine.ts'
import { useServerNow } from '../useServerNow.ts'
import type { Venue } from '../useVenues.ts'
import { useWords } from '../words.ts'
import { CancelButton } from './CancelButton.tsx'
import { Failure } from './Failure.tsx'
import { GuestForm } from './GuestForm.tsx'

interface Props {
  reservation: Reservation
  venue: Venue | undefined
  onAnswer: (answer: Reservation | Output<'hold.release'>) => void
  onClose: () => void
}

/** The one place at hand, from hold to ticket. */
export function Place(props: Props) {
  const { reservation, onAnswer, onClose } = props
  const { t } = useWords()
  const now = useServerNow(250)
  const leftMs = reservation.expiresAt === null ? 0 : Date.parse(reservation.expiresAt) - now
  const held = reservation.state === 'held' && leftMs > 0
  const shown = reservation.state === 'held' && !held ? 'expired' : reservation.state
  const heading = useFocus(shown)
  const titles: Partial<Record<Reservation['state'], string>> = {
    held: t.held,
    confirmed: t.confirmed,
    expired: t.ranOut,
    cancelled: t.cancelled,
  }
  if (shown === 'released') return null

  return (
    <section className={`place ${shown}`} aria-labelledby="place">
      <h2 id="place" ref={heading} tabIndex={-1}>
        {titles[shown] ?? t.reservationStates[shown]}
      </h2>
      <What {...props} />
      {held && <Held reservation={reservation} leftMs={leftMs} onAnswer={onAnswer} />}
      {shown === 'confirmed' && <p className="hint">{t.confirmedHint}</p>}
      {shown === 'confirmed' && <CancelButton reservationId={reservation.reservationId} onAnswer={onAnswer} />}
      {shown === 'expired' && <p>{t.ranOutHint}</p>}
      {!held && (
        <button type="button" className="quiet" onClick={onClose}>
          {shown === 'expired' ? t.chooseAgain : t.close}
        </button>
      )}
    </section>
  )
}

function What({ reservation, venue }: Props) {
  const { t, language } = useWords()
  return (
    <p className="what">
      <strong className="serif">{venue?.name}</strong>
      <span>
        {dateInWords(reservation.date, language)} · {timeAt(reservation.startsAt, venue?.zone ?? 'UTC', language)} ·{' '}
        {t.guests(reservation.party)}
      </span>
    </p>
  )
}

function Held({ reservation, leftMs, onAnswer }: Pick<Props, 'reservation' | 'onAnswer'> & { leftMs: number }) {
  const { t } = useWords()
  const client = useClient()
  const { busy, error, run } = useAction()
  const { reservationId } = reservation
  return (
    <>
      <p className="clock" role="timer" aria-label={t.timeLeft}>
        {clockOf(leftMs)}
      </p>
      <p className="unseen" aria-live="polite">
        {t.minutesLeft(Math.ceil(leftMs / 60_000))}
      </p>
      <GuestForm
        busy={busy}
        error={error}
        onSubmit={(guest) =>
          run(async () => onAnswer(await client.call('reservation.confirm', { reservationId, guest })))
        }
      />
      {error !== null && error.issues.length === 0 && <Failure error={error} />}
      <button
        type="button"
        className="quiet"
        disabled={busy}
        onClick={() => run(async () => onAnswer(await client.call('hold.release', { reservationId })))}
      >
        {t.release}
      </button>
    </>
  )
}

/** What has just happened is where a screen reader and the next key go on. */
function useFocus(shown: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [shown])
  return heading
}
