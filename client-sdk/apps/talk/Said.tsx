import { useRef, useState } from 'react'
import type { Message, Side } from '../../src/conversation.ts'
import { timeHere } from '../common/format.ts'
import { useCommonWords } from '../common/words.ts'
import { Icon } from '../ui/Icon.tsx'
import { Cards } from './cards/Cards.tsx'
import { Reactions } from './Reactions.tsx'
import { SaidActions } from './SaidActions.tsx'
import { SaidFiles } from './SaidFiles.tsx'
import { SaidText } from './SaidText.tsx'
import { saidWords } from './saidWords.ts'
import { useFiles } from './useFiles.ts'
import { useTalkWords } from './words.ts'

interface Props {
  readonly conversationId: string
  readonly message: Message
  /** On which one stands: what was said there is on the right. */
  readonly side: Side
  /** Whoever said it. */
  readonly who: string
  /** What it answers: null where that is not held, undefined where it answers nothing. */
  readonly answers: Message | null | undefined
  /** How far it has come; only for the newest of one's own. */
  readonly mark: 'read' | 'delivered' | 'sent' | null
  readonly mayReact: boolean
  /** One said it oneself. */
  readonly isOwn: boolean
  readonly onReply: () => void
}

/** One thing that was said: this side's on the right, the other's on the left. */
export function Said({ conversationId, message, side, who, answers, mark, mayReact, isOwn, onReply }: Props) {
  const { language } = useCommonWords()
  const w = useTalkWords()
  const [open, setOpen] = useState(false)
  const more = useRef<HTMLButtonElement>(null)
  const { seq, text, attachments, at, editedAt, reactions, cards } = message
  const { open: openFile } = useFiles(conversationId)
  const reply = () => {
    setOpen(false)
    onReply()
  }
  const done = () => {
    setOpen(false)
    more.current?.focus()
  }
  return (
    <li className={message.side === side ? 'talk-said own' : 'talk-said'} data-seq={seq}>
      <div className={text === '' && attachments.length === 0 ? 'unseen' : 'talk-bubble'}>
        <span className="unseen">{who}</span>
        {answers !== undefined && <Quoted message={answers} />}
        {text === null && <p className="talk-text soft">{w.withdrawn}</p>}
        {text !== null && text !== '' && <SaidText text={text} />}
        {text !== null && attachments.length > 0 && <SaidFiles attachments={attachments} open={openFile} />}
      </div>
      {cards.length > 0 && <Cards conversationId={conversationId} message={message} />}
      <Reactions reactions={reactions} />
      <p className="talk-facts soft tabular">
        <time dateTime={at}>{timeHere(Date.parse(at), language)}</time>
        {editedAt !== null && text !== null && <span>{w.edited}</span>}
        {mark !== null && (
          <span className="talk-mark">
            <Icon name={mark === 'read' ? 'check' : 'circle'} size={12} /> {w.marks[mark]}
          </span>
        )}
        {text !== null && (
          <button ref={more} type="button" className="talk-more" aria-expanded={open} onClick={() => setOpen(!open)}>
            <span aria-hidden="true">⋯</span>
            <span className="unseen">{w.actions}</span>
          </button>
        )}
      </p>
      {open && text !== null && (
        <SaidActions
          conversationId={conversationId}
          message={message}
          side={side}
          mayReact={mayReact}
          isOwn={isOwn}
          onReply={reply}
          onDone={done}
        />
      )}
    </li>
  )
}

function Quoted({ message }: { message: Message | null }) {
  const w = useTalkWords()
  return (
    <p className="talk-quoted soft">
      <span className="unseen">{w.replyTo}</span> {message === null ? w.notHeld : saidWords(message, w)}
    </p>
  )
}
