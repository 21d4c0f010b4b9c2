import { type FormEvent, useRef, useState } from 'react'
import { ClientError } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAtDesk } from '../desk/context.ts'
import {
  cleaned,
  draftOf,
  type Faults,
  faultsIn,
  faultsOf,
  languagesOfReplies,
  type Reply,
  type ReplyField,
  replyFields,
} from './draft.ts'
import { RemoveSheet } from './RemoveSheet.tsx'
import { ReplyText } from './ReplyText.tsx'
import { Variables } from './Variables.tsx'
import { useReplyWords } from './words.ts'

interface Props {
  /** Null: a new one. */
  readonly reply: Reply | null
  readonly replies: readonly Reply[]
  readonly onLeave: () => void
  /** It is written, under this shortcut; null: it is gone. */
  readonly onChange: (shortcut: string | null) => void
}

/** One canned reply: how it is called, and what it says in each language, filled in beside it. */
export function ReplyForm({ reply, replies, onLeave, onChange }: Props) {
  const w = useReplyWords()
  const { call } = useClient()
  const { desk } = useAtDesk()
  const { deskId } = desk
  const { busy, error, run } = useAction()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState(() => draftOf(reply))
  const [faults, setFaults] = useState<Faults>({})
  const [removing, setRemoving] = useState(false)
  const was = reply?.shortcut ?? null

  /** The first of them gets the focus. @returns whether there are any */
  function complain(found: Faults): boolean {
    setFaults(found)
    const first = replyFields.find((field) => found[field] !== undefined)
    if (first !== undefined) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
    return first !== undefined
  }

  function save(event: FormEvent): void {
    event.preventDefault()
    const written = cleaned(draft)
    const taken = replies.map(({ shortcut }) => shortcut).filter((shortcut) => shortcut !== was)
    if (complain(faultsOf(written, taken))) return
    run(async () => {
      try {
        await call('canned.save', { deskId, ...written })
        // After it is there under its new one: what is lost in between is said twice, not never.
        if (was !== null && was !== written.shortcut) await call('canned.remove', { deskId, shortcut: was })
      } catch (failure) {
        if (failure instanceof ClientError && complain(faultsIn(failure.issues))) return
        throw failure
      }
      onChange(written.shortcut)
    })
  }

  const write = (field: ReplyField) => (text: string) => setDraft({ ...draft, [field]: text })
  const wrong = (field: ReplyField) => {
    const fault = faults[field]
    return fault === undefined ? null : w.faults[fault]
  }
  return (
    <>
      <header className="pane-head">
        <h2>{reply === null ? w.add : w.change(reply.title)}</h2>
      </header>
      <form ref={form} className="reply-form" noValidate onSubmit={save}>
        <div className="reply-called">
          <Field label={w.shortcut} hint={w.shortcutHint} error={wrong('shortcut')}>
            {(control) => (
              <input
                {...control}
                name="shortcut"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={31}
                // biome-ignore lint/a11y/noAutofocus: whoever opened it writes here next
                autoFocus
                value={draft.shortcut}
                onChange={({ target }) => write('shortcut')(target.value)}
              />
            )}
          </Field>
          <Field label={w.title} hint={w.titleHint} error={wrong('title')}>
            {(control) => (
              <input
                {...control}
                name="title"
                autoComplete="off"
                maxLength={80}
                value={draft.title}
                onChange={({ target }) => write('title')(target.value)}
              />
            )}
          </Field>
        </div>
        <Variables />
        {languagesOfReplies.map((language) => (
          <ReplyText
            key={language}
            language={language}
            text={draft[language]}
            error={wrong(language)}
            onText={write(language)}
          />
        ))}
        {error !== null &&
          (error.reason === 'too_many' ? <Notice tone="wrong">{w.tooMany}</Notice> : <Refusal error={error} />)}
        <div className="actions">
          <Button kind="main" type="submit" busy={busy}>
            {w.save}
          </Button>
          <Button kind="plain" onClick={onLeave}>
            {w.cancel}
          </Button>
          {reply !== null && (
            <Button kind="grave" onClick={() => setRemoving(true)}>
              {w.remove}
            </Button>
          )}
        </div>
      </form>
      {removing && reply !== null && (
        <RemoveSheet reply={reply} onLeave={() => setRemoving(false)} onDone={() => onChange(null)} />
      )}
    </>
  )
}
