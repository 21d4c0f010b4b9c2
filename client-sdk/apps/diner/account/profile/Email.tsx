import { useState } from 'react'
import { useClient } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Link } from '../../parts/Link.tsx'
import { CodeField } from '../form/CodeField.tsx'
import { Problem } from '../form/Problem.tsx'
import { TextField } from '../form/TextField.tsx'
import { useForm } from '../form/useForm.ts'
import { useAccountWords } from '../words.ts'
import { Disclosure } from './Disclosure.tsx'
import type { PartProps } from './part.ts'
import { Said } from './Said.tsx'

/** The address one logs in with. Another one counts once a code that went there has come back. */
export function Email({ profile, onProfile }: PartProps) {
  const { w } = useAccountWords()
  const [said, say] = useState<string | null>(null)
  return (
    <Card heading={w.email.title}>
      <p className="account-value">{profile.email}</p>
      {profile.hasPassword ? (
        <Disclosure label={w.account.change}>
          {(close) => (
            <ChangeAddress
              onCancel={close}
              onDone={(changed) => {
                onProfile(changed)
                say(w.email.done)
                close()
              }}
            />
          )}
        </Disclosure>
      ) : (
        <p>
          {w.email.needsPassword} <Link to="/reset">{w.password.setOne}</Link>
        </p>
      )}
      <Said>{said}</Said>
    </Card>
  )
}

interface ChangeProps {
  readonly onCancel: () => void
  readonly onDone: (profile: PartProps['profile']) => void
}

interface Sent {
  readonly attempt: string
  readonly email: string
}

function ChangeAddress({ onCancel, onDone }: ChangeProps) {
  const [sent, setSent] = useState<Sent | null>(null)
  if (sent === null) return <AddressForm onSent={setSent} onCancel={onCancel} />
  return <CodeForm sent={sent} onDone={onDone} onCancel={onCancel} />
}

function AddressForm({ onSent, onCancel }: { onSent: (sent: Sent) => void; onCancel: () => void }) {
  const { w } = useAccountWords()
  const { call } = useClient()
  const form = useForm(['email', 'currentPassword'], async ({ email, currentPassword }) => {
    const { attempt } = await call('account.email.begin', { email, password: currentPassword })
    onSent({ attempt, email })
  })
  return (
    <form className="account-form" {...form.props}>
      <p className="soft">{w.email.lead}</p>
      <TextField name="email" form={form} label={w.email.newLabel} />
      <TextField name="currentPassword" form={form} />
      <Problem error={form.error} meanings={{ wrong_credentials: w.errors.wrongPassword }} />
      <Buttons word={w.email.submit} busy={form.busy} onCancel={onCancel} />
    </form>
  )
}

function CodeForm({ sent, onDone, onCancel }: { sent: Sent } & ChangeProps) {
  const { w } = useAccountWords()
  const { call } = useClient()
  const form = useForm(['code'], async ({ code }) => {
    onDone(await call('account.email.finish', { attempt: sent.attempt, code }))
  })
  return (
    <form className="account-form" {...form.props}>
      <p role="status">{w.code.lead(sent.email)}</p>
      <CodeField name="code" form={form} />
      <Problem error={form.error} />
      <Buttons word={w.code.submit} busy={form.busy} onCancel={onCancel} />
    </form>
  )
}

function Buttons({ word, busy, onCancel }: { word: string; busy: boolean; onCancel: () => void }) {
  const { w } = useAccountWords()
  return (
    <div className="actions">
      <Button kind="main" type="submit" busy={busy}>
        {word}
      </Button>
      <Button kind="plain" onClick={onCancel}>
        {w.account.cancel}
      </Button>
    </div>
  )
}
