import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useFeed, useQuery } from '../../../src/react.ts'
import { BellSign } from '../../common/notices/BellSign.tsx'
import { unreadIn } from '../../common/notices/notice.ts'
import { preferences } from '../../common/preferences.ts'
import { nameFor } from '../../common/VenueName.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { GuestPane } from '../guest/GuestPane.tsx'
import { KeySheet } from '../keys/KeySheet.tsx'
import { type Commands, hintOf, useKeys } from '../keys/keys.ts'
import { NoticesSheet } from '../notices/NoticesSheet.tsx'
import { useReadWith, useStaffNotices } from '../notices/useStaffNotices.ts'
import { inOrder, stepFrom, type Tab } from '../queue/order.ts'
import { type Line, Queue } from '../queue/Queue.tsx'
import { Thread, type ThreadHandle } from '../thread/Thread.tsx'
import { useWords } from '../words.ts'
import { type OwnDesk, useAtDesk } from './context.ts'

const Replies = lazy(async () => ({ default: (await import('../replies/Replies.tsx')).Replies }))
const Overview = lazy(async () => ({ default: (await import('../overview/Overview.tsx')).Overview }))

const singleKey = 'couvert.desk.keys'

/** The message one goes to, and how often one has gone to any. */
interface Sought {
  readonly at: number | null
  readonly times: number
}

interface Props {
  /** All one works at. */
  readonly desks: readonly OwnDesk[]
  /** The conversation that is open; null: none. */
  readonly chosen: string | null
  readonly onChoose: (conversationId: string, deskId: string) => void
}

