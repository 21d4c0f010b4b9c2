import type { ReactNode } from 'react'
import { useClient } from '../../../src/react.ts'
import { NoticeText } from '../../common/notices/NoticeText.tsx'
import {
  type BookingNotice,
  type CallNotice,
  classOf,
  isCall,
  type Notice,
  pageOf,
} from '../../common/notices/notice.ts'
import { VenueName } from '../../common/VenueName.tsx'
import { useDesk } from '../../talk/useDesk.ts'
import { Link } from '../parts/Link.tsx'
import { useVenue } from '../state/useVenue.ts'

/** Opening what it is about is reading it. */
export function NoticeLine({ notice }: { notice: Notice }) {
  return isCall(notice) ? <OfDesk notice={notice} /> : <OfBooking notice={notice} />
}

function OfBooking({ notice }: { notice: BookingNotice }) {
  const { venue } = useVenue(notice.venueId)
  return (
    <Opening notice={notice}>
      <NoticeText notice={notice} where={venue !== null && <VenueName venue={venue} />} zone={venue?.zone ?? null} />
    </Opening>
  )
}

function OfDesk({ notice }: { notice: CallNotice }) {
  const desk = useDesk(notice.deskId)
  return (
    <Opening notice={notice}>
      <NoticeText notice={notice} where={desk !== null && <VenueName venue={desk} />} zone={null} />
    </Opening>
  )
}

function Opening({ notice, children }: { notice: Notice; children: ReactNode }) {
  const { call } = useClient()
  const { noticeId, read } = notice
  // Where it cannot be said now, it stays unread: nothing is lost.
  const onOpen = () => void (read || call('notice.read', { noticeIds: [noticeId] }).catch(() => undefined))
  return (
    <Link className={classOf(notice)} to={pageOf(notice)} onClick={onOpen}>
      {children}
    </Link>
  )
}
