import type { FeedSnapshot } from '../../../src/index.ts'
import { useClock } from '../../../src/react.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { timeHere } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { HitText } from '../../talk/search/HitText.tsx'
import { MessageSearch } from '../../talk/search/MessageSearch.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useAtDesk } from '../desk/context.ts'
import { useWords } from '../words.ts'
import { isOver, type Queued, type QueueItem, type Tab } from './order.ts'
import { Target } from './Target.tsx'

/** One line of the list, also of what is done. */
export type Line = Pick<QueueItem, 'conversationId' | 'name' | 'tier' | 'language' | 'lastAt'> & {
  /** Null for what is resolved. */
  readonly queued: QueueItem | null
}

interface Props {
  readonly feed: FeedSnapshot<Queued>
  readonly tab: Tab
  readonly onTab: (tab: Tab) => void
  /** Null until heard. */
  readonly lines: readonly Line[] | null
  readonly chosen: string | null
  /** Null: its newest. */
  readonly onChoose: (conversationId: string, at: number | null) => void
}

const tabs = ['mine', 'all', 'resolved'] as const

/** Who waits, and what else the desk has. */
export function Queue({ feed, tab, onTab, lines, chosen, onChoose }: Props) {
  const { t } = useWords()
  const { desk } = useAtDesk()
  const now = useClock()
  /** Of what is resolved it is not known here. */
  const nameOf = (conversationId: string) => {
    const queued = feed.content?.[conversationId]
    return queued === undefined ? '' : (queued.name ?? t.visitor)
  }
  const over = Object.values(feed.content ?? {}).filter((it) => isOver(it, now)).length
  return (
    <section className="pane queue" aria-label={t.queue.heading}>
      <header className="pane-head">
        <h2>{t.queue.heading}</h2>
        {over > 0 && (
          <p className="over">
            <Icon name="warn" size={14} /> {t.queue.over(over)}
          </p>
        )}
        <FreshMark feed={feed} />
      </header>
      <MessageSearch
        deskId={desk.deskId}
        row={(hit) => (
          <button
            type="button"
            className="talk-hit"
            onClick={() => onChoose(hit.conversationId, hit.type === 'note' ? null : hit.seq)}
          >
            <strong>{nameOf(hit.conversationId)}</strong>
            <HitText hit={hit} side="desk" />
          </button>
        )}
      >
        <div className="chips queue-tabs">
          {tabs.map((it) => (
            <button key={it} type="button" className="chip" aria-pressed={it === tab} onClick={() => onTab(it)}>
              {t.queue.tabs[it]}
            </button>
          ))}
        </div>
        {feed.error !== null && <Refusal error={feed.error} />}
        {lines === null && feed.error === null && <Skeleton of="lines" count={6} label={t.loading} />}
        {lines?.length === 0 && <p className="soft pane-empty">{t.queue.none[tab]}</p>}
        <ul className="queue-lines">
          {lines?.map((line) => (
            <li key={line.conversationId}>
              <button
                type="button"
                className="queue-line"
                aria-current={line.conversationId === chosen ? 'true' : undefined}
                data-conversation={line.conversationId}
                onClick={() => onChoose(line.conversationId, null)}
              >
                <LineText line={line} />
              </button>
            </li>
          ))}
        </ul>
      </MessageSearch>
    </section>
  )
}

function LineText({ line }: { line: Line }) {
  const { t, language } = useWords()
  const { name, tier, language: spoken, lastAt, queued } = line
  return (
    <>
      <span className="queue-name">
        <strong>{name ?? t.visitor}</strong>
        {tier !== 'standard' && <span className={`tier ${tier}`}>{t.tiers[tier]}</span>}
        <span className="soft" lang="en">
          {spoken}
        </span>
      </span>
      <time className="soft tabular" dateTime={lastAt}>
        {timeHere(Date.parse(lastAt), language)}
      </time>
      {queued !== null && <Standing item={queued} />}
    </>
  )
}

function Standing({ item }: { item: QueueItem }) {
  const { t, language } = useWords()
  const { state, wakesAt, waitingSince, unread } = item
  return (
    <>
      <span className="queue-standing">
        {state === 'snoozed' && wakesAt !== null ? (
          <span className="target soft">
            <Icon name="moon" size={14} /> {t.queue.snoozed(timeHere(Date.parse(wakesAt), language))}
          </span>
        ) : waitingSince === null ? (
          <span className="target soft">
            <Icon name="check" size={14} /> {t.queue.answered}
          </span>
        ) : (
          <Target item={item} />
        )}
        {unread > 0 && <span className="queue-unread">{t.queue.unread(unread)}</span>}
      </span>
      <Whose item={item} />
    </>
  )
}

function Whose({ item: { assignee } }: { item: Pick<QueueItem, 'assignee'> }) {
  const { t } = useWords()
  const { me, nameOf } = useAtDesk()
  if (assignee === null) return <span className="soft queue-whose">{t.queue.nobodys}</span>
  const has = assignee === me ? t.queue.hasMe : t.queue.has(nameOf(assignee) ?? t.thread.within.colleague)
  return <span className="soft queue-whose">{has}</span>
}
