import { useState } from 'react'
import { useClient } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Link } from '../../parts/Link.tsx'
import { Problem } from '../form/Problem.tsx'
import { TextField } from '../form/TextField.tsx'
import { useForm } from '../form/useForm.ts'
import { useAccountWords } from '../words.ts'
import { Disclosure } from './Disclosure.tsx'
import type { PartProps } from './part.ts'
import { Said } from './Said.tsx'

export function Password({ profile, onChanged }: PartProps) {
  const { w } = useAccountWords()
  const [said, say] = useState<string | null>(null)
  if (!profile.hasPassword) {
    return (
      <Card heading={w.password.title}>
        <p>
          {w.password.none} {profile.email !== '' && <Link to="/reset">{w.password.setOne}</Link>}
        </p>
      </Card>
    )
  }
  return (
    <Card heading={w.password.title}>
      <Disclosure label={w.password.submit}>
        {(close) => (
          <ChangePassword
            email={profile.email}
            onCancel={close}
            onDone={() => {
              say(w.password.done)
              onChanged()
              close()
            }}
          />
        )}
      </Disclosure>
      <Said>{said}</Said>
    </Card>
  )
}

interface ChangeProps {
  readonly email: string
  readonly onCancel: () => void
  readonly onDone: () => void
}

function ChangePassword({ email, onCancel, onDone }: ChangeProps) {
  const { w } = useAccountWords()
  const { call } = useClient()
  const form = useForm(['currentPassword', 'newPassword'], async ({ currentPassword, newPassword }) => {
    await call('account.password.change', { current: currentPassword, next: newPassword })
    onDone()
  })
  return (
    <form className="account-form" {...form.props}>
      <p className="soft">{w.password.lead}</p>
      {/* Tells a password manager whose password this is. */}
      <input hidden readOnly autoComplete="username" value={email} />
      <TextField name="currentPassword" form={form} />
      <TextField name="newPassword" form={form} />
      <Problem error={form.error} meanings={{ wrong_credentials: w.errors.wrongPassword }} />
      <div className="actions">
        <Button kind="main" type="submit" busy={form.busy}>
          {w.password.submit}
        </Button>
        <Button kind="plain" onClick={onCancel}>
          {w.account.cancel}
        </Button>
      </div>
    </form>
  )
}
