import { useState } from 'react'
import { useClient } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { saveFile } from '../state/saveFile.ts'
import { useWords } from '../words.ts'

interface Props {
  readonly reservationId: string
  readonly secret: string
}

/** What whoever booked without an account told of themselves: theirs to take along and to have erased. */
export function OwnWords(link: Props) {
  const { t } = useWords()
  const { call } = useClient()
  const { busy, error, run } = useAction()
  const [step, setStep] = useState<'closed' | 'sure' | 'erased'>('closed')

  async function download(): Promise<void> {
    const told = await call('reservation.words.export', link)
    saveFile(`couvert-${told.reservation.date}.json`, 'application/json', JSON.stringify(told, null, 2))
  }

  async function erase(): Promise<void> {
    setStep('closed')
    await call('reservation.words.erase', link)
    setStep('erased')
  }

  return (
    <section className="place own-words" aria-labelledby="own-words">
      <h2 id="own-words">{t.own.title}</h2>
      <p className="soft">{t.own.lead}</p>
      {error !== null &&
        (error.reason === 'bookings_stand' ? <p role="alert">{t.own.stands}</p> : <Refusal error={error} />)}
      <p role="status">{step === 'erased' && t.own.erased}</p>
      {step !== 'erased' && (
        <div className="actions">
          <Button busy={busy} onClick={() => run(download)}>
            {t.own.export}
          </Button>
          <Button busy={busy} onClick={() => setStep('sure')}>
            {t.own.erase}
          </Button>
        </div>
      )}
      {step === 'sure' && (
        <Sheet title={t.own.sure} closeWord={t.close} onClose={() => setStep('closed')}>
          <p>{t.own.sureHint}</p>
          <div className="actions">
            <Button kind="grave" onClick={() => run(erase)}>
              {t.own.erase}
            </Button>
            <Button onClick={() => setStep('closed')}>{t.own.keep}</Button>
          </div>
        </Sheet>
      )}
    </section>
  )
}
