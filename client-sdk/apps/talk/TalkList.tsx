import { Fragment, type ReactNode, useMemo } from 'react'
import type { Message, Side } from '../../src/conversation.ts'
import { useCommonWords } from '../common/words.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { days } from './days.ts'
import { Said } from './Said.tsx'
import type { TalkState } from './talkState.ts'
import { Unsent } from './Unsent.tsx'
import { useEarlier } from './useEarlier.ts'
import type { PlaceInTalk } from './usePlaceInTalk.ts'
import { useTalkWords } from './words.ts'

/** Something that is no message and has its place among them. */
export interface Between {
  readonly key: string
  /** An instant. */
  readonly at: string
  readonly shown: ReactNode
}

interface Props {
  readonly conversationId: string
  readonly talk: TalkState
  /** On which one stands. */
  readonly side: Side
  readonly nameOf: (message: Message) => string
  /** Whether one said it oneself. */
  readonly isOwn: (message: Message) => boolean
  /** Of the other side, when somebody there is writing. */
  readonly writer: string
  readonly place: PlaceInTalk
  readonly onReply: (seq: number) => void
  /** In order. */
  readonly between?: readonly Between[]
}

/** Once per module: an empty list that is always the same one. */
const nothing: readonly Between[] = []

/** What was said, day by day, and below it what waits to be said. */
export function TalkList(props: Props) {
  const { conversationId, talk, side, nameOf, isOwn, writer, place, onReply, between = nothing } = props
  const { language } = useCommonWords()
  const w = useTalkWords()
  const { messages, outbox, about } = talk
  const earlier = useEarlier(talk, place.placed)
  const bySeq = useMemo(() => new Map(messages.map((it) => [it.seq, it])), [messages])
  const all = useMemo(() => merged(messages, between), [messages, between])
  const lastOwn = messages.findLast((it) => it.side === side)?.seq ?? 0
  const others = about?.[side === 'guest' ? 'desk' : 'guest']

  return (
    <div className="talk-list" ref={place.list}>
      {talk.hasOlder && (
        <div className="talk-earlier" ref={earlier.mark}>
          {earlier.failed && <p className="soft">{w.earlierFailed}</p>}
          <Button kind="plain" busy={earlier.busy} onClick={earlier.load}>
            {w.earlier}
          </Button>
        </div>
      )}
      {all.length === 0 && outbox.length === 0 && (
        <Empty title={w.beginning}>
          <p>{w.beginningHint}</p>
        </Empty>
      )}
      {days(all, language, w).map((day) => (
        <section key={day.date} aria-label={day.name}>
          <p className="talk-day">
            <span>{day.name}</span>
          </p>
          <ol>
            {day.said.map((one) =>
              'shown' in one ? (
                <Fragment key={one.key}>{one.shown}</Fragment>
              ) : (
                <Said
                  key={one.seq}
                  conversationId={conversationId}
                  message={one}
                  side={side}
                  who={nameOf(one)}
                  answers={one.replyTo === null ? undefined : (bySeq.get(one.replyTo) ?? null)}
                  mark={one.seq === lastOwn && others !== undefined ? markOf(one.seq, others) : null}
                  // What stands further back the feed no longer tells of.
                  mayReact={one.seq > (messages.at(-1)?.seq ?? 0) - 50}
                  isOwn={isOwn(one)}
                  onReply={() => onReply(one.seq)}
                />
              ),
            )}
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
      <p className="talk-writing soft">{talk.writing && w.writing(writer)}</p>
    </div>
  )
}

/** Messages keep their order; what comes between stands where it happened. */
function merged(messages: readonly Message[], between: readonly Between[]): readonly (Message | Between)[] {
  const waiting = [...between]
  const before = (at: string) => waiting.splice(0, waiting.findLastIndex((it) => it.at < at) + 1)
  return [...messages.flatMap((message) => [...before(message.at), message]), ...waiting]
}

function markOf(
  seq: number,
  { readUpTo, deliveredUpTo }: { readUpTo: number; deliveredUpTo: number },
): 'read' | 'delivered' | 'sent' {
  if (readUpTo >= seq) return 'read'
  return deliveredUpTo >= seq ? 'delivered' : 'sent'
}
