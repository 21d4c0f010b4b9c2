import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MessageDocument } from '../../server/core/talk/documents.ts'
import type { Sent } from '../../shared/contract/index.ts'
import { connect } from '../support/client.ts'
import { seedDesk, startConversation, textsIn } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { keeperAt } from '../support/keepers.ts'

const soon = { timeout: 30_000 }
const minuteMs = 60_000

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ nodes: 2 })
})
afterAll(() => hub?.[Symbol.asyncDispose]())

/** A desk with two who work there, at two nodes, and a guest who waits. */
async function staffed(about: Partial<Sent<'desk.save'>> = {}) {
  const { venueId: deskId } = await hub.seedVenue()
  await seedDesk(hub, deskId)
  using manager = connect(hub.url(0), hub.tokenFor('manager', deskId))
  const localNames = { ko: null, ja: null }
  const desk = { deskId, name: 'Desk', localNames, venueIds: [deskId], language: 'en' as const }
  await manager.must('desk.save', { ...desk, ...about })
  const [kim, lee] = await Promise.all([keeperAt(hub, deskId, 0), keeperAt(hub, deskId, 1)])
  const guest = connect(hub.url(1), hub.tokenFor('guest'))
  const { conversationId } = await guest.must('conversation.open', { deskId })
  await guest.must('message.send', { conversationId, text: 'A table?' })
  const queue = await kim.follow({ feed: 'queue', params: { deskId } })
  const queued = () => queue.content[conversationId] as Record<string, unknown> | undefined
  await expect.poll(queued, soon).toMatchObject({ awaits: 'first' })
  return {
    ...{ deskId, desk, conversationId, kim, lee, guest, queued },
    [Symbol.dispose]() {
      for (const { socket } of [kim, lee, guest]) socket.disconnect()
    },
  }
}

/** Of a desk that is closed today and tomorrow, and opens the day after. */
function hoursAhead(): { hours: NonNullable<Sent<'desk.save'>['hours']>; opensAt: string } {
  const date = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  const exceptions = [{ date, spans: [{ from: '09:00', to: '18:00' }] }]
  return { hours: { zone: 'UTC', weekly: [[], [], [], [], [], [], []], exceptions }, opensAt: `${date}T09:00:00.000Z` }
}

const forEach = (seconds: number) => ({ firstSeconds: seconds, nextSeconds: seconds })

it('a desk keeps its hours and targets, says its hours to everybody, and keeps them through a change that does not name them', async () => {
  const { hours } = hoursAhead()
  const targets = { standard: forEach(600), regular: forEach(500), vip: forEach(60), vvip: forEach(30) }
  using at = await staffed({ hours, targets, mostOwed: 2 })
  const { deskId, desk, kim, guest } = at
  using manager = connect(hub.url(1), hub.tokenFor('manager', deskId))
  await manager.must('desk.save', { ...desk, name: 'Another name' })
  expect(await guest.must('desk.get', { deskId })).toMatchObject({ name: 'Another name', hours })
  expect(await kim.must('desk.work', { deskId })).toMatchObject({ targets, mostOwed: 2, members: [] })
  expect(await guest.call('desk.work', { deskId })).toMatchObject({ error: { code: 'forbidden' } })
})

it('what is said of those who work at a desk is kept, of those alone, and goes with their role', async () => {
  using at = await staffed()
  const { deskId, kim } = at
  using manager = connect(hub.url(1), hub.tokenFor('manager', deskId))
  const { accountId } = kim
  const about = { languages: ['ko', 'ja'], skills: ['events'], capacity: 2, venueIds: [deskId] } as const
  const sent = { deskId, accountId, ...about, languages: [...about.languages], skills: ['events'], venueIds: [deskId] }
  await manager.must('desk.member.save', sent)
  expect((await kim.must('desk.work', { deskId })).members).toEqual([{ accountId, ...about }])
  expect(await kim.call('desk.member.save', sent)).toMatchObject({ error: { code: 'forbidden' } })
  const { venueId: elsewhere } = await hub.seedVenue()
  expect(await manager.call('desk.member.save', { ...sent, venueIds: [elsewhere] })).toMatchObject({
    error: { code: 'invalid_input', issues: [{ path: 'venueIds' }] },
  })
  await manager.must('staff.remove', { venueId: deskId, accountId })
  expect((await manager.must('desk.work', { deskId })).members).toEqual([])
})

