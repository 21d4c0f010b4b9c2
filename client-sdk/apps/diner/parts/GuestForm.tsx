import { type FormEvent, useState } from 'react'
import type { ClientError, Sent } from '../../../src/index.ts'
import { useWords } from '../words.ts'

type Guest = Sent<'reservation.confirm'>['guest']
type Field = 'name' | 'phone' | 'wishes' | 'allergies'

interface Props {
  busy: boolean
  error: ClientError | null
  onSubmit: (guest: Guest) => void
}

/** Who comes. Asked only now, and shown to the restaurant only. */
export function GuestForm({ busy, error, onSubmit }: Props) {
  const { t } = useWords()
  const [wrong, setWrong] = useState<readonly Field[]>([])
  const refused = new Set(error?.issues.map(({ path }) => path))
  const wrongAt = (field: Field) => wrong.includes(field) || refused.has(`guest.${field}`)

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const guest = read(new FormData(event.currentTarget))
    const missing = check(guest)
    setWrong(missing)
    if (missing.length === 0) onSubmit(guest)
    else event.currentTarget.querySelector<HTMLElement>(`[name=${missing[0]}]`)?.focus()
  }

  return (
    <form className="guest" noValidate onSubmit={submit}>
      <label>
        {t.name}
        <input name="name" autoComplete="name" maxLength={100} required {...described('name', wrongAt('name'))} />
      </label>
      {wrongAt('name') && <Note field="name" text={t.nameWrong} wrong />}
      <label>
        {t.phone}
        <input name="phone" type="tel" autoComplete="tel" required {...described('phone', wrongAt('phone'), true)} />
      </label>
      <Note field="phone" text={wrongAt('phone') ? t.phoneWrong : t.phoneHint} wrong={wrongAt('phone')} />
      <label>
        <span>
          {t.wishes} <small>({t.optional})</small>
        </span>
        <input name="wishes" maxLength={1000} />
      </label>
      <label>
        <span>
          {t.allergies} <small>({t.optional})</small>
        </span>
        <input name="allergies" maxLength={1000} />
      </label>
      <button type="submit" className="main" disabled={busy}>
        {t.confirm}
      </button>
      <p className="hint">{t.policy}</p>
    </form>
  )
}

function Note({ field, text, wrong }: { field: Field; text: string; wrong: boolean }) {
  return (
    <p id={`${field}-note`} className={wrong ? 'hint wrong' : 'hint'} role={wrong ? 'alert' : undefined}>
      {wrong && <span aria-hidden="true">▲ </span>}
      {text}
    </p>
  )
}

function described(field: Field, wrong: boolean, always = false) {
  return { 'aria-invalid': wrong, 'aria-describedby': wrong || always ? `${field}-note` : undefined }
}

/** Numbers are written with spaces and hyphens, and kept without. */
function read(form: FormData): Guest {
  const text = (field: Field) => String(form.get(field) ?? '').trim()
  const [wishes, allergies] = [text('wishes'), text('allergies')]
  return {
    name: text('name'),
    phone: text('phone').replace(/[\s().-]/g, ''),
    ...(wishes !== '' && { wishes }),
    ...(allergies !== '' && { allergies }),
  }
}

function check({ name, phone }: Guest): Field[] {
  const wrong: Field[] = []
  if (name === '') wrong.push('name')
  if (!/^\+[1-9][0-9]{6,14}$/.test(phone)) wrong.push('phone')
  return wrong
}
