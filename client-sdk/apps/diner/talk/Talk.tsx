import { useCallback, useMemo, useState } from 'react'
import { ClientError } from '../../../src/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useOnline } from '../offline/useOnline.ts'
import { FreshMark } from '../parts/FreshMark.tsx'
import { useWords } from '../words.ts'
import { CardsAround } from './CardsAround.tsx'
import { Composer } from './Composer.tsx'
import { days } from './days.ts'
import { draftOf, keepDraft } from './draft.ts'
import { NewlySaid } from './NewlySaid.tsx'
import { Said } from './Said.tsx'
import type { TalkState } from './talkState.ts'
import { Unsent } from './Unsent.tsx'
import { useEarlier } from './useEarlier.ts'
import { usePlaceInTalk } from './usePlaceInTalk.ts'
import { useTalkWords } from './words.ts'

interface Props {
  readonly conversationId: string
  readonly talk: TalkState
  /** Of the desk. */
  readonly name: string
  /** Who writes. */
  readonly actor: string
}

/** What was said, what waits to be said, and where one writes. */
export function Talk({ conversationId, talk, name, actor }: Props) {
  const { t, language } = useWords()
  const w = useTalkWords()
  const online = useOnline()
  const { messages, outbox, about, status } = talk
  const [replyTo, setReplyTo] = useState<number | null>(null)
  const place = usePlaceInTalk(talk)
  const earlier = useEarlier(talk, place.placed)
  const bySeq = useMemo(() => new Map(messages.map((it) => [it.seq, it])), [messages])
  const [refused, setRefused] = useState<ClientError | null>(null)
  const send = (text: string): boolean => {
    try {
      talk.send(text, replyTo === null ? {} : { replyTo })
    } catch (failure) {
      if (!(failure instanceof ClientError)) throw failure
      setRefused(failure)
      return false
    }
    setRefused(null)
    setReplyTo(null)
    place.follow()
    return true
  }
  const whose = `${actor} ${conversationId}`
  const [asked, setAsked] = useState(0)
  const ask = useCallback(
    (words: string) => {
      keepDraft(whose, [draftOf(whose), words].filter((text) => text !== '').join('\n'))
      // The composer begins anew with it.
      setAsked((times) => times + 1)
    },
    [whose],
  )
  const lastOwn = messages.findLast(({ side }) => side === 'guest')?.seq ?? 0

  return (
    <CardsAround talk={talk} onAsk={ask}>
      <div className="talk-list" ref={place.list}>
        {talk.hasOlder && (
          <div className="talk-earlier" ref={earlier.mark}>
            {earlier.failed && <p className="soft">{w.earlierFailed}</p>}
            <Button kind="plain" busy={earlier.busy} onClick={earlier.load}>
              {w.earlier}
            </Button>
          </div>
        )}
        {messages.length === 0 && outbox.length === 0 && (
          <Empty title={w.beginning}>
            <p>{w.beginningHint}</p>
          </Empty>
        )}
        {days(messages, language, w).map((day) => (
          <section key={day.date} aria-label={day.name}>
            <p className="talk-day">
              <span>{day.name}</span>
            </p>
            <ol>
              {day.messages.map((message) => (
                <Said
                  key={message.seq}
                  conversationId={conversationId}
                  message={message}
                  name={name}
                  answers={message.replyTo === null ? undefined : (bySeq.get(message.replyTo) ?? null)}
                  mark={message.seq === lastOwn && about !== null ? markOf(message.seq, about.desk) : null}
                  // What stands further back the feed no longer tells of.
                  mayReact={message.seq > (messages.at(-1)?.seq ?? 0) - 50}
                  onReply={() => setReplyTo(message.seq)}
                />
              ))}
            </ol>
          </section>
        ))}
        {outbox.length > 0 && (
          <ol>
            {outbox.map((unsent) => (
              <Unsent key={unsent.id} unsent={unsent} onRetry={talk.retry} onDrop={talk.drop} />
            ))}
          </ol>
        )}
        <p className="talk-writing soft">{talk.writing && w.writing(name)}</p>
      </div>
      <div className="talk-foot">
        {place.away && (
          <div className="talk-newest">
            <Button onClick={place.follow}>{w.newest}</Button>
          </div>
        )}
        {(!online || status === 'stale') && <Notice tone="warn">{w.offline}</Notice>}
        {refused !== null && <Notice tone="wrong">{t.errors[refused.code]}</Notice>}
        <Composer
          key={`${conversationId} ${asked}`}
          of={whose}
          replyTo={replyTo === null ? null : (bySeq.get(replyTo) ?? null)}
          onNoReply={() => setReplyTo(null)}
          onWrite={talk.typing}
          onSend={send}
          aside={<FreshMark feed={talk} />}
        />
      </div>
      <NewlySaid messages={messages} name={name} />
    </CardsAround>
  )
}

function markOf(seq: number, desk: { readUpTo: number; deliveredUpTo: number }): 'read' | 'delivered' | 'sent' {
  if (desk.readUpTo >= seq) return 'read'
  return desk.deliveredUpTo >= seq ? 'delivered' : 'sent'
}
