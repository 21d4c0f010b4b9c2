import { useState } from 'react'
import { useClient } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { type Reservation, useAnswers } from '../state/answers.ts'
import { useWords } from '../words.ts'

/** Asks once more, and says what it means: what it costs, and that it is final. */
export function CancelAction({ reservation }: { reservation: Reservation }) {
  const { t } = useWords()
  const client = useClient()
  const { learn } = useAnswers()
  const { busy, slow, error, run } = useAction()
  const [asking, setAsking] = useState(false)
  const { reservationId } = reservation
  const cancel = async () => learn(await client.call('reservation.cancel', { reservationId }), reservation)

  if (!asking) {
    return (
      <Button kind="plain" onClick={() => setAsking(true)}>
        {t.ticket.cancel}
      </Button>
    )
  }
  return (
    <section className="sure" aria-labelledby="sure">
      <h2 id="sure" tabIndex={-1} ref={(heading) => heading?.focus()}>
        {t.ticket.cancelSure}
      </h2>
      <p>{t.ticket.cancelCost}</p>
      <div className="actions">
        <Button kind="grave" busy={busy} onClick={() => run(cancel)}>
          {t.ticket.cancelYes}
        </Button>
        <Button onClick={() => setAsking(false)}>{t.ticket.cancelNo}</Button>
      </div>
      {slow && <p role="status">{t.slow}</p>}
      {error !== null && <Refusal error={error} />}
    </section>
  )
}
