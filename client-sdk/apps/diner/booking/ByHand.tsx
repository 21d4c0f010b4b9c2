import { Field } from '../../ui/Field.tsx'
import { useWords } from '../words.ts'

/** A text to be copied where the page may not do it itself. */
export function ByHand({ text }: { text: string }) {
  const { t } = useWords()
  return (
    <div className="by-hand">
      <Field label={t.ticket.copyByHand}>
        {(control) => (
          <textarea {...control} readOnly rows={3} value={text} onFocus={({ target }) => target.select()} />
        )}
      </Field>
    </div>
  )
}
