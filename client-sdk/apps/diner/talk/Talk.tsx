import { useCallback, useState } from 'react'
import type { Attachment } from '../../../src/conversation.ts'
import { ClientError } from '../../../src/index.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { useOnline } from '../../common/useOnline.ts'
import { useCommonWords } from '../../common/words.ts'
import { Composer } from '../../talk/Composer.tsx'
import { draftOf, keepDraft } from '../../talk/draft.ts'
import { NewlySaid } from '../../talk/NewlySaid.tsx'
import { useSearchWords } from '../../talk/search/words.ts'
import { TalkList } from '../../talk/TalkList.tsx'
import type { TalkState } from '../../talk/talkState.ts'
import { useFiles } from '../../talk/useFiles.ts'
import { usePlaceInTalk } from '../../talk/usePlaceInTalk.ts'
import { useTalkWords } from '../../talk/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { CardsAround } from './CardsAround.tsx'

interface Props {
  readonly conversationId: string
  readonly talk: TalkState
  /** Of the desk. */
  readonly name: string
  /** Who writes. */
  readonly actor: string
  /** The message one comes for; null: the newest. */
  readonly at: number | null
}

/** What was said, what waits to be said, and where one writes. */
export function Talk({ conversationId, talk, name, actor, at }: Props) {
  const { t } = useCommonWords()
  const w = useTalkWords()
  const s = useSearchWords()
  const online = useOnline()
  const { messages, status } = talk
  const [replyTo, setReplyTo] = useState<number | null>(null)
  const place = usePlaceInTalk(talk, { at })
  const { attach } = useFiles(conversationId)
  const answered = messages.find(({ seq }) => seq === replyTo) ?? null
  const [refused, setRefused] = useState<ClientError | null>(null)
  const send = (text: string, attachments: readonly Attachment[]): boolean => {
    try {
      talk.send(text, { ...(replyTo !== null && { replyTo }), attachments })
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

  return (
    <CardsAround talk={talk} onAsk={ask}>
      <TalkList
        conversationId={conversationId}
        talk={talk}
        side="guest"
        isOwn={({ side }) => side === 'guest'}
        nameOf={({ side }) => (side === 'guest' ? w.you : name)}
        writer={name}
        place={place}
        onReply={setReplyTo}
      />
      <div className="talk-foot">
        {place.away && (
          <div className="talk-newest">
            <Button onClick={place.follow}>{w.newest}</Button>
          </div>
        )}
        {place.missed && <Notice>{s.above}</Notice>}
        {(!online || status === 'stale') && <Notice tone="warn">{w.offline}</Notice>}
        {refused !== null && <Notice tone="wrong">{t.errors[refused.code]}</Notice>}
        <Composer
          key={`${conversationId} ${asked}`}
          of={whose}
          replyTo={answered}
          onNoReply={() => setReplyTo(null)}
          onWrite={talk.typing}
          onSend={send}
          attach={attach}
          aside={<FreshMark feed={talk} />}
        />
      </div>
      <NewlySaid messages={messages} from="desk" name={name} />
    </CardsAround>
  )
}
