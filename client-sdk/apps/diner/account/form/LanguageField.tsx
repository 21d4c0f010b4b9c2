import { languages } from '../../../common/language.ts'
import { Field } from '../../../ui/Field.tsx'
import type { FieldName } from '../messages/vocabulary.ts'
import { useAccountWords } from '../words.ts'
import type { Form } from './useForm.ts'

interface Props<F extends FieldName> {
  readonly form: Form<F>
  readonly initial: string
}

/** In which language one is written to; each is called by its own name. */
export function LanguageField<F extends FieldName>({ form, initial }: Props<F | 'language'>) {
  const { w } = useAccountWords()
  const { label, wrong, hint } = w.fields.language
  return (
    <Field label={label} hint={hint} error={form.wrong.has('language') ? wrong : null}>
      {(control) => (
        <select {...control} name="language" defaultValue={initial}>
          {Object.entries(languages).map(([language, name]) => (
            <option key={language} value={language} lang={language}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
