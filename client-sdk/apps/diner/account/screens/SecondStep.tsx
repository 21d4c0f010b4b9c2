import { useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { useWords } from '../../words.ts'
import { CodeField } from '../form/CodeField.tsx'
import { Problem } from '../form/Problem.tsx'
import { TextField } from '../form/TextField.tsx'
import { useForm } from '../form/useForm.ts'
import { Page } from '../Page.tsx'
import { useAccountWords } from '../words.ts'

interface Props {
  readonly onCode: (code: string) => Promise<void>
  readonly onBack: () => void
}

/** The password was right; now the code of the authenticator, or one that was kept for when it is gone. */
export function SecondStep({ onCode, onBack }: Props) {
  const { t } = useWords()
  const { w } = useAccountWords()
  const [recovery, setRecovery] = useState(false)
  return (
    <Page title={w.secondStep.title} lead={recovery ? w.secondStep.leadRecovery : w.secondStep.lead}>
      {recovery ? <RecoveryForm onCode={onCode} /> : <CodeForm onCode={onCode} />}
      <p className="actions">
        <Button kind="plain" onClick={() => setRecovery(!recovery)}>
          {recovery ? w.secondStep.useAuthenticator : w.secondStep.useRecovery}
        </Button>
        <Button kind="plain" onClick={onBack}>
          {t.back}
        </Button>
      </p>
    </Page>
  )
}

function CodeForm({ onCode }: Pick<Props, 'onCode'>) {
  const { w } = useAccountWords()
  const form = useForm(['oneTimeCode'], ({ oneTimeCode }) => onCode(oneTimeCode))
  return (
    <form className="account-form" {...form.props}>
      <CodeField name="oneTimeCode" form={form} />
      <Problem error={form.error} />
      <Button kind="main" type="submit" wide busy={form.busy}>
        {w.secondStep.submit}
      </Button>
    </form>
  )
}

function RecoveryForm({ onCode }: Pick<Props, 'onCode'>) {
  const { w } = useAccountWords()
  const form = useForm(['recoveryCode'], ({ recoveryCode }) => onCode(recoveryCode))
  return (
    <form className="account-form" {...form.props}>
      <TextField name="recoveryCode" form={form} />
      <Problem error={form.error} />
      <Button kind="main" type="submit" wide busy={form.busy}>
        {w.secondStep.submit}
      </Button>
    </form>
  )
}
