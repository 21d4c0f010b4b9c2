import { useState } from 'react'
import type { Sent } from '../../../../src/index.ts'
import { useClient, useSession } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { Link } from '../../parts/Link.tsx'
import { LanguageField } from '../form/LanguageField.tsx'
import { Problem } from '../form/Problem.tsx'
import { TextField } from '../form/TextField.tsx'
import { useForm } from '../form/useForm.ts'
import { type Attempt, keepAttempt, keptAttempt } from '../kept.ts'
import { Page } from '../Page.tsx'
import { useArrival } from '../useArrival.ts'
import { keepingNext } from '../way.ts'
import { useAccountWords } from '../words.ts'
import { AlreadyIn } from './AlreadyIn.tsx'
import { CodeStep } from './CodeStep.tsx'
import { ContinueWith } from './ContinueWith.tsx'
import { Welcome } from './Welcome.tsx'

type Entered = Sent<'account.register'>

/** Name and address, then the code that went there, then what came along. */
export function Register() {
  const { session, call } = useClient()
  const { kind } = useSession()
  const { brings, brought, arrive } = useArrival()
  const [sent, setSent] = useState<Attempt | null>(() => keptAttempt('register'))
  /** Null after a reload: what was entered is not kept anywhere. */
  const [entered, setEntered] = useState<Entered | null>(null)

  async function begin(input: Entered): Promise<void> {
    const { attempt, expiresAt } = await call('account.register', input)
    const next: Attempt = { attempt, until: Date.parse(expiresAt) }
    keepAttempt('register', next)
    setEntered(input)
    setSent(next)
  }

  function beginAnew(): void {
    keepAttempt('register', null)
    setSent(null)
  }

  if (brought !== null) return <Welcome brought={brought} isNew />
  if (kind === 'account') return <AlreadyIn />
  if (sent === null) return <RegisterForm brings={brings} entered={entered} onSubmit={begin} />
  return (
    <CodeStep
      attempt={sent}
      email={entered?.email ?? null}
      onResend={entered === null ? null : () => begin(entered)}
      onOther={beginAnew}
      onCode={async (code) => {
        await arrive(() => session.open('account.verify', { attempt: sent.attempt, code }))
        keepAttempt('register', null)
      }}
    />
  )
}

interface FormProps {
  readonly brings: number
  readonly entered: Entered | null
  readonly onSubmit: (input: Entered) => Promise<void>
}

function RegisterForm({ brings, entered, onSubmit }: FormProps) {
  const { w, language } = useAccountWords()
  const form = useForm(['name', 'email', 'newPassword', 'language'], ({ newPassword, language: chosen, ...rest }) =>
    onSubmit({ ...rest, password: newPassword, language: chosen as Entered['language'] }),
  )
  return (
    <Page title={w.register.title} lead={brings > 0 ? w.register.comesAlong : w.register.lead}>
      <form className="account-form" {...form.props}>
        <TextField name="name" form={form} initial={entered?.name ?? ''} />
        <TextField name="email" form={form} initial={entered?.email ?? ''} />
        <TextField name="newPassword" form={form} label={w.fields.password.label} />
        <LanguageField form={form} initial={entered?.language ?? language} />
        <Problem error={form.error} />
        <Button kind="main" type="submit" wide busy={form.busy}>
          {w.register.submit}
        </Button>
        <p className="soft">{w.register.privacy}</p>
      </form>
      <ContinueWith />
      <p className="account-else">
        {w.register.haveOne} <Link to={keepingNext('/login')}>{w.register.login}</Link>
      </p>
    </Page>
  )
}