/** Three panes: the queue, one conversation, and whose it is; or in their place what is to be looked after as a whole. */
export function Workplace({ desks, chosen, onChoose }: Props) {
  const { t, language } = useWords()
  const { desk, me } = useAtDesk()
  const { deskId } = desk
  const feed = useFeed('queue', { deskId })
  const [tab, setTab] = useState<Tab>('all')
  const resolved = useQuery('desk.resolved', tab === 'resolved' ? { deskId } : null)
  const [sought, setSought] = useState<Sought>({ at: null, times: 0 })
  const [view, setView] = useState<'talk' | 'overview' | 'replies'>('talk')
  const [sheet, setSheet] = useState<'keys' | 'notices' | null>(null)
  const [single, setSingle] = useState(preferences.getItem(singleKey) !== 'off')
  const thread = useRef<ThreadHandle>(null)
  const guest = useRef<HTMLElement>(null)
  const queued = useMemo(() => (feed.content === null ? null : inOrder(feed.content)), [feed.content])
  const lines = useMemo<readonly Line[] | null>(() => {
    if (tab === 'resolved') return resolved.data?.conversations.map((it) => ({ ...it, queued: null })) ?? null
    const own = queued?.filter((it) => tab === 'all' || it.assignee === me)
    return own?.map((it) => ({ ...it, queued: it })) ?? null
  }, [tab, queued, resolved.data, me])
  const item = queued?.find((it) => it.conversationId === chosen) ?? null
  const line = lines?.find((it) => it.conversationId === chosen)
  const manages = desk.roles.includes('manager')
  const toggle = (which: typeof view) => () => setView(view === which ? 'talk' : which)
  const notices = useStaffNotices()
  useReadWith(notices.list, chosen)
  // Once for all who show it: each reading is on record.
  const who = useQuery('conversation.who', chosen === null ? null : { conversationId: chosen })
  const choose = (conversationId: string, at: number | null = null) => {
    onChoose(conversationId, deskId)
    setSought(({ times }) => ({ at, times: at === null ? times : times + 1 }))
  }
  const step = (by: 1 | -1) => () => {
    const next = stepFrom(lines?.map(({ conversationId }) => conversationId) ?? [], chosen, by)
    if (next === null) return
    choose(next)
    document.querySelector<HTMLElement>(`[data-conversation="${next}"]`)?.focus()
  }
  useTitle(nameFor(desk, language).text, queued?.filter(({ waitingSince }) => waitingSince !== null).length ?? 0)
  const run = (name: Parameters<ThreadHandle['run']>[0]) => () => thread.current?.run(name)
  const commands: Commands = {
    next: step(1),
    previous: step(-1),
    ...{ reply: run('reply'), note: run('note'), canned: run('canned'), table: run('table'), take: run('take') },
    ...{ release: run('release'), transfer: run('transfer'), resolve: run('resolve'), snooze: run('snooze') },
    ...{ reopen: run('reopen'), leave: () => thread.current?.run('leave') },
    guest: () => guest.current?.focus(),
    ...{ mine: () => setTab('mine'), all: () => setTab('all'), resolved: () => setTab('resolved') },
    search: () => document.querySelector<HTMLElement>('.queue input[type=search]')?.focus(),
    ...{ notices: () => setSheet('notices'), keys: () => setSheet('keys') },
    ...(manages && { overview: toggle('overview'), replies: toggle('replies') }),
  }
  useKeys(commands, single)
  return (
    <main className={chosen === null ? 'desk' : 'desk chosen'}>
      <div className="desk-tools">
        {manages && (
          <>
            <Tool name="overview" on={view === 'overview'} onPress={toggle('overview')} />
            <Tool name="replies" on={view === 'replies'} onPress={toggle('replies')} />
          </>
        )}
        <button type="button" className="top-link" onClick={() => setSheet('notices')}>
          <BellSign unread={unreadIn(notices.list)} /> <kbd aria-hidden="true">{hintOf('notices')}</kbd>
        </button>
        <button type="button" className="top-link" onClick={() => setSheet('keys')}>
          {t.actions.keys} <kbd aria-hidden="true">{hintOf('keys')}</kbd>
        </button>
      </div>
      {view !== 'talk' ? (
        <Suspense fallback={null}>{view === 'overview' ? <Overview queue={feed} /> : <Replies />}</Suspense>
      ) : (
        <>
          <Queue feed={feed} tab={tab} onTab={setTab} lines={lines} chosen={chosen} onChoose={choose} />
          {chosen === null ? (
            <section className="pane thread" aria-label={t.thread.pick}>
              <Empty title={t.thread.pick}>
                <p>{t.thread.pickHint}</p>
              </Empty>
            </section>
          ) : (
            <>
              <Thread
                key={`${chosen} ${sought.times}`}
                ref={thread}
                conversationId={chosen}
                name={line?.name ?? item?.name ?? who.data?.name ?? t.visitor}
                item={item}
                at={sought.at}
              />
              <GuestPane key={`${chosen} guest`} ref={guest} conversationId={chosen} who={who} />
            </>
          )}
        </>
      )}
      {sheet === 'keys' && (
        <KeySheet
          commands={commands}
          single={single}
          onSingle={(next) => {
            preferences.setItem(singleKey, next ? 'on' : 'off')
            setSingle(next)
          }}
          onClose={() => setSheet(null)}
        />
      )}
      {sheet === 'notices' && (
        <NoticesSheet
          {...notices}
          desks={desks}
          onOpen={(call) => {
            setSheet(null)
            setView('talk')
            onChoose(call.conversationId, call.deskId)
          }}
          onClose={() => setSheet(null)}
        />
      )}
    </main>
  )
}

/** What is looked at in place of the conversations, and the way back to them. */
function Tool({ name, on, onPress }: { name: 'overview' | 'replies'; on: boolean; onPress: () => void }) {
  const { t } = useWords()
  return (
    <button type="button" className="top-link" onClick={onPress}>
      {on ? t.overview.back : t.actions[name]} <kbd aria-hidden="true">{hintOf(name)}</kbd>
    </button>
  )
}

function useTitle(name: string, waiting: number): void {
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${name} · Couvert`
  }, [name, waiting])
}
