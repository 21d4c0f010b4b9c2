import { type FormEvent, useState } from 'react'
import { useClient, useFeed } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { useAtDesk } from '../desk/context.ts'
import { useWords } from '../words.ts'

/** To whom it is handed on, with what they have to know. */
export function TransferSheet({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { t } = useWords()
  const { call } = useClient()
  const { desk, me } = useAtDesk()
  const { content: team } = useFeed('team', { deskId: desk.deskId })
  const { error, run, busy } = useAction()
  const isHere = (accountId: string) => team?.[accountId]?.state === 'here'
  const others = desk.people
    .filter(({ accountId }) => accountId !== me)
    .toSorted((a, b) => Number(isHere(b.accountId)) - Number(isHere(a.accountId)))
  const [chosen, setChosen] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const to = chosen ?? others[0]?.accountId ?? null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (to === null || note.trim() === '') return
    run(async () => {
      await call('conversation.transfer', { conversationId, to, note: note.trim() })
      onClose()
    })
  }
  return (
    <Sheet title={t.transfer.heading} closeWord={t.close} onClose={onClose}>
      {to === null ? (
        <p>{t.transfer.nobody}</p>
      ) : (
        <form className="sheet-list" onSubmit={submit}>
          <Field label={t.transfer.to}>
            {(control) => (
              <select {...control} value={to} onChange={({ target }) => setChosen(target.value)}>
                {others.map(({ accountId, name }) => (
                  <option key={accountId} value={accountId}>
                    {isHere(accountId) ? `${name} · ${t.transfer.here}` : name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t.transfer.note} hint={t.transfer.noteHint}>
            {(control) => (
              <textarea {...control} rows={3} value={note} onChange={({ target }) => setNote(target.value)} />
            )}
          </Field>
          {error !== null && <Refusal error={error} />}
          <Button kind="main" type="submit" busy={busy} disabled={note.trim() === ''}>
            {t.transfer.submit}
          </Button>
        </form>
      )}
    </Sheet>
  )
}