it('the clock of a wait is that of the guest’s tier, is kept through what is said meanwhile, and changes with the tier', async () => {
  using at = await staffed()
  const { conversationId, kim, guest, queued } = at
  const since = Date.parse(String(queued()?.['waitingSince']))
  const dueIn = () => Date.parse(String(queued()?.['dueAt'])) - since
  expect([dueIn(), queued()?.['tier']]).toEqual([5 * minuteMs, 'standard'])
  await guest.must('message.send', { conversationId, text: 'By the window' })
  await expect.poll(() => queued()?.['unread'], soon).toBe(2)
  expect(dueIn()).toBe(5 * minuteMs)
  await kim.must('conversation.guest', { conversationId, tier: 'vip', own: kim.accountId })
  await expect.poll(() => queued()?.['tier'], soon).toBe('vip')
  expect(dueIn()).toBe(2.5 * minuteMs)
  await kim.must('message.send', { conversationId, text: 'At once' })
  await expect.poll(() => queued()?.['dueAt'], soon).toBeNull()
  await guest.must('message.send', { conversationId, text: 'And a cake?' })
  await expect.poll(() => queued()?.['awaits'], soon).toBe('next')
  const next = queued()
  expect(Date.parse(String(next?.['dueAt'])) - Date.parse(String(next?.['waitingSince']))).toBe(2 * minuteMs)
})

it('who writes while the desk is closed is told when it opens, and the clock begins then', async () => {
  const { hours, opensAt } = hoursAhead()
  using at = await staffed({ hours })
  const { desk, conversationId, guest, queued } = at
  expect(queued()?.['dueAt']).toBe(new Date(Date.parse(opensAt) + 5 * minuteMs).toISOString())
  const feed = await guest.follow({ feed: 'conversation', params: { conversationId } })
  const about = () => feed.content['about']
  expect(about()).toMatchObject({ open: false, opensAt })
  // Other hours reach whoever looks at it, without their asking.
  using manager = connect(hub.url(0), hub.tokenFor('manager', desk.deskId))
  const always = Array.from({ length: 7 }, () => [{ from: '00:00', to: '00:00' }])
  await manager.must('desk.save', { ...desk, hours: { zone: 'Asia/Seoul', weekly: always, exceptions: [] } })
  await expect.poll(about, soon).toMatchObject({ open: true, opensAt: null })
})

it('whoever answers what is nobody’s has it; a colleague is told who has it and answers only knowingly', async () => {
  using at = await staffed()
  const { conversationId, kim, lee, guest, queued } = at
  const feed = await guest.follow({ feed: 'conversation', params: { conversationId } })
  await kim.must('message.send', { conversationId, text: 'Good evening' })
  await expect.poll(queued, soon).toMatchObject({ assignee: kim.accountId })
  const second = { conversationId, text: 'Good evening too' }
  const refusal = { error: { code: 'not_allowed_now', reason: 'taken', holder: kim.accountId } }
  expect(await lee.call('message.send', second)).toMatchObject(refusal)
  expect(await lee.call('conversation.take', { conversationId })).toMatchObject(refusal)
  expect(await lee.call('conversation.release', { conversationId })).toMatchObject(refusal)
  expect(await lee.call('conversation.transfer', { conversationId, to: lee.accountId, note: 'x' })).toMatchObject(
    refusal,
  )
  await lee.must('message.send', { ...second, evenIfTaken: true })
  expect(queued()).toMatchObject({ assignee: kim.accountId })
  await expect.poll(() => textsIn(feed), soon).toEqual(['A table?', 'Good evening', 'Good evening too'])
  expect(feed.content['about'], 'the guest is not told who it is').toMatchObject({ assignee: null })
  // Knowing whose it is one may have it.
  expect(await lee.must('conversation.take', { conversationId, from: kim.accountId })).toEqual({
    assignee: lee.accountId,
  })
  expect(await kim.call('message.send', { conversationId, text: 'Hm' })).toMatchObject({
    error: { reason: 'taken', holder: lee.accountId },
  })
})

