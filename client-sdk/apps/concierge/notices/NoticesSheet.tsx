import type { ReactNode } from 'react'
import type { FeedSnapshot } from '../../../src/index.ts'
import { useClient } from '../../../src/react.ts'
import { FreshMark } from '../../common/FreshMark.tsx'
import { NoticeText } from '../../common/notices/NoticeText.tsx'
import { type CallNotice, classOf, isCall, type Notice, pageOf } from '../../common/notices/notice.ts'
import { useToldWords } from '../../common/notices/words.ts'
import { Refusal } from '../../common/Refusal.tsx'
import { useAction } from '../../common/useAction.ts'
import { VenueName } from '../../common/VenueName.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { OwnDesk } from '../desk/context.ts'
import { useWords } from '../words.ts'

interface Props {
  readonly feed: FeedSnapshot<Notice>
  /** The newest first. */
  readonly list: readonly Notice[]
  readonly desks: readonly OwnDesk[]
  readonly onOpen: (call: CallNotice) => void
  readonly onClose: () => void
}

/** Guests who wait, and what became of bookings, as far as one wants to be told; each leads to where it is looked after. */
export function NoticesSheet({ feed, list, desks, onOpen, onClose }: Props) {
  const { t } = useWords()
  const w = useToldWords()
  const { call } = useClient()
  const { busy, error, run } = useAction()
  const unread = list.filter(({ read }) => !read).map(({ noticeId }) => noticeId)
  const readAll = async () => void (await call('notice.read', { noticeIds: unread }))
  return (
    <Sheet title={w.heading} closeWord={t.close} onClose={onClose}>
      {feed.error !== null && <Refusal error={feed.error} />}
      {error !== null && <Refusal error={error} />}
      {feed.content === null && feed.error === null && <Skeleton of="lines" count={4} label={t.loading} />}
      {feed.content !== null && list.length === 0 && (
        <Empty title={w.none}>
          <p>{t.noticesHint}</p>
        </Empty>
      )}
      {list.length > 0 && (
        <>
          <div className="actions notices-head">
            {unread.length > 0 && (
              <Button busy={busy} onClick={() => run(readAll)}>
                {w.readAll}
              </Button>
            )}
            <FreshMark feed={feed} />
          </div>
          <ul className="lines">
            {list.map((notice) => (
              <li key={notice.noticeId}>
                <Opening notice={notice} onOpen={onOpen}>
                  <Said notice={notice} desks={desks} />
                </Opening>
              </li>
            ))}
          </ul>
        </>
      )}
    </Sheet>
  )
}

/** Conversations are opened here; what becomes of bookings has its page in the app that shows them. */
function Opening({ notice, onOpen, children }: Pick<Props, 'onOpen'> & { notice: Notice; children: ReactNode }) {
  if (isCall(notice)) {
    return (
      <button type="button" className={classOf(notice)} onClick={() => onOpen(notice)}>
        {children}
      </button>
    )
  }
  return (
    <a className={classOf(notice)} href={pageOf(notice)} target="_blank" rel="noopener">
      {children}
    </a>
  )
}

function Said({ notice, desks }: { notice: Notice; desks: readonly OwnDesk[] }) {
  if (isCall(notice)) {
    const desk = desks.find(({ deskId }) => deskId === notice.deskId)
    return <NoticeText notice={notice} where={desk !== undefined && <VenueName venue={desk} />} zone={null} />
  }
  const venue = desks.flatMap(({ venues }) => venues).find(({ venueId }) => venueId === notice.venueId)
  return (
    <NoticeText notice={notice} where={venue !== undefined && <VenueName venue={venue} />} zone={venue?.zone ?? null} />
  )
}
