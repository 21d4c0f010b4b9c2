import { type FormEvent, useState } from 'react'
import type { ClientError } from '../../../src/index.ts'
import { type Output } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../words.ts'

interface Props {
  readonly conversationId: string
  readonly file: Output<'conversation.who'>['file']
  readonly onDone: () => void
  readonly onCancel: () => void
}

const fields = ['allergies', 'seating', 'notes'] as const

/** What the desk writes down about the guest, over what it was when one began. */
export function FileForm({ conversationId, file, onDone, onCancel }: Props) {
  const { t } = useWords()
  const { call } = useClient()
  const { error, run, busy } = useAction()
  const [words, setWords] = useState({
    allergies: file.allergies ?? '',
    seating: file.seating ?? '',
    notes: file.notes ?? '',
  })
  const told = (field: (typeof fields)[number]) => words[field].trim() || null
  const save = (event: FormEvent) => {
    event.preventDefault()
    run(async () => {
      const written = { allergies: told('allergies'), seating: told('seating'), notes: told('notes') }
      await call('conversation.describe', { conversationId, version: file.version, ...written })
      onDone()
    })
  }
  return (
    <form className="sheet-list" onSubmit={save}>
      {fields.map((field, n) => (
        <Field key={field} label={t.guest[field]} hint={field === 'notes' ? t.guest.notesHint : undefined}>
          {(control) => (
            <textarea
              {...control}
              rows={field === 'notes' ? 4 : 2}
              // biome-ignore lint/a11y/noAutofocus: whoever pressed “edit” writes here next
              autoFocus={n === 0}
              value={words[field]}
              onChange={({ target }) => setWords({ ...words, [field]: target.value })}
            />
          )}
        </Field>
      ))}
      {isConflict(error) ? (
        <Notice tone="warn">{t.guest.conflict}</Notice>
      ) : (
        error !== null && <Refusal error={error} />
      )}
      <div className="actions">
        <Button kind="main" type="submit" busy={busy}>
          {t.guest.save}
        </Button>
        <Button kind="plain" onClick={isConflict(error) ? onDone : onCancel}>
          {t.guest.cancel}
        </Button>
      </div>
    </form>
  )
}

function isConflict(error: ClientError | null): boolean {
  return error?.code === 'settings_conflict'
}
