import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoHouseDesk } from '../../server/core/demo/houseDesk.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'

const soon = { timeout: 30_000 }
const { deskId } = demoHouseDesk

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ seedDemo: true })
})
afterAll(() => hub?.[Symbol.asyncDispose]())

it('whoever opens the desk of the demo’s house finds a guest who waits, and the same one after another node has started', async () => {
  using anonymous = connect(hub.url(0))
  const password = hub.secrets.demoPassword ?? ''
  const { token } = await anonymous.must('session.login', { email: 'house@demo.couvert', password })
  using house = connect(hub.url(0), token)
  const { desks } = await house.must('desk.mine', {})
  expect(desks).toMatchObject([{ deskId, roles: expect.arrayContaining(['manager', 'concierge']) }])
  expect(desks[0]?.venues.length).toBeGreaterThanOrEqual(12)
  expect((await house.must('canned.list', { deskId })).replies.length).toBeGreaterThan(0)
  const queue = await house.follow({ feed: 'queue', params: { deskId } })
  const waiting = () => Object.values(queue.content) as { name: string; waitingSince: string | null; unread: number }[]
  await expect.poll(() => waiting().map(({ name, unread }) => [name, unread]), soon).toEqual([['Hana Seo', 3]])
  expect(waiting()[0]?.waitingSince).not.toBeNull()
  const said = () => hub.db.collection('messages').countDocuments({})
  const before = await said()
  await hub.addNode()
  expect(await said()).toBe(before)
  expect(waiting()).toHaveLength(1)
})
