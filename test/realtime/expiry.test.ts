import { expect, it } from 'vitest'
import { codeOf, connect } from '../support/client.ts'
import { booksOf, startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, oneTable, seoul } from '../support/venue.ts'

const soon = { timeout: 25_000, interval: 50 }
const date = dateAhead(7)
const slot = seoul(date, '19:00')

async function holdShortly(hub: TestHub): Promise<string> {
  const { venueId } = await hub.seedVenue({ settings: { tables: oneTable, holdMs: 3000 } })
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  await diner.must('hold.create', { venueId, date, startsAt: slot, party: 2 })
  return venueId
}

async function claimsLeft(hub: TestHub, venueId: string): Promise<number> {
  return Object.keys((await hub.book(venueId, date))?.claims ?? {}).length
}

it('who watches sees a hold run out by the node’s own timer, with no worker there to end it', async () => {
  await using hub = await startHub({ worker: false })
  const venueId = await holdShortly(hub)
  using watcher = connect(hub.url(0))
  const slots = await watcher.follow({ feed: 'availability', params: { venueId, date } })
  await expect.poll(() => codeOf(slots, slot, 2), soon).toBe('f')
  expect(await claimsLeft(hub, venueId)).toBe(1)
})

it('the job alone ends a hold that ran out, and who watches sees it without the timer', async () => {
  await using hub = await startHub({ breaks: ['no-boundary', 'no-sweep'] })
  const venueId = await holdShortly(hub)
  using watcher = connect(hub.url(0))
  const slots = await watcher.follow({ feed: 'availability', params: { venueId, date } })
  await expect.poll(() => claimsLeft(hub, venueId), soon).toBe(0)
  await expect.poll(() => codeOf(slots, slot, 2), soon).toBe('f')
})

it('the sweep alone ends a hold that ran out when the queue lost its job', async () => {
  // Port 1 answers nobody: the queue is away from the first job on.
  await using hub = await startHub({ redisQueueUrl: 'redis://127.0.0.1:1' })
  const venueId = await holdShortly(hub)
  await expect.poll(() => claimsLeft(hub, venueId), soon).toBe(0)
})

it('with job and sweep both away the book keeps the claim, and still gives its table to the next who asks', async () => {
  await using hub = await startHub({ worker: false })
  const venueId = await holdShortly(hub)
  using other = connect(hub.url(0), hub.tokenFor('guest'))
  // No more often than anybody may ask.
  const now = async () => (await other.call('hold.create', { venueId, date, startsAt: slot, party: 2 })).ok
  await expect.poll(now, { ...soon, interval: 2_500 }).toBe(true)
})

it('a hold is ended once, and never before its end', async () => {
  await using hub = await startHub()
  const venueId = await holdShortly(hub)
  await expect.poll(() => claimsLeft(hub, venueId), soon).toBe(0)
  const { books, events } = booksOf(hub.db)
  await expect.poll(() => events.countDocuments({ book: `${venueId}:${date}`, done: true }), soon).toBe(2)
  const [made, ended] = await events
    .find({ book: `${venueId}:${date}` })
    .sort({ version: 1 })
    .toArray()
  expect(made?.event).toMatchObject({ type: 'claim.made' })
  expect(ended?.event).toMatchObject({ type: 'claim.ended', end: 'expired', why: 'due' })
  const book = await books.findOne({ _id: `${venueId}:${date}` })
  const expiresAt = made?.event.type === 'claim.made' ? (made.event.claim.expiresAt ?? 0) : 0
  expect(book?.committedAt.getTime()).toBeGreaterThanOrEqual(expiresAt)
  expect(book?.events).toEqual({})
  expect(book?.nextDue).toBeNull()
})
