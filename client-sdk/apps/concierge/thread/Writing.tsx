import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react'
import type { Message } from '../../../src/conversation.ts'
import { useClient, useSession } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Composer, type ComposerHandle } from '../../talk/Composer.tsx'
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

/** Where one writes to the guest, or after an `@` to the desk; a `/` brings what is said often. */
export function Writing({ ref, conversationId, replyTo, onNoReply, onWrite, onSend, aside }: Props) {
  const { t } = useWords()
  const { call } = useClient()
  const { actor } = useSession()
  const [mode, setMode] = useState<'reply' | 'note'>('reply')
  const [text, setText] = useState('')
  const box = useRef<ComposerHandle>(null)
  const { error, run } = useAction()
  const asked = mode === 'reply' && text.startsWith('/') ? text.slice(1) : null
  const put = (next: string) => box.current?.put(next)
  const canned = useCanned({ conversationId, asked, onText: put })

  useImperativeHandle(ref, () => ({
    begin(how) {
      setMode(how === 'note' ? 'note' : 'reply')
      if (how === 'canned') put('/')
      box.current?.focus()
    },
    clear: () => put(''),
  }))
  const write = (next: string) => {
    setText(next)
    if (mode === 'note' || next !== '@') return
    setMode('note')
    put('')
  }
  const note = (words: string): boolean => {
    run(async () => {
      await call('note.add', { conversationId, text: words })
      put('')
      setMode('reply')
    })
    return false
  }
  const key = (event: KeyboardEvent): boolean => {
    if (asked !== null && canned.press(event)) return true
    const leavesNote = mode === 'note' && text === '' && (event.key === 'Backspace' || event.key === 'Escape')
    if (leavesNote) setMode('reply')
    return leavesNote
  }
  return (
    <div className={`writing ${mode}`}>
      {asked !== null && <Canned {...canned} />}
      {error !== null && <Refusal error={error} />}
      <Composer
        ref={box}
        of={`${actor} ${conversationId}`}
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
