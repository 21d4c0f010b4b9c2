import { type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { Message } from '../../../src/conversation.ts'
import { ClientError } from '../../../src/index.ts'
import { useConversation } from '../../../src/react/useConversation.ts'
import { useClient, useFeed } from '../../../src/react.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { useOnline } from '../../common/useOnline.ts'
import { CardsContext } from '../../talk/cards/cardsContext.ts'
import { MailTalk } from '../../talk/MailTalk.tsx'
import { NewlySaid } from '../../talk/NewlySaid.tsx'
import { SaveTalk } from '../../talk/SaveTalk.tsx'
import { useSearchWords } from '../../talk/search/words.ts'
import { TalkList } from '../../talk/TalkList.tsx'
import { usePlaceInTalk } from '../../talk/usePlaceInTalk.ts'
import { useTalkWords } from '../../talk/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useAtDesk } from '../desk/context.ts'
import { Finder } from '../finder/Finder.tsx'
import { Hinted } from '../keys/Hinted.tsx'
import type { KeyName } from '../messages/vocabulary.ts'
import type { QueueItem } from '../queue/order.ts'
import { Target } from '../queue/Target.tsx'
import { useWords } from '../words.ts'
import { notesBetween } from './notes.tsx'
import { SnoozeSheet } from './SnoozeSheet.tsx'
import { TakenSheet } from './TakenSheet.tsx'
import { TransferSheet } from './TransferSheet.tsx'
import { Writing, type WritingHandle } from './Writing.tsx'
import '../../talk/talk.css'

export interface ThreadHandle {
  run(name: Command): void
}

type Command = Extract<
  KeyName,
  'reply' | 'note' | 'canned' | 'table' | 'take' | 'release' | 'transfer' | 'resolve' | 'snooze' | 'reopen' | 'leave'
>

interface Props {
  readonly ref: Ref<ThreadHandle>
  readonly conversationId: string
  /** Of the guest. */
  readonly name: string
  /** Null for what is resolved. */
  readonly item: QueueItem | null
  /** The message one comes for; null: the newest. */
  readonly at: number | null
}

/** Something that waits for a colleague's conversation to be entered knowingly. */
interface Question {
  readonly who: string
  readonly go: (how: { evenIfTaken?: boolean }) => void
}

/** Of a guest: to be named, to ask again, to take a file along. */
const nothing = () => undefined

/** One conversation: what both sides said, what the desk noted, and what can be done with it. */
export function Thread({ ref, conversationId, name, item, at }: Props) {
  const { t, language } = useWords()
  const w = useTalkWords()
  const s = useSearchWords()
  const online = useOnline()
  const { call } = useClient()
  const { me, nameOf } = useAtDesk()
  const talk = useConversation(conversationId, 'desk')
  const notes = useFeed('notes', { conversationId })
  const pane = useRef<HTMLDivElement>(null)
  const writing = useRef<WritingHandle>(null)
  const place = usePlaceInTalk(talk, { pane, at })
  const { error, run, busy } = useAction()
  const [replyTo, setReplyTo] = useState<number | null>(null)
  const [sheet, setSheet] = useState<'snooze' | 'transfer' | 'table' | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const [refused, setRefused] = useState<ClientError | null>(null)
  const { messages, about, status } = talk
  const upTo = messages.at(-1)?.seq ?? 0
  const assignee = about?.assignee ?? null
  const others = assignee !== null && assignee !== me ? assignee : null
  const called = (accountId: string | null, words: typeof t.thread.within = t.thread) =>
    accountId === me ? words.you : ((accountId === null ? null : nameOf(accountId)) ?? words.colleague)
  const between = useMemo(
    () => notesBetween(notes.content, messages, talk.hasOlder),
    [notes.content, messages, talk.hasOlder],
  )
  const { cards } = talk
  const around = useMemo(
    () => ({
      ...{ side: 'desk' as const, language, cards, guest: null },
      ...{ onGuest: nothing, onAsk: nothing, onFile: nothing },
      pageOf: (reservationId: string) => `/bookings/${reservationId}`,
    }),
    [language, cards],
  )
  const close = () => {
    setSheet(null)
    pane.current?.focus()
  }

  /** What a colleague has is entered only knowingly. */
  const knowingly = (go: Question['go']) => {
    if (others === null) go({})
    else setQuestion({ who: called(others), go })
  }
  const send = (text: string): boolean => {
    const say = (how: { evenIfTaken?: boolean }) => {
      try {
        talk.send(text, { ...(replyTo !== null && { replyTo }), ...how })
      } catch (failure) {
        if (!(failure instanceof ClientError)) throw failure
        return setRefused(failure)
      }
      setRefused(null)
      setReplyTo(null)
      writing.current?.clear()
      place.follow()
    }
    knowingly(say)
    return false
  }
  const act = (work: () => Promise<unknown>) =>
    run(async () => {
      await work()
      pane.current?.focus()
    })
  const does: Readonly<Record<Command, () => void>> = {
    reply: () => writing.current?.begin('reply'),
    note: () => writing.current?.begin('note'),
    canned: () => writing.current?.begin('canned'),
    table: () => setSheet('table'),
    take: () => act(() => call('conversation.take', { conversationId, ...(others !== null && { from: others }) })),
    release: () => act(() => call('conversation.release', { conversationId })),
    transfer: () => setSheet('transfer'),
    resolve: () => act(() => call('conversation.resolve', { conversationId, upTo })),
    snooze: () => setSheet('snooze'),
    reopen: () => act(() => call('conversation.reopen', { conversationId })),
    leave: () => pane.current?.focus(),
  }
  useImperativeHandle(ref, () => ({ run: (command) => does[command]() }))
  const state = about?.state ?? null
  const offered: readonly Command[] = [
    ...(assignee === me
      ? (['release', 'transfer'] as const)
      : assignee === null
        ? (['take', 'transfer'] as const)
        : (['take'] as const)),
    ...(state === 'resolved' || state === 'snoozed' ? (['reopen'] as const) : (['snooze', 'resolve'] as const)),
    'table',
  ]

  return (
    <section className="pane thread" aria-label={name}>
      <header className="pane-head">
        <h2>{name}</h2>
        {item !== null && <Target item={item} />}
        <p className="soft">
          {assignee === null
            ? t.queue.nobodys
            : assignee === me
              ? t.queue.hasMe
              : t.queue.has(called(assignee, t.thread.within))}
        </p>
        <div className="thread-actions">
          {offered.map((it) => (
            <Hinted key={it} name={it} kind="plain" busy={busy} onClick={does[it]} />
          ))}
          <SaveTalk conversationId={conversationId} />
          <MailTalk conversationId={conversationId} />
        </div>
      </header>
      {error !== null &&
        (error.reason === 'new_message' ? (
          <Notice tone="warn">{t.thread.newMessage}</Notice>
        ) : (
          <Refusal error={error} />
        ))}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <div className="thread-scroll" ref={pane} tabIndex={0} role="region" aria-label={w.heading}>
        {talk.error !== null && <Refusal error={talk.error} />}
        {about === null && talk.error === null && <Skeleton of="lines" count={6} label={t.loading} />}
        {about !== null && (
          <CardsContext value={around}>
            <TalkList
              conversationId={conversationId}
              talk={{ ...talk, retry: (id) => knowingly((how) => talk.retry(id, how)) }}
              side="desk"
              isOwn={({ side, by }) => side === 'desk' && by === me}
              nameOf={({ side, by }: Message) => (side === 'guest' ? name : called(by))}
              writer={name}
              place={place}
              onReply={(seq) => {
                setReplyTo(seq)
                writing.current?.begin('reply')
              }}
              between={between.map((note) => ({
                ...note,
                shown: note.shown(t.thread.noteBy(called(note.by, t.thread.within))),
              }))}
            />
          </CardsContext>
        )}
      </div>
      <div className="thread-foot">
        {place.away && (
          <div className="talk-newest">
            <Button onClick={place.follow}>{w.newest}</Button>
          </div>
        )}
        {place.missed && <Notice>{s.above}</Notice>}
        {(!online || status === 'stale') && <Notice tone="warn">{w.offline}</Notice>}
        {refused !== null && <Refusal error={refused} />}
        <Writing
          ref={writing}
          conversationId={conversationId}
          replyTo={messages.find(({ seq }) => seq === replyTo) ?? null}
          onNoReply={() => setReplyTo(null)}
          onWrite={talk.typing}
          onSend={send}
          aside={<FreshMark feed={talk} />}
        />
      </div>
      <NewlySaid messages={messages} from="guest" name={name} />
      {sheet === 'snooze' && <SnoozeSheet conversationId={conversationId} upTo={upTo} onClose={close} />}
      {sheet === 'transfer' && <TransferSheet conversationId={conversationId} onClose={close} />}
      {sheet === 'table' && (
        <Finder
          conversationId={conversationId}
          taken={others === null ? null : called(others)}
          onClose={() => {
            setSheet(null)
            place.follow()
            pane.current?.focus()
          }}
        />
      )}
      {question !== null && (
        <TakenSheet
          who={question.who}
          onAnyway={() => {
            setQuestion(null)
            question.go({ evenIfTaken: true })
          }}
          onTake={() => {
            setQuestion(null)
            act(async () => {
              await call('conversation.take', { conversationId, ...(others !== null && { from: others }) })
              question.go({})
            })
          }}
          onClose={() => setQuestion(null)}
        />
      )}
    </section>
  )
}
