import { useEffect, useState } from 'react'
import { ClientError, type Sent } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import type { Slot, SlotState } from '../slots.ts'
import { useAction } from '../useAction.ts'
import type { Reservation } from '../useMine.ts'
import { useWords } from '../words.ts'
import { Failure } from './Failure.tsx'

interface Props {
  place: Sent<'hold.create'>
  label: string
  state: SlotState
  fresh: boolean
  nearest: readonly Slot[]
  onChoose: (startsAt: string) => void
  onHeld: (reservation: Reservation) => void
}

/** One time, tapped: hold it, or learn why it cannot be had and what is near. */
export function Asked({ place, label, state, fresh, nearest, onChoose, onHeld }: Props) {
  const { t } = useWords()
  const client = useClient()
  const { busy, error, run } = useAction()
  /** It was free when it was tapped, and went under the reader's eyes. */
  const [wasFree] = useState(isFree(state))
  const free = isFree(state)

  return (
    <section className="asked" aria-live="polite">
      <h3>{t.holdFor(label, t.guests(place.party))}</h3>
      {free && (
        <>
          <button
            type="button"
            className="main"
            disabled={busy}
            onClick={() => run(async () => onHeld(await client.call('hold.create', place)))}
          >
            {t.hold}
          </button>
          <p className="hint">{fresh ? t.holdHint : t.notFresh}</p>
        </>
      )}
      {!free && wasFree && <p>{t.justGone}</p>}
      {!free && !wasFree && <WhyNot place={place} />}
      {error !== null && <Failure error={error} />}
      {(!free || error !== null) && nearest.length > 0 && (
        <p className="nearest">
          {t.nearest}
          {nearest.map((slot) => (
            <button key={slot.startsAt} type="button" className="quiet" onClick={() => onChoose(slot.startsAt)}>
              {slot.label}
            </button>
          ))}
        </p>
      )}
    </section>
  )
}

function isFree(state: SlotState): boolean {
  return state === 'o' || state === 'f'
}

/** The rule's reason, in plain words. */
function WhyNot({ place }: { place: Sent<'hold.create'> }) {
  const { t } = useWords()
  const client = useClient()
  const { venueId, date, startsAt, party } = place
  const [reason, setReason] = useState<string | null>(null)
  const [error, setError] = useState<ClientError | null>(null)

  useEffect(() => {
    let gone = false
    client.call('availability.explain', { venueId, date, startsAt, party }).then(
      (answer) => {
        if (!gone) setReason(answer.reason ?? 'none')
      },
      (failure: unknown) => {
        if (!(failure instanceof ClientError)) throw failure
        if (!gone) setError(failure)
      },
    )
    return () => {
      gone = true
    }
  }, [client, venueId, date, startsAt, party])

  if (error !== null) return <Failure error={error} />
  if (reason === null) return <p className="hint">{t.loading}</p>
  return <p>{reason === 'none' ? t.reasonNone : (t.reasons[reason] ?? t.errors.slot_unavailable)}</p>
}
