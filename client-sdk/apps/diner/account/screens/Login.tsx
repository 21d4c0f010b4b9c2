import { useState } from 'react'
import { ClientError } from '../../../../src/index.ts'
import { useClient, useSession } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Link } from '../../parts/Link.tsx'
import { Problem } from '../form/Problem.tsx'
import { TextField } from '../form/TextField.tsx'
import { useForm } from '../form/useForm.ts'
import { Page } from '../Page.tsx'
import { useArrival } from '../useArrival.ts'
import { farewell, keepingNext } from '../way.ts'
import { useAccountWords } from '../words.ts'
import { AlreadyIn } from './AlreadyIn.tsx'
import { ContinueWith } from './ContinueWith.tsx'
import { SecondStep } from './SecondStep.tsx'
import { Welcome } from './Welcome.tsx'

/** What was entered; kept for the second step, and no longer than this screen. */
interface Entered {
  readonly email: string
  readonly password: string
}

export function Login() {
  const { w } = useAccountWords()
  const { session } = useClient()
  const { kind } = useSession()
  const { brought, brings, arrive } = useArrival()
  const [entered, setEntered] = useState<Entered | null>(null)

  if (brought !== null) return <Welcome brought={brought} />
  if (kind === 'account') return <AlreadyIn />
  if (entered !== null) {
    return (
      <SecondStep
        onCode={(code) => arrive(() => session.open('session.login', { ...entered, code }))}
        onBack={() => setEntered(null)}
      />
    )
  }
  return (
    <Page title={w.login.title} lead={brings > 0 ? w.register.comesAlong : w.login.lead}>
      <Farewell />
      <PasswordForm onSubmit={(input) => arrive(() => session.open('session.login', input))} onFactor={setEntered} />
      <ContinueWith />
      <p className="account-else">
        {w.login.noAccount} <Link to={keepingNext('/register')}>{w.login.register}</Link>
      </p>
    </Page>
  )
}

interface FormProps {
  readonly onSubmit: (entered: Entered) => Promise<void>
  readonly onFactor: (entered: Entered) => void
}

function PasswordForm({ onSubmit, onFactor }: FormProps) {
  const { w } = useAccountWords()
  const form = useForm(['email', 'password'], async (entered) => {
    try {
      await onSubmit(entered)
    } catch (failure) {
      if (!(failure instanceof ClientError) || failure.code !== 'second_factor_required') throw failure
      onFactor(entered)
    }
  })
  return (
    <form className="account-form" {...form.props}>
      <TextField name="email" form={form} />
      <TextField name="password" form={form} />
      <Problem error={form.error} />
      <Button kind="main" type="submit" wide busy={form.busy}>
        {w.login.submit}
      </Button>
      <p>
        <Link to={keepingNext('/reset')}>{w.login.forgot}</Link>
      </p>
    </form>
  )
}

/** What led here, said once. */
function Farewell() {
  const { w } = useAccountWords()
  const [kind] = useState(farewell)
  if (kind === null) return null
  const words = {
    loggedOut: { title: w.account.loggedOut, text: w.account.loggedOutLead },
    erased: { title: w.erase.done, text: w.erase.doneLead },
    passwordSet: { title: w.reset.done, text: w.reset.doneLead },
  }[kind]
  return (
    <Notice tone="good" title={words.title}>
      <p>{words.text}</p>
    </Notice>
  )
}
