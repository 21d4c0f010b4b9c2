import { useState } from 'react'
import { useClient } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
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
      <p>{profile.email === '' ? w.email.none : profile.email}</p>
      <Disclosure label={w.account.change}>
        {(close) => (
          <ChangeAddress
            hasPassword={profile.hasPassword}
            onCancel={close}
            onDone={(changed) => {
              onProfile(changed)
              say(w.email.done)
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
  readonly onCancel: () => void
  readonly onDone: (profile: PartProps['profile']) => void
}

interface Sent {
  readonly attempt: string
  readonly email: string
}

function ChangeAddress({ hasPassword, ...rest }: ChangeProps & { hasPassword: boolean }) {
  const [sent, setSent] = useState<Sent | null>(null)
  if (sent !== null) return <CodeForm sent={sent} {...rest} />
  return <AddressForm hasPassword={hasPassword} onSent={setSent} onCancel={rest.onCancel} />
}

interface AddressProps {
  /** Without one it is the fresh login that shows who one is. */
  readonly hasPassword: boolean
  readonly onSent: (sent: Sent) => void
  readonly onCancel: () => void
}

function AddressForm({ hasPassword, onSent, onCancel }: AddressProps) {
  const { w } = useAccountWords()
  const { call } = useClient()
  const form = useForm(hasPassword ? ['email', 'currentPassword'] : ['email'], async ({ email, currentPassword }) => {
    const proof = hasPassword ? { password: currentPassword } : {}
    const { attempt } = await call('account.email.begin', { email, ...proof })
    onSent({ attempt, email })
  })
  return (
    <form className="account-form" {...form.props}>
      <p className="soft">{w.email.lead}</p>
      <TextField name="email" form={form} label={w.email.newLabel} />
      {hasPassword && <TextField name="currentPassword" form={form} />}
      <Problem
        error={form.error}
        meanings={{ wrong_credentials: w.errors.wrongPassword, log_in_again: w.errors.logInAgain }}
      />
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
