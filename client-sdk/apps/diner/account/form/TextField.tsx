import { type ReactNode, useState } from 'react'
import { Field } from '../../../ui/Field.tsx'
import { useWords } from '../../words.ts'
import type { FieldName } from '../messages/vocabulary.ts'
import { useAccountWords } from '../words.ts'
import { fields } from './fields.ts'
import type { Form } from './useForm.ts'

interface Props<F extends FieldName> {
  readonly name: F
  readonly form: Form<F>
  /** Where the common label says too little. */
  readonly label?: string
  readonly hint?: ReactNode
  readonly initial?: string
  readonly optional?: boolean
}

/** One line to fill in, with its label, its hint, and what is wrong with it. */
export function TextField<F extends FieldName>({ name, form, label, hint, initial, optional = false }: Props<F>) {
  const { t } = useWords()
  const { w } = useAccountWords()
  const words = w.fields[name]
  return (
    <Field
      label={label ?? words.label}
      hint={hint ?? words.hint}
      error={form.wrong.has(name) ? words.wrong : null}
      {...(optional && { note: t.optional })}
    >
      {(control) =>
        fields[name].input.type === 'password' ? (
          <Password name={name} control={control} />
        ) : (
          <input {...control} {...fields[name].input} name={name} defaultValue={initial} required={!optional} />
        )
      }
    </Field>
  )
}

/** Covered, and shown to who wants to see what they type. */
function Password({ name, control }: { name: FieldName; control: object }) {
  const { w } = useAccountWords()
  const [shown, setShown] = useState(false)
  return (
    <span className="password">
      <input {...control} {...fields[name].input} type={shown ? 'text' : 'password'} name={name} required />
      <button type="button" aria-pressed={shown} aria-label={w.showPassword} onClick={() => setShown(!shown)}>
        <Eye open={shown} />
      </button>
    </span>
  )
}

function Eye({ open }: { open: boolean }) {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <g fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
        <path d="M2 10s3-5.2 8-5.2S18 10 18 10s-3 5.2-8 5.2S2 10 2 10Z" />
        <circle cx="10" cy="10" r="2.4" />
        {!open && <path d="m3.5 3.5 13 13" />}
      </g>
    </svg>
  )
}
