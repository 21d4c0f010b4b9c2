import { useEffect, useRef, useState } from 'react'
import { useQuery } from '../../../src/react.ts'
import { languages } from '../../common/language.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useAtDesk } from '../desk/context.ts'
import { useWords } from '../words.ts'
import { languagesOfReplies, type Reply } from './draft.ts'
import { ReplyForm } from './ReplyForm.tsx'
import { useReplyWords } from './words.ts'
import './replies.css'

/** What the desk says often, for whoever may change it: the list, or one of it. */
export function Replies() {
  const { t } = useWords()
  const w = useReplyWords()
  const { desk } = useAtDesk()
  const { data, error, reload } = useQuery('canned.list', { deskId: desk.deskId })
  const [editing, setEditing] = useState<Reply | 'new' | null>(null)
  /** Where one comes back to. */
  const [last, setLast] = useState<string | null>(null)
  const replies = data?.replies ?? null
  const leave = (shortcut: string | null) => {
    setLast(shortcut)
    setEditing(null)
  }
  return (
    <section className="replies" aria-label={w.heading}>
      {editing !== null && replies !== null ? (
        <ReplyForm
          reply={editing === 'new' ? null : editing}
          replies={replies}
          onLeave={() => leave(editing === 'new' ? null : editing.shortcut)}
          onChange={(shortcut) => {
            reload()
            leave(shortcut)
          }}
        />
      ) : (
        <>
          <header className="pane-head">
            <h2>{w.heading}</h2>
            <p className="soft">{w.hint}</p>
          </header>
          {error !== null && <Refusal error={error} onRetry={reload} />}
          {replies === null && error === null && <Skeleton of="lines" count={5} label={t.loading} />}
          {replies !== null && <List replies={replies} at={last} onOpen={setEditing} />}
        </>
      )}
    </section>
  )
}

interface ListProps {
  readonly replies: readonly Reply[]
  /** The one that was open; null: none. */
  readonly at: string | null
  readonly onOpen: (which: Reply | 'new') => void
}

/** Begins where one was, so that the next key goes on from there. */
function List({ replies, at, onOpen }: ListProps) {
  const w = useReplyWords()
  const list = useRef<HTMLUListElement>(null)
  const add = useRef<HTMLButtonElement>(null)
  const isThere = replies.some(({ shortcut }) => shortcut === at)
  useEffect(() => {
    const line = isThere ? list.current?.querySelector<HTMLElement>(`[data-reply="${at}"]`) : null
    ;(line ?? add.current)?.focus()
  }, [at, isThere])
  const toNew = (
    <Button ref={add} kind="main" onClick={() => onOpen('new')}>
      <Icon name="plus" /> {w.add}
    </Button>
  )
  if (replies.length === 0) {
    return (
      <Empty title={w.none} actions={toNew}>
        <p>{w.noneHint}</p>
      </Empty>
    )
  }
  return (
    <>
      <div className="actions">{toNew}</div>
      <ul className="lines" ref={list}>
        {replies.map((reply) => (
          <li key={reply.shortcut}>
            <button type="button" className="reply-line" data-reply={reply.shortcut} onClick={() => onOpen(reply)}>
              <ReplyLine reply={reply} />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function ReplyLine({ reply: { shortcut, title, texts } }: { reply: Reply }) {
  const { language } = useWords()
  const written = languagesOfReplies.filter((it) => texts[it] !== null)
  const shown = [language, ...written].find((it) => texts[it] !== null) ?? language
  return (
    <>
      <kbd>/{shortcut}</kbd>
      <strong>{title}</strong>
      <span className="soft reply-languages">
        {written.map((it) => (
          <span key={it} lang={it}>
            {languages[it]}
          </span>
        ))}
      </span>
      <span className="soft reply-begin" lang={shown}>
        {texts[shown]}
      </span>
    </>
  )
}
