import { useState } from 'react'
import { useClient } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { go } from '../../router.ts'
import { useWords } from '../../words.ts'
import { Problem } from '../form/Problem.tsx'
import { TextField } from '../form/TextField.tsx'
import { useForm } from '../form/useForm.ts'
import { useAccountWords } from '../words.ts'
import type { PartProps } from './part.ts'

/** In two steps: what it means, then whether one means it. */
export function Erase({ profile }: PartProps) {
  const { t } = useWords()
  const { w } = useAccountWords()
  const [step, setStep] = useState<'closed' | 'meaning' | 'sure'>('closed')
  const close = () => setStep('closed')
  return (
    <Card heading={w.erase.title}>
      <p className="soft">{w.erase.lead}</p>
      <Button onClick={() => setStep('meaning')}>{w.erase.begin}</Button>
      {step !== 'closed' && (
        <Sheet
          title={step === 'meaning' ? w.erase.consequencesTitle : w.erase.reallyTitle}
          closeWord={t.close}
          onClose={close}
        >
          {step === 'meaning' ? (
            <Meaning onGoOn={() => setStep('sure')} onKeep={close} />
          ) : (
            <Sure hasPassword={profile.hasPassword} onKeep={close} />
          )}
        </Sheet>
      )}
    </Card>
  )
}

function Meaning({ onGoOn, onKeep }: { onGoOn: () => void; onKeep: () => void }) {
  const { w } = useAccountWords()
  return (
    <>
      <ul className="consequences">
        {w.erase.consequences.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <div className="actions">
        <Button kind="main" onClick={onKeep}>
          {w.erase.no}
        </Button>
        <Button onClick={onGoOn}>{w.erase.understood}</Button>
      </div>
    </>
  )
}

function Sure({ hasPassword, onKeep }: { hasPassword: boolean; onKeep: () => void }) {
  const { w } = useAccountWords()
  const { call, session } = useClient()
  const form = useForm(hasPassword ? ['currentPassword'] : [], async ({ currentPassword }) => {
    await call('account.erase', hasPassword ? { password: currentPassword } : {})
    session.leave()
    go('/login', { replace: true, state: { farewell: 'erased' } })
  })
  return (
    <form className="account-form" {...form.props}>
      <p>{w.erase.reallyLead}</p>
      {hasPassword && <TextField name="currentPassword" form={form} />}
      <Problem
        error={form.error}
        meanings={{
          wrong_credentials: w.errors.wrongPassword,
          bookings_stand: w.errors.bookingsToCome,
          last_manager: w.errors.lastManager,
          log_in_again: w.errors.logInAgain,
        }}
      />
      <div className="actions">
        <Button kind="grave" type="submit" busy={form.busy}>
          {w.erase.yes}
        </Button>
        <Button onClick={onKeep}>{w.erase.no}</Button>
      </div>
    </form>
  )
}
