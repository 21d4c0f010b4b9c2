import { useClient, useFeed, useSession } from '../../../src/react.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { newestFirst, unreadIn } from '../../common/notices/notice.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { useWords } from '../words.ts'
import { NoticeLine } from './NoticeLine.tsx'
import { useNoticeWords } from './words.ts'

/** What one was told, the newest first, live. */
export function NoticesPage() {
  const { t } = useWords()
  const n = useNoticeWords()
  const { call } = useClient()
  const { kind } = useSession()
  const hasSession = kind === 'guest' || kind === 'account'
  const feed = useFeed('notices', hasSession ? {} : null)
  const { busy, error, run } = useAction()
  const list = newestFirst(feed.content)
  const newest = list[0]
  const isKnown = !hasSession || feed.content !== null
  const readAll = async (until: string) => void (await call('notice.readAll', { until }))

  return (
    <div className="place">
      <div className="place-head">
        <Heading title={n.heading}>{n.heading}</Heading>
        {list.length > 0 && <FreshMark feed={feed} />}
      </div>
      {feed.error !== null && <Refusal error={feed.error} />}
      {error !== null && <Refusal error={error} />}
      {!isKnown && feed.error === null && <Skeleton of="lines" count={5} label={t.loading} />}
      {isKnown && list.length === 0 && (
        <Empty
          title={n.none}
          actions={
            <>
              <Link className="button main" to="/">
                {t.mine.find}
              </Link>
              {hasSession && <ToPreferences />}
            </>
          }
        >
          <p>{n.noneHint}</p>
        </Empty>
      )}
      {newest !== undefined && (
        <>
          <div className="actions">
            {unreadIn(list) > 0 && (
              <Button busy={busy} onClick={() => run(() => readAll(newest.at))}>
                {n.readAll}
              </Button>
            )}
            <ToPreferences />
          </div>
          <ul className="lines">
            {list.map((notice) => (
              <li key={notice.noticeId}>
                <NoticeLine notice={notice} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function ToPreferences() {
  const n = useNoticeWords()
  return (
    <Link className="button plain" to="/account#notices">
      {n.preferences}
    </Link>
  )
}
