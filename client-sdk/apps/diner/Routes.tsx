import { lazy, Suspense, useEffect, useLayoutEffect } from 'react'
import { Empty } from '../ui/Empty.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Heading } from './parts/Heading.tsx'
import { Link } from './parts/Link.tsx'
import { settleScroll, usePlace } from './router.ts'
import { SearchPage } from './search/SearchPage.tsx'
import { useWords } from './words.ts'

// The first page is the search; what is likely to follow is fetched as soon as the page one is on stands there.
const pages = {
  venue: () => import('./venue/VenuePage.tsx'),
  booking: () => import('./booking/ReservationPage.tsx'),
  guestBooking: () => import('./staff/GuestBookingPage.tsx'),
  mine: () => import('./mine/ReservationsPage.tsx'),
  notices: () => import('./notices/NoticesPage.tsx'),
  talks: () => import('./talk/ConversationsPage.tsx'),
  talk: () => import('./talk/ConversationPage.tsx'),
  work: () => import('./work/WorkPage.tsx'),
  account: () => import('./account/AccountRoutes.tsx'),
  unsubscribe: () => import('./notices/UnsubscribePage.tsx'),
}
const VenuePage = lazy(async () => ({ default: (await pages.venue()).VenuePage }))
const ReservationPage = lazy(async () => ({ default: (await pages.booking()).ReservationPage }))
const GuestBookingPage = lazy(async () => ({ default: (await pages.guestBooking()).GuestBookingPage }))
const ReservationsPage = lazy(async () => ({ default: (await pages.mine()).ReservationsPage }))
const NoticesPage = lazy(async () => ({ default: (await pages.notices()).NoticesPage }))
const ConversationsPage = lazy(async () => ({ default: (await pages.talks()).ConversationsPage }))
const ConversationPage = lazy(async () => ({ default: (await pages.talk()).ConversationPage }))
const WorkPage = lazy(async () => ({ default: (await pages.work()).WorkPage }))
const AccountRoutes = lazy(async () => ({ default: (await pages.account()).AccountRoutes }))
const UnsubscribePage = lazy(async () => ({ default: (await pages.unsubscribe()).UnsubscribePage }))
const ofAccount = new Set(['/login', '/login/return', '/register', '/reset', '/account', '/account/webhooks', '/staff'])

/** Which page an address is. */
export function Routes() {
  const { t } = useWords()
  const { path } = usePlace()
  useLikelyPages()
  return (
    <Suspense key={path} fallback={<Skeleton of="lines" count={6} label={t.loading} />}>
      <Arrived path={path} />
    </Suspense>
  )
}

function Arrived({ path }: { path: string }) {
  useLayoutEffect(() => settleScroll(), [])
  const [, first = '', id = '', third = '', fourth = ''] = path.split('/')
  if (path === '/') return <SearchPage />
  if (path === '/reservations') return <ReservationsPage />
  if (path === '/notices') return <NoticesPage />
  if (path === '/messages') return <ConversationsPage />
  if (first === 'messages' && id !== '') return <ConversationPage conversationId={id} />
  if (path === '/work') return <WorkPage />
  if (first === 'v' && id !== '') return <VenuePage venueId={id} />
  if (first === 'r' && id !== '') return <ReservationPage reservationId={id} />
  if (first === 'bookings' && id !== '') return <GuestBookingPage reservationId={id} />
  if (first === 'unsubscribe' && fourth !== '') return <UnsubscribePage of="talk" id={third} secret={fourth} />
  if (first === 'unsubscribe' && third !== '') return <UnsubscribePage of="visit" id={id} secret={third} />
  if (ofAccount.has(path)) return <AccountRoutes path={path} />
  return <Unknown />
}

const soonMs = 500
/** What follows on a search; and one's reservations, which are looked at where there is no connection. */
const likely = ['venue', 'booking', 'mine'] as const

function useLikelyPages(): void {
  useEffect(() => {
    // Where it fails, the page itself says so when it is needed.
    const fetchAll = () => Promise.all(likely.map((page) => pages[page]())).catch(() => undefined)
    const timer = setTimeout(() => void fetchAll(), soonMs)
    return () => clearTimeout(timer)
  }, [])
}

function Unknown() {
  const { t } = useWords()
  return (
    <div className="place">
      <Heading title={t.unknownPage.title}>{t.unknownPage.title}</Heading>
      <Empty
        title={t.unknownPage.text}
        actions={
          <Link className="button main" to="/">
            {t.unknownPage.home}
          </Link>
        }
      />
    </div>
  )
}
