import { useConversation } from '../../../src/react/useConversation.ts'
import { useSession } from '../../../src/react.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { nameFor } from '../../common/VenueName.tsx'
import { DeskName } from '../../talk/DeskName.tsx'
import { MailTalk } from '../../talk/MailTalk.tsx'
import { SaveTalk } from '../../talk/SaveTalk.tsx'
import { useDesk } from '../../talk/useDesk.ts'
import { useTalkWords } from '../../talk/words.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { usePlace } from '../router.ts'
import { useWords } from '../words.ts'
import { DeskDoor } from './DeskDoor.tsx'
import { Talk } from './Talk.tsx'
import '../../talk/talk.css'

/** What one and a desk have to say to each other. */
export function ConversationPage({ conversationId }: { conversationId: string }) {
  const { t, language } = useWords()
  const w = useTalkWords()
  const { actor } = useSession()
  const { query } = usePlace()
  const talk = useConversation(conversationId)
  const { about, error } = talk
  const desk = useDesk(about?.deskId ?? null)
  const name = desk === null ? w.desk : nameFor(desk, language).text

  if (actor === null || (error !== null && (error.code === 'not_found' || error.code === 'invalid_input'))) {
    return (
      <div className="place">
        <Heading title={w.gone}>{w.gone}</Heading>
        <Empty title={w.goneHint} actions={<Link to="/messages">{w.all}</Link>} />
      </div>
    )
  }
  return (
    <div className="talk">
      <div className="talk-head">
        <Link className="soft" to="/messages">
          {w.all}
        </Link>
        <Heading title={name}>
          <DeskName desk={desk} />
        </Heading>
        {about?.state === 'resolved' && <p className="soft">{w.resolved}</p>}
        {about !== null && <DeskDoor about={about} desk={desk} hasAccount={actor.startsWith('account:')} />}
        {talk.messages.length > 0 && <SaveTalk conversationId={conversationId} />}
        {talk.messages.length > 0 && actor.startsWith('account:') && <MailTalk conversationId={conversationId} />}
      </div>
      {error !== null && <Refusal error={error} />}
      {about === null && error === null && talk.outbox.length === 0 && (
        <Skeleton of="lines" count={6} label={t.loading} />
      )}
      {(about !== null || talk.outbox.length > 0) && (
        <Talk
          key={actor}
          conversationId={conversationId}
          talk={talk}
          name={name}
          actor={actor}
          at={Number(query.get('at')) || null}
        />
      )}
    </div>
  )
}
