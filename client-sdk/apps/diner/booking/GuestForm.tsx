import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { ClientError } from '../../../src/index.ts'
import { useClient, useSession } from '../../../src/react.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { type GuestDraft, rememberedGuest, rememberGuest } from '../state/guestMemory.ts'
import { ownCountryCode, phoneInWords, toInternational } from '../state/phone.ts'
import { useWords } from '../words.ts'
import { ForWhom, forMyself, lacksHost, readForWhom } from './ForWhom.tsx'
import { type Guest, read, wrongIn } from './guest.ts'

interface Props {
  readonly busy: boolean
  readonly error: ClientError | null
  readonly onSubmit: (guest: Guest) => void
}

/** Who comes. Asked only now, and shown to the restaurant only. */
export function GuestForm({ busy, error, onSubmit }: Props) {
  const { t, language } = useWords()
  const [draft, change] = useDraft()
  const [forWhom, setForWhom] = useState(forMyself)
  const [judged, setJudged] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const refused = new Set(error?.issues.map(({ path }) => path.replace(/^guest\./, '')))
  const wrong = judged ? wrongIn(draft) : []
  const isWrong = (field: keyof GuestDraft) => wrong.includes(field) || refused.has(field)
  const number = toInternational(draft.phone, ownCountryCode())
  const as = number !== null && !draft.phone.trim().startsWith('+') ? t.booking.phoneAs(phoneInWords(number)) : null

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    setJudged(true)
    const first = wrongIn(draft)[0] ?? (lacksHost(forWhom) ? 'hostName' : undefined)
    if (first === undefined) onSubmit({ ...read(draft), ...readForWhom(forWhom), language })
    else focusOn(first)
  }
  const focusOn = (field: string) => form.current?.querySelector<HTMLElement>(`[name=${field}]`)?.focus()
  useEffect(() => {
    const named = error?.issues.find(({ path }) => path.startsWith('guest.'))?.path.slice('guest.'.length)
    if (named !== undefined) form.current?.querySelector<HTMLElement>(`[name=${named}]`)?.focus()
  }, [error])

  return (
    <form ref={form} className="guest" noValidate onSubmit={submit}>
      <Field label={t.booking.name} error={isWrong('name') ? t.booking.nameWrong : null}>
        {(control) => (
          <input {...control} {...bind('name')} autoComplete="name" maxLength={100} required enterKeyHint="next" />
        )}
      </Field>
      <Field
        label={t.booking.phone}
        hint={as ?? t.booking.phoneHint}
        error={isWrong('phone') ? t.booking.phoneWrong : null}
      >
        {(control) => <input {...control} {...bind('phone')} type="tel" autoComplete="tel" required maxLength={40} />}
      </Field>
      <Field
        label={t.booking.email}
        note={t.optional}
        hint={t.booking.emailHint}
        error={isWrong('email') ? t.booking.emailWrong : null}
      >
        {(control) => (
          <input {...control} {...bind('email')} type="email" autoComplete="email" maxLength={254} spellCheck={false} />
        )}
      </Field>
      <ForWhom
        value={forWhom}
        onChange={(part) => setForWhom((old) => ({ ...old, ...part }))}
        isWrong={judged && lacksHost(forWhom)}
      />
      <Field
        label={t.booking.wishes}
        note={t.optional}
        hint={t.booking.wishesHint}
        error={isWrong('wishes') ? t.booking.tooLong : null}
      >
        {(control) => <textarea {...control} {...bind('wishes')} maxLength={1000} rows={2} />}
      </Field>
      <div className="allergies">
        <Field
          label={t.booking.allergies}
          note={t.optional}
          hint={t.booking.allergiesHint}
          error={isWrong('allergies') ? t.booking.tooLong : null}
        >
          {(control) => <textarea {...control} {...bind('allergies')} maxLength={1000} rows={2} />}
        </Field>
      </div>
      <Button kind="main" wide type="submit" busy={busy}>
        {t.booking.confirm}
      </Button>
      <p className="soft">{t.booking.policy}</p>
    </form>
  )

  function bind(name: keyof GuestDraft) {
    return {
      name,
      value: draft[name],
      onChange: ({ target }: { target: { value: string } }) => change({ [name]: target.value }),
    }
  }
}

/** What was typed last on this page, else what the account knows; kept as it is typed. */
function useDraft(): [GuestDraft, (part: Partial<GuestDraft>) => void] {
  const client = useClient()
  const { kind } = useSession()
  const [draft, setDraft] = useState(rememberedGuest)
  const change = (part: Partial<GuestDraft>) => setDraft((old) => ({ ...old, ...part }))
  useEffect(() => rememberGuest(draft), [draft])
  useEffect(() => {
    if (kind !== 'account') return
    client.call('account.get', {}).then(
      ({ name, phone, email }) =>
        setDraft((old) => ({
          ...old,
          name: old.name || name,
          phone: old.phone || (phone === null ? '' : phoneInWords(phone)),
          email: old.email || email,
        })),
      // Nobody is kept from booking because their own name did not come: it can be typed.
      () => undefined,
    )
  }, [client, kind])
  return [draft, change]
}
