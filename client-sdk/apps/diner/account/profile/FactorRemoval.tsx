import { useState } from 'react'
import { useClient } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { CodeField } from '../form/CodeField.tsx'
import { Problem } from '../form/Problem.tsx'
import { TextField } from '../form/TextField.tsx'
import { type Form, useForm } from '../form/useForm.ts'
import { useAccountWords } from '../words.ts'

interface Props {
  readonly onCancel: () => void
  readonly onRemoved: () => void
}

/** Needs what it is about to make needless: a code, or one that was kept for when the phone is gone. */
export function FactorRemoval({ onCancel, onRemoved }: Props) {
  const { w } = useAccountWords()
  const { call } = useClient()
  const [recovery, setRecovery] = useState(false)
  const remove = async (code: string) => {
    await call('account.factor.remove', { code })
    onRemoved()
  }
  const byCode = useForm(['oneTimeCode'], ({ oneTimeCode }) => remove(oneTimeCode))
  const byRecovery = useForm(['recoveryCode'], ({ recoveryCode }) => remove(recoveryCode))
  const form: Pick<Form<never>, 'busy' | 'error' | 'props'> = recovery ? byRecovery : byCode
  return (
    <form className="account-form" {...form.props}>
      <p className="soft">{w.factor.removeLead}</p>
      {recovery ? <TextField name="recoveryCode" form={byRecovery} /> : <CodeField name="oneTimeCode" form={byCode} />}
      <Problem error={form.error} meanings={{ not_allowed_now: w.errors.factorChanged }} />
      <div className="actions">
        <Button kind="grave" type="submit" busy={form.busy}>
          {w.factor.removeYes}
        </Button>
        <Button kind="plain" onClick={() => setRecovery(!recovery)}>
          {recovery ? w.secondStep.useAuthenticator : w.secondStep.useRecovery}
        </Button>
        <Button kind="plain" onClick={onCancel}>
          {w.account.cancel}
        </Button>
      </div>
    </form>
  )
}
