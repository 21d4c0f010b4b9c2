import type { FeedEntry } from '../../../src/index.ts'
import { useClient, useFeed, useSession } from '../../../src/react.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { dateInWords, momentHere, timeAt } from '../../common/format.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { VenueName } from '../../common/VenueName.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Heading } from '../parts/Heading.tsx'
import { Link } from '../parts/Link.tsx'
import { useVenue } from '../state/useVenue.ts'
import { useWords } from '../words.ts'
import { useNoticeWords } from './words.ts'

type Notice = FeedEntry<'notices'>

/** What one was told, the newest first, live. */
export function NoticesPage() {
  const { t } = useWords()
  const n = useNoticeWords()
  const { call } = useClient()
  const { kind } = useSession()
  const hasSession = kind === 'guest' || kind === 'account'
  const feed = useFeed('notices', hasSession ? {} : null)
  const { busy, error, run } = useAction()
  const list = Object.values(feed.content ?? {}).toSorted((a, b) => (a.at < b.at ? 1 : -1))
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
            {list.some(({ read }) => !read) && (
              <Button busy={busy} onClick={() => run(() => readAll(newest.at))}>
                {n.readAll}
              </Button>
            )}
            <ToPreferences />
          </div>
          <ul className="lines">
            {list.map((notice) => (
              <li key={notice.noticeId}>
                <Line notice={notice} />
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

/** Opening what it is about is reading it. */
function Line({ notice }: { notice: Notice }) {
  const { t, language } = useWords()
  const n = useNoticeWords()
  const { call } = useClient()
  const { venue } = useVenue(notice.venueId)
  const { kind, by, noticeId, reservationId, date, startsAt, party, at, read } = notice
  // What those who work there are told leads to what is theirs: the ticket speaks to the guest.
  const to = kind.startsWith('alert.') ? `/bookings/${reservationId}` : `/r/${reservationId}`
  const said = (by === 'restaurant' ? n.byRestaurant[kind] : undefined) ?? n.kinds[kind]
  // Where it cannot be said now, it stays unread: nothing is lost.
  const onOpen = () => void (read || call('notice.read', { noticeIds: [noticeId] }).catch(() => undefined))
  return (
    <Link className={read ? 'notice-line' : 'notice-line unread'} to={to} onClick={onOpen}>
      <span className="notice-said">
        {!read && (
          <>
            <Icon name="dot" size={10} />
            <span className="unseen">{n.unread}</span>
          </>
        )}{' '}
        {said}
      </span>
      <span className="soft">{venue !== null && <VenueName venue={venue} />}</span>
      <span className="soft tabular">
        {dateInWords(date, language)} {venue !== null && timeAt(startsAt, venue.zone, language)} · {t.guests(party)}
      </span>
      <time className="soft tabular notice-at" dateTime={at}>
        {momentHere(at, language)}
      </time>
    </Link>
  )
}
