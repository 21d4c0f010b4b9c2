import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { Message } from '../../src/conversation.ts'
import { useClient, useClock } from '../../src/react.ts'
import { Refusal } from '../common/Refusal.tsx'
import { useAction } from '../common/useAction.ts'
import { Button } from '../ui/Button.tsx'
import { mayChange } from './mayChange.ts'
import { useTalkWords } from './words.ts'

/** As of what is sent. */
const longest = 2000

interface Props {
  readonly conversationId: string
  /** One's own. */
  readonly message: Message
  readonly onDone: () => void
}

/** What one said, put in other words or taken back, while there is time. */
export function SaidChange({ conversationId, message, onDone }: Props) {
  const w = useTalkWords()
  const { call } = useClient()
  const now = useClock(5000)
  const { error, run, busy } = useAction()
  const [step, setStep] = useState<'choose' | 'edit' | 'sure'>('choose')
  const { seq, at, text } = message
  const change = (work: () => Promise<unknown>) =>
    run(async () => {
      await work()
      onDone()
    })
  const edit = (next: string) => {
    if (next === text) onDone()
    else change(() => call('message.edit', { conversationId, seq, text: next }))
  }
  const withdraw = () => change(() => call('message.withdraw', { conversationId, seq }))
  return (
    <>
      {step === 'choose' && mayChange(at, now) && (
        <div className="talk-change">
          {text !== '' && <Button onClick={() => setStep('edit')}>{w.edit}</Button>}
          <Button onClick={() => setStep('sure')}>{w.withdraw}</Button>
        </div>
      )}
      {step === 'edit' && <EditForm text={text ?? ''} busy={busy} onSave={edit} onKeep={() => setStep('choose')} />}
      {step === 'sure' && (
        <div className="talk-change">
          <p role="status">{w.withdrawSure}</p>
          <Button kind="grave" busy={busy} onClick={withdraw}>
            {w.withdraw}
          </Button>
          <Button kind="plain" onClick={() => setStep('choose')}>
            {w.keep}
          </Button>
        </div>
      )}
      {error !== null && <Refusal error={error} />}
    </>
  )
}

interface EditProps {
  readonly text: string
  readonly busy: boolean
  readonly onSave: (text: string) => void
  readonly onKeep: () => void
}

function EditForm({ text: before, busy, onSave, onKeep }: EditProps) {
  const w = useTalkWords()
  const id = useId()
  const [text, setText] = useState(before)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus(), [])
  const words = text.trim()
  const over = [...words].length - longest
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (words !== '' && over <= 0) onSave(words)
  }
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    // The page may have a meaning of its own for it.
    event.stopPropagation()
    onKeep()
  }
  return (
    <form className="talk-edit field" onSubmit={submit}>
      <label htmlFor={id}>{w.editLabel}</label>
      <textarea
        ref={box}
        id={id}
        rows={2}
        value={text}
        aria-invalid={over > 0 || undefined}
        aria-describedby={`${id}-over`}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={key}
      />
      <p id={`${id}-over`} className="talk-over tabular" role="status">
        {over > 0 && w.over(over)}
      </p>
      <div className="talk-change">
        <Button kind="main" type="submit" busy={busy} disabled={words === '' || over > 0}>
          {w.saveEdit}
        </Button>
        <Button kind="plain" onClick={onKeep}>
          {w.keep}
        </Button>
      </div>
    </form>
  )
}
