import { useState } from 'react'
import { useClient } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { Link } from '../../parts/Link.tsx'
import { go } from '../../router.ts'
import { CodeField } from '../form/CodeField.tsx'
import { Problem } from '../form/Problem.tsx'
import { TextField } from '../form/TextField.tsx'
import { useForm } from '../form/useForm.ts'
import { type Attempt, keepAttempt, keptAttempt } from '../kept.ts'
import { Page } from '../Page.tsx'
import { keepingNext } from '../way.ts'
import { useAccountWords } from '../words.ts'
import { Resend } from './Resend.tsx'

/** A forgotten password: a code to the address, then the code and a new one. */
export function Reset() {
  const { call } = useClient()
  const { language } = useAccountWords()
  const [sent, setSent] = useState<Attempt | null>(() => keptAttempt('reset'))
  const [email, setEmail] = useState<string | null>(null)

  async function begin(address: string): Promise<void> {
    const { attempt, expiresAt } = await call('account.reset.begin', { email: address, language })
    const next: Attempt = { attempt, until: Date.parse(expiresAt) }
    keepAttempt('reset', next)
    setEmail(address)
    setSent(next)
  }

  function beginAnew(): void {
    keepAttempt('reset', null)
    setSent(null)
  }

  if (sent === null) return <AddressForm initial={email} onSubmit={begin} />
  return (
    <NewPasswordForm
      attempt={sent}
      email={email}
      onResend={email === null ? null : () => begin(email)}
      onOther={beginAnew}
    />
  )
}

function AddressForm({ initial, onSubmit }: { initial: string | null; onSubmit: (email: string) => Promise<void> }) {
  const { w } = useAccountWords()
  const form = useForm(['email'], ({ email }) => onSubmit(email))
  return (
    <Page title={w.reset.title} lead={w.reset.lead}>
      <form className="account-form" {...form.props}>
        <TextField name="email" form={form} initial={initial ?? ''} />
        <Problem error={form.error} />
        <Button kind="main" type="submit" wide busy={form.busy}>
          {w.reset.submit}
        </Button>
      </form>
      <p className="account-else">
        <Link to={keepingNext('/login')}>{w.login.title}</Link>
      </p>
    </Page>
  )
}

interface NewPasswordProps {
  readonly attempt: Attempt
  readonly email: string | null
  readonly onResend: (() => Promise<void>) | null
  readonly onOther: () => void
}

function NewPasswordForm({ attempt, email, onResend, onOther }: NewPasswordProps) {
  const { w } = useAccountWords()
  const { call, session } = useClient()
  const form = useForm(['code', 'newPassword'], async ({ code, newPassword }) => {
    await call('account.reset.finish', { attempt: attempt.attempt, code, password: newPassword })
    keepAttempt('reset', null)
    // The hub has ended every session of the account; this device need not wait to be told.
    if (session.get().kind === 'account') session.leave()
    go(keepingNext('/login'), { replace: true, state: { farewell: 'passwordSet' } })
  })
  return (
    <Page title={w.reset.codeTitle} lead={w.code.lead(email)}>
      <form className="account-form" {...form.props}>
        <CodeField name="code" form={form} />
        <TextField name="newPassword" form={form} />
        <Problem error={form.error} />
        <Button kind="main" type="submit" wide busy={form.busy}>
          {w.reset.setPassword}
        </Button>
      </form>
      <Resend attempt={attempt} onResend={onResend} onOther={onOther} />
    </Page>
  )
}
