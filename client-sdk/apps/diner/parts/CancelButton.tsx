import { useState } from 'react'
import type { Output } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import { useAction } from '../useAction.ts'
import { useWords } from '../words.ts'
import { Failure } from './Failure.tsx'

interface Props {
  reservationId: string
  onAnswer: (answer: Output<'reservation.cancel'>) => void
}

/** Asks once more, and says what it means: it is final. */
export function CancelButton({ reservationId, onAnswer }: Props) {
  const { t } = useWords()
  const client = useClient()
  const { busy, error, run } = useAction()
  const [asking, setAsking] = useState(false)

  if (!asking) {
    return (
      <button type="button" className="quiet" onClick={() => setAsking(true)}>
        {t.cancel}
      </button>
    )
  }
  return (
    <div className="sure" role="group" aria-label={t.cancel}>
      <p>{t.cancelSure}</p>
      <button
        type="button"
        className="grave"
        disabled={busy}
        onClick={() => run(async () => onAnswer(await client.call('reservation.cancel', { reservationId })))}
      >
        {t.cancelYes}
      </button>
      <button type="button" className="quiet" disabled={busy} onClick={() => setAsking(false)}>
        {t.cancelNo}
      </button>
      {error !== null && <Failure error={error} />}
    </div>
  )
}
