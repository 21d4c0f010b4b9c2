import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Message } from '../../../src/conversation.ts'
import { useClient, useSession } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Composer, type ComposerHandle } from '../../talk/Composer.tsx'
import { draftOf, keepDraft } from '../../talk/draft.ts'
import { useWords } from '../words.ts'
import { Canned, useCanned } from './Canned.tsx'

export interface WritingHandle {
  begin(how: 'reply' | 'note' | 'canned'): void
  /** What was written has been said. */
  clear(): void
}

interface Props {
  readonly ref: Ref<WritingHandle>
  readonly conversationId: string
  readonly replyTo: Message | null
  readonly onNoReply: () => void
  readonly onWrite: () => void
  readonly onSend: (text: string) => boolean
  readonly aside: ReactNode
}

/** Each with a draft of its own: what is meant for the desk must never stand where the next Enter says it to the guest. */
type Mode = 'reply' | 'note'

/** Where one writes to the guest, or after an `@` to the desk; a `/` brings what is said often. */
export function Writing({ ref, conversationId, replyTo, onNoReply, onWrite, onSend, aside }: Props) {
  const { t } = useWords()
  const { call } = useClient()
  const { actor } = useSession()
  const [mode, setMode] = useState<Mode>('reply')
  const [text, setText] = useState('')
  const box = useRef<ComposerHandle>(null)
  const { error, run } = useAction()
  const asked = mode === 'reply' && text.startsWith('/') ? text.slice(1) : null
  const put = (next: string) => box.current?.put(next)
  const canned = useCanned({ conversationId, asked, onText: put })

  const drafts: Readonly<Record<Mode, string>> = {
    reply: `${actor} ${conversationId}`,
    note: `${actor} ${conversationId} note`,
  }
  /** At once, so that whatever comes next reaches the other box. */
  const enter = (next: Mode) => {
    flushSync(() => {
      setMode(next)
      setText(draftOf(drafts[next]))
    })
    box.current?.focus()
  }

  useImperativeHandle(ref, () => ({
    begin(how) {
      enter(how === 'note' ? 'note' : 'reply')
      if (how === 'canned') put('/')
    },
    clear: () => put(''),
  }))
  const write = (next: string) => {
    setText(next)
    if (mode === 'note' || next !== '@') return
    put('')
    enter('note')
  }
  const note = (words: string): boolean => {
    run(async () => {
      await call('note.add', { conversationId, text: words })
      keepDraft(drafts.note, '')
      enter('reply')
    })
    return false
  }
  const key = (event: KeyboardEvent): boolean => {
    if (asked !== null && canned.press(event)) return true
    const leavesNote = mode === 'note' && text === '' && (event.key === 'Backspace' || event.key === 'Escape')
    if (!leavesNote) return false
    // Else it would go on in the box that is entered.
    event.preventDefault()
    enter('reply')
    return true
  }
  return (
    <div className={`writing ${mode}`}>
      {asked !== null && <Canned {...canned} />}
      {error !== null && <Refusal error={error} />}
      <Composer
        key={mode}
        ref={box}
        of={drafts[mode]}
        label={mode === 'note' ? t.thread.writeNote : t.thread.write}
        {...(mode === 'note' && { sendWord: t.thread.saveNote })}
        replyTo={mode === 'note' ? null : replyTo}
        onNoReply={onNoReply}
        onWrite={mode === 'note' || asked !== null ? () => undefined : onWrite}
        onText={write}
        onKey={key}
        onSend={mode === 'note' ? note : onSend}
        aside={
          <>
            {aside}
            <span className="soft writing-hint">{mode === 'note' ? t.thread.note : t.thread.hints}</span>
          </>
        }
      />
    </div>
  )
}
