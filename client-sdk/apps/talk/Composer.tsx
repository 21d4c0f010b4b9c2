import {
  type ClipboardEvent,
  type DragEvent,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { Attachment, Message } from '../../src/conversation.ts'
import type { Files } from '../../src/files.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { draftOf, keepDraft } from './draft.ts'
import { saidWords } from './saidWords.ts'
import { UploadList } from './UploadList.tsx'
import { takenTypes, type Uploads, useUploads } from './useUploads.ts'
import { useTalkWords } from './words.ts'

/** In characters as people count them; the hub takes no more. */
const longest = 2000
/** Nobody counts before. */
const saidFrom = 200

/** For whoever puts words into it. */
export interface ComposerHandle {
  focus(): void
  /** In place of what stands there. */
  put(text: string): void
}

interface Props {
  readonly ref?: Ref<ComposerHandle>
  /** What is written in it. @default a message */
  readonly label?: string
  readonly sendWord?: string
  /** Each time the words become others. */
  readonly onText?: (text: string) => void
  /** Before its own keys. @returns whether that was all there is to do */
  readonly onKey?: (event: KeyboardEvent) => boolean
  /** Whose draft, and in which conversation. */
  readonly of: string
  readonly replyTo: Message | null
  readonly onNoReply: () => void
  readonly onWrite: () => void
  /** Whether it was taken; what was not stays where it was written. */
  readonly onSend: (text: string, attachments: readonly Attachment[]) => boolean
  /** How a file goes ahead; without it none can be attached. */
  readonly attach?: Files['attach']
  readonly aside: ReactNode
}

/** Where one writes: it grows with the words, and keeps what was begun. */
export function Composer(props: Props) {
  const { of, replyTo, onNoReply, onWrite, onSend, attach, aside, ref, onText, onKey } = props
  const w = useTalkWords()
  const { label = w.compose, sendWord = w.send } = props
  const id = useId()
  const [text, setText] = useState(() => draftOf(of))
  const box = useRef<HTMLTextAreaElement>(null)
  const left = longest - [...text.trim()].length
  const uploads = useUploads(attach)
  const ready = uploads.ready()
  const maySend = ready !== null && (text.trim() !== '' || ready.length > 0) && left >= 0
  useGrowing(box, text)
  useLayoutEffect(() => {
    if (replyTo !== null) box.current?.focus()
  }, [replyTo])

  const become = (next: string) => {
    setText(next)
    keepDraft(of, next)
    onText?.(next)
  }
  useImperativeHandle(ref, () => ({ focus: () => box.current?.focus(), put: become }))
  const write = (next: string) => {
    become(next)
    if (next.trim() !== '') onWrite()
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!maySend || !onSend(text.trim(), ready)) return
    uploads.clear()
    become('')
    box.current?.focus()
  }
  return (
    <form className="talk-composer" onSubmit={send} {...takingFiles(uploads)}>
      {replyTo !== null && (
        <p className="talk-replying">
          <span>
            {w.replyTo}: {saidWords(replyTo, w)}
          </span>
          <button type="button" className="talk-more" aria-label={w.noReply} onClick={onNoReply}>
            <Icon name="cross" />
          </button>
        </p>
      )}
      <UploadList uploads={uploads} />
      <div className="talk-box field">
        {uploads.may && <AttachButton onChosen={uploads.add} />}
        <label className="unseen" htmlFor={id}>
          {label}
        </label>
        <textarea
          ref={box}
          id={id}
          rows={1}
          value={text}
          placeholder={label}
          aria-invalid={left < 0 || undefined}
          aria-describedby={`${id}-left`}
          onChange={({ target }) => write(target.value)}
          onKeyDown={(event) => {
            if (onKey?.(event) !== true && sends(event)) send(event)
          }}
        />
        <Button kind="main" type="submit" disabled={!maySend}>
          {sendWord}
        </Button>
      </div>
      <div className="talk-below">
        {aside}
        <p id={`${id}-left`} className={left < 0 ? 'talk-over tabular' : 'soft tabular'} role="status">
          {left < 0 ? w.over(-left) : left <= saidFrom && w.left(left)}
        </p>
      </div>
    </form>
  )
}

/** Pasted or dropped where one writes. */
function takingFiles({ may, add }: Uploads) {
  const take = (event: ClipboardEvent | DragEvent, files: FileList) => {
    if (!may || files.length === 0) return
    event.preventDefault()
    add([...files])
  }
  return {
    onPaste: (event: ClipboardEvent) => take(event, event.clipboardData.files),
    onDrop: (event: DragEvent) => take(event, event.dataTransfer.files),
    // Without this the browser would open what is dropped, in place of the page.
    onDragOver: (event: DragEvent) => may && event.preventDefault(),
  }
}

function AttachButton({ onChosen }: { readonly onChosen: (files: readonly File[]) => void }) {
  const w = useTalkWords()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className="talk-attach"
        aria-label={w.files.attach}
        title={w.files.attach}
        onClick={() => input.current?.click()}
      >
        <Icon name="plus" />
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={takenTypes}
        onChange={({ target }) => {
          onChosen([...(target.files ?? [])])
          target.value = ''
        }}
      />
    </>
  )
}

/**
 * Enter, where there are keys to press it with. While Hangul or kana are being put together it ends a syllable; some
 * browsers only say so by the code of the key.
 */
function sends({ key, shiftKey, nativeEvent, keyCode }: KeyboardEvent): boolean {
  if (key !== 'Enter' || shiftKey || nativeEvent.isComposing || keyCode === 229) return false
  return matchMedia('(hover: hover) and (pointer: fine)').matches
}

function useGrowing(box: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const { current } = box
    if (current === null) return
    current.style.height = 'auto'
    current.style.height = `${current.scrollHeight + 2}px`
  }, [box, text])
}