it('what was answered is answered again the same, also when a colleague has it by now', async () => {
  using at = await staffed()
  const { conversationId, kim, lee } = at
  const requestId = randomUUID()
  const input = { conversationId, text: 'Good evening' }
  const first = await kim.must('message.send', input, requestId)
  await lee.must('conversation.take', { conversationId, from: kim.accountId })
  expect(await kim.must('message.send', input, requestId)).toEqual(first)
})

it('handed on with a note it is the other’s once, the note is the desk’s alone, and released it is nobody’s again', async () => {
  using at = await staffed()
  const { conversationId, kim, lee, guest, queued } = at
  const feed = await guest.follow({ feed: 'conversation', params: { conversationId } })
  const notes = await lee.follow({ feed: 'notes', params: { conversationId } })
  const requestId = randomUUID()
  const input = { conversationId, to: lee.accountId, note: 'Asks for the terrace' }
  await kim.must('conversation.take', { conversationId })
  for (const _again of [1, 2]) {
    expect(await kim.must('conversation.transfer', input, requestId)).toEqual({ assignee: lee.accountId })
  }
  await expect.poll(queued, soon).toMatchObject({ assignee: lee.accountId })
  await expect.poll(() => textsIn(notes), soon).toEqual(['Asks for the terrace'])
  expect(textsIn(feed)).toEqual(['A table?'])
  for (const _again of [1, 2]) {
    expect(await lee.must('conversation.release', { conversationId })).toEqual({ assignee: null })
  }
  await expect.poll(queued, soon).toMatchObject({ assignee: null, awaits: 'first' })
})

it('what is resolved is nobody’s, and waits for anybody when the guest writes again', async () => {
  using at = await staffed()
  const { conversationId, kim, guest, queued } = at
  await kim.must('message.send', { conversationId, text: 'Done' })
  await kim.must('conversation.resolve', { conversationId, upTo: 1 })
  await expect.poll(queued, soon).toBeUndefined()
  await guest.must('message.send', { conversationId, text: 'Once more' })
  await expect.poll(queued, soon).toMatchObject({ state: 'open', awaits: 'first', assignee: null })
})

/** Four at two nodes take, and answer, what is nobody's, all at once; so many times. */
async function race(at: TestHub, rounds: number) {
  const deskId = await seedDesk(at)
  const keepers = await Promise.all([0, 1, 0, 1].map((node) => keeperAt(at, deskId, node)))
  const messages = at.db.collection<MessageDocument>('messages')
  const seen: { had: number; answers: number; told: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const taken = await startConversation(at, `guest:a${round}`, deskId)
    const answered = await startConversation(at, `guest:b${round}`, deskId)
    const takes = await Promise.all(keepers.map((one) => one.call('conversation.take', { conversationId: taken })))
    const sent = { conversationId: answered, text: 'Good evening' }
    const sends = await Promise.all(keepers.map((one) => one.call('message.send', sent)))
    seen.push({
      had: takes.filter(({ ok }) => ok).length,
      answers: await messages.countDocuments({ stream: answered, side: 'desk' }),
      told: [...takes, ...sends].filter((answer) => !answer.ok && answer.error.holder !== undefined).length,
    })
  }
  for (const { socket } of keepers) socket.disconnect()
  return seen
}

it('of four who take or answer the same at once, at two nodes, one has it, and each of the others is told who', async () => {
  expect(await race(hub, 8)).toEqual(Array.from({ length: 8 }, () => ({ had: 1, answers: 1, told: 6 })))
})

it('control: without comparing who has it, several have the same and the guest is answered more than once', async () => {
  await using broken = await startHub({ nodes: 2, worker: false, breaks: ['take-unseen'] })
  const seen = await race(broken, 8)
  expect(Math.max(...seen.map(({ had }) => had))).toBeGreaterThan(1)
  expect(Math.max(...seen.map(({ answers }) => answers))).toBeGreaterThan(1)
})
