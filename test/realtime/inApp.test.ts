import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import type { NoticeDocument } from '../../server/core/notices/documents.ts'
import { connect, type FollowedFeed, type TestClient } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { ada, codeTo } from '../support/people.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const soon = { timeout: 30_000 }
const guest = { name: 'Ada Okafor', phone: '+447700900123' }

let hub: TestHub
let venueId: string
let day = 6

beforeAll(async () => {
  hub = await startHub({ nodes: 2 })
  venueId = (await hub.seedVenue({ settings: { holdMs: 600_000 } })).venueId
})
afterAll(() => hub?.[Symbol.asyncDispose]())

const mine = { feed: 'notices', params: {} } as const

async function book(client: TestClient): Promise<string> {
  day += 1
  const date = dateAhead(day)
  const { reservationId } = await client.must('hold.create', {
    venueId,
    date,
    startsAt: seoul(date, '19:00'),
    party: 2,
  })
  await client.must('reservation.confirm', { reservationId, guest })
  return reservationId
}

/** What somebody is shown, the oldest first. */
function shown({ content }: FollowedFeed) {
  const notices = Object.values(content) as { kind: string; at: string; read: boolean; noticeId: string }[]
  return notices.toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

const kindsOf = (feed: FollowedFeed) => shown(feed).map(({ kind }) => kind)

it('who books, changes and cancels is told each once, live at another node, and nobody else is', async () => {
  const token = hub.tokenFor('guest')
  using phone = connect(hub.url(0), token)
  using laptop = connect(hub.url(1), token)
  using stranger = connect(hub.url(1), hub.tokenFor('guest'))
  const [here, theirs] = await Promise.all([laptop.follow(mine), stranger.follow(mine)])
  const reservationId = await book(phone)
  await expect.poll(() => kindsOf(here), soon).toEqual(['reservation.confirmed'])
  const date = dateAhead(day)
  await phone.must('reservation.change', { reservationId, date, startsAt: seoul(date, '20:00'), party: 2 })
  await expect.poll(() => kindsOf(here), soon).toEqual(['reservation.confirmed', 'reservation.changed'])
  await phone.must('reservation.cancel', { reservationId })
  const all = ['reservation.confirmed', 'reservation.changed', 'reservation.cancelled']
  await expect.poll(() => kindsOf(here), soon).toEqual(all)
  expect(shown(here).at(-1)).toMatchObject({ reservationId, by: 'guest', party: 2, read: false })
  expect(kindsOf(theirs)).toEqual([])
  // Whoever comes back later has all of it.
  using tablet = connect(hub.url(0), token)
  expect(kindsOf(await tablet.follow(mine))).toEqual(all)
})

it('what was read on one device is read on the other, what came since is not, and another’s cannot be', async () => {
  const token = hub.tokenFor('guest')
  using phone = connect(hub.url(0), token)
  using laptop = connect(hub.url(1), token)
  using stranger = connect(hub.url(1), hub.tokenFor('guest'))
  const here = await laptop.follow(mine)
  await book(phone)
  await expect.poll(() => kindsOf(here), soon).toHaveLength(1)
  const [first] = shown(here)
  if (first === undefined) throw new Error('one was told')
  await stranger.must('notice.read', { noticeIds: [first.noticeId] })
  await book(phone)
  await expect.poll(() => kindsOf(here), soon).toHaveLength(2)
  expect(shown(here).map(({ read }) => read)).toEqual([false, false])
  await phone.must('notice.readAll', { until: first.at })
  await expect.poll(() => shown(here).map(({ read }) => read), soon).toEqual([true, false])
  const noticeIds = shown(here).map(({ noticeId }) => noticeId)
  await phone.must('notice.read', { noticeIds })
  await expect.poll(() => shown(here).map(({ read }) => read), soon).toEqual([true, true])
})

it('what a guest was told comes along into their account', async () => {
  using visitor = connect(hub.url(0), hub.tokenFor('guest'))
  const before = await visitor.follow(mine)
  await book(visitor)
  await expect.poll(() => kindsOf(before), soon).toHaveLength(1)
  const { attempt } = await visitor.must('account.register', ada)
  const { token } = await visitor.must('account.verify', { attempt, code: await codeTo(hub, ada.email) })
  using home = connect(hub.url(1), token)
  expect(kindsOf(await home.follow(mine))).toEqual(['reservation.confirmed'])
})

it('a list shows the newest hundred, and another node catches up with what no message told of', async () => {
  const owner = `account:${newId()}`
  const { session } = await hub.openAccount({ _id: owner.slice('account:'.length) })
  using client = connect(hub.url(0), session.token)
  const feed = await client.follow(mine)
  const notice = (n: number): NoticeDocument => ({
    _id: newId(),
    owner,
    kind: 'reminder.sameDay',
    by: 'guest',
    reservationId: `${venueId}_20270314_${newId()}`,
    venueId,
    date: '2027-03-14',
    start: Date.parse('2027-03-14T10:00:00Z'),
    party: 2,
    at: new Date(1_800_000_000_000 + n),
    expireAt: new Date(Date.now() + 3_600_000),
  })
  await hub.db.collection<NoticeDocument>('notices').insertMany(Array.from({ length: 130 }, (_, n) => notice(n)))
  await expect.poll(() => shown(feed).length, soon).toBe(100)
  expect(Date.parse(shown(feed)[0]?.at ?? '')).toBe(1_800_000_000_030)
})
