import type { FeedEntry } from '../../../src/index.ts'
import { useFeed, useSession } from '../../../src/react.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { momentHere } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { DeskName } from '../../talk/DeskName.tsx'
import { type Hit, HitText } from '../../talk/search/HitText.tsx'
import { MessageSearch } from '../../talk/search/MessageSearch.tsx'
import { useDesk } from '../../talk/useDesk.ts'
import { useTalkWords } from '../../talk/words.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { useWords } from '../words.ts'
import '../../talk/talk.css'

type Own = FeedEntry<'conversations'>

/** One's conversations, the one that was last written in first, live. */
export function ConversationsPage() {
  const { t } = useWords()
  const w = useTalkWords()
  const { kind, actor } = useSession()
  const hasSession = kind === 'guest' || kind === 'account'
  const feed = useFeed('conversations', hasSession ? {} : null)
  const list = Object.entries(feed.content ?? {}).toSorted(([, a], [, b]) => (a.lastAt < b.lastAt ? 1 : -1))
  const isKnown = !hasSession || feed.content !== null

  return (
    <div className="place">
      <div className="place-head">
        <Heading title={w.heading}>{w.heading}</Heading>
        {list.length > 0 && <FreshMark feed={feed} />}
      </div>
      {feed.error !== null && <Refusal error={feed.error} />}
      {!isKnown && feed.error === null && <Skeleton of="lines" count={5} label={t.loading} />}
      {isKnown && list.length === 0 && (
        <Empty
          title={w.none}
          actions={
            <Link className="button main" to="/">
              {t.mine.find}
            </Link>
          }
        >
          <p>{w.noneHint}</p>
        </Empty>
      )}
      {list.length > 0 && actor !== null && (
        <MessageSearch
          key={actor}
          initial={soughtBy(actor)}
          onQuery={(text) => keepSought({ by: actor, text })}
          row={(hit) => <HitLine hit={hit} />}
        >
          <ul className="lines">
            {list.map(([conversationId, own]) => (
              <li key={conversationId}>
                <Line conversationId={conversationId} own={own} />
              </li>
            ))}
          </ul>
        </MessageSearch>
      )}
    </div>
  )
}

function HitLine({ hit }: { hit: Hit }) {
  const desk = useDesk(hit.deskId)
  return (
    <Link className="talk-hit" to={`/messages/${hit.conversationId}?at=${hit.seq}`}>
      <DeskName desk={desk} />
      <HitText hit={hit} side="guest" />
    </Link>
  )
}

/** With this page in the history of the tab, so that going back leads to what was found; never in its address. */
interface Sought {
  readonly by: string
  readonly text: string
}

function soughtBy(actor: string): string {
  const { sought } = (history.state ?? {}) as { readonly sought?: Sought }
  return sought?.by === actor ? sought.text : ''
}

function keepSought(sought: Sought): void {
  history.replaceState({ ...(history.state as object | null), sought }, '')
}

function Line({ conversationId, own }: { conversationId: string; own: Own }) {
  const { language } = useWords()
  const w = useTalkWords()
  const desk = useDesk(own.deskId)
  const { unread, lastAt, state } = own
  return (
    <Link className={unread > 0 ? 'talk-line unread' : 'talk-line'} to={`/messages/${conversationId}`}>
      <span className="talk-line-name">
        <DeskName desk={desk} />
      </span>
      <time className="soft tabular" dateTime={lastAt}>
        {momentHere(lastAt, language)}
      </time>
      {unread > 0 && (
        <span className="talk-unread">
          <Icon name="dot" size={10} /> {w.unread(unread)}
        </span>
      )}
      {unread === 0 && state === 'resolved' && <span className="soft">{w.resolved}</span>}
    </Link>
  )
}
