import type { ClipboardEvent } from 'react'
import { Field } from '../../../ui/Field.tsx'
import type { FieldName } from '../messages/vocabulary.ts'
import { useAccountWords } from '../words.ts'
import { digitsIn, fields } from './fields.ts'
import type { Form } from './useForm.ts'

type CodeName = 'code' | 'oneTimeCode'

/** Six digits in one field: typed, filled in by the device, or pasted with whatever stood around them. */
export function CodeField<F extends FieldName>({ name, form }: { name: F & CodeName; form: Form<F> }) {
  const { w } = useAccountWords()
  const words = w.fields[name]

  function paste(event: ClipboardEvent<HTMLInputElement>): void {
    event.preventDefault()
    event.currentTarget.value = digitsIn(event.clipboardData.getData('text'))
  }

  return (
    <Field label={words.label} hint={words.hint} error={form.wrong.has(name) ? words.wrong : null}>
      {(control) => (
        <input {...control} {...fields[name].input} className="digits tabular" name={name} required onPaste={paste} />
      )}
    </Field>
  )
}
