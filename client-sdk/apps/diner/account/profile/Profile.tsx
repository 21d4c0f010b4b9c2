import { useState } from 'react'
import { useClient } from '../../../../src/react.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { LanguageField } from '../form/LanguageField.tsx'
import { Problem } from '../form/Problem.tsx'
import { TextField } from '../form/TextField.tsx'
import { useForm } from '../form/useForm.ts'
import { useAccountWords } from '../words.ts'
import type { PartProps } from './part.ts'
import { Said } from './Said.tsx'

/** What restaurants and messages call one by. */
export function Profile({ profile, onProfile }: PartProps) {
  const { w } = useAccountWords()
  const { call } = useClient()
  const [said, say] = useState<string | null>(null)
  const form = useForm(['name', 'phone', 'language'], async ({ name, phone, language }) => {
    say(null)
    const chosen = language as typeof profile.language
    onProfile(await call('account.change', { name, phone: phone === '' ? null : phone, language: chosen }))
    say(w.account.saved)
  })
  return (
    <Card heading={w.profile.title}>
      <form className="account-form" onChange={() => say(null)} {...form.props}>
        <TextField name="name" form={form} initial={profile.name} />
        <TextField name="phone" form={form} initial={profile.phone ?? ''} optional />
        <LanguageField form={form} initial={profile.language} />
        <Problem error={form.error} />
        <div className="actions">
          <Button type="submit" busy={form.busy}>
            {w.account.save}
          </Button>
          <Said>{said}</Said>
        </div>
      </form>
    </Card>
  )
}
