import { type SubmitEvent, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { type Guest, useAroundCards } from './cardsContext.ts'

interface Props {
  readonly busy: boolean
  readonly onTake: (guest: Guest) => void
  readonly onLeave: () => void
}

/** All that has to be known to book: a name, and a phone. */
export function Taking({ busy, onTake, onLeave }: Props) {
  const { language, w } = useAroundCards()
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [tried, setTried] = useState(false)
  const number = phone.replaceAll(/[\s().-]/g, '')
  const wrong = { name: name.trim() === '', phone: !/^\+[1-9][0-9]{6,14}$/.test(number) }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!wrong.name && !wrong.phone) onTake({ name: name.trim(), phone: number, language })
  }
  return (
    <form className="talk-card-form" noValidate onSubmit={submit}>
      <Field label={w.name} error={tried && wrong.name ? w.wrongName : null}>
        {(control) => (
          <input
            {...control}
            autoComplete="name"
            maxLength={100}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
        )}
      </Field>
      <Field label={w.phone} hint={w.phoneHint} error={tried && wrong.phone ? w.wrongPhone : null}>
        {(control) => (
          <input
            {...control}
            type="tel"
            autoComplete="tel"
            maxLength={30}
            value={phone}
            onChange={({ currentTarget }) => setPhone(currentTarget.value)}
          />
        )}
      </Field>
      <div className="actions">
        <Button kind="main" type="submit" busy={busy}>
          {w.confirm}
        </Button>
        <Button kind="plain" onClick={onLeave}>
          {w.notYet}
        </Button>
      </div>
    </form>
  )
}
