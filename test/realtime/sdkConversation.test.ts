import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect } from '../support/client.ts'
import { openCutDoor } from '../support/cutDoor.ts'
import { seedDesk } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { deviceAt, problemsOf, seqsIn, textsIn } from '../support/talkDevice.ts'

const soon = { timeout: 30_000, interval: 50 }
const tenMinutes = 600_000

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ nodes: 2 })
})
afterAll(() => hub?.[Symbol.asyncDispose]())

it('ten minutes without a connection in the middle, an answer lost just before: every device ends with the same list, nothing twice, in order', async () => {
  const deskId = await seedDesk(hub)
  const token = hub.tokenFor('guest')
  using guest = connect(hub.url(1), token)
  using desk = connect(hub.url(1), hub.tokenFor('concierge', deskId))
  const { conversationId } = await guest.must('conversation.open', { deskId })
  const answer = (text: string) => desk.must('message.send', { conversationId, text })
  await using door = await openCutDoor(hub.url(0))
  using phone = deviceAt(door.url, token, conversationId)
  using tablet = deviceAt(hub.url(1), token, conversationId)
  const written: string[] = []
  const write = (text: string) => {
    written.push(text)
    phone.conversation.send(text)
  }

  write('p1')
  write('p2')
  await expect.poll(() => textsIn(tablet.conversation), soon).toEqual(['p1', 'p2'])
  await answer('d0')
  await expect.poll(() => textsIn(phone.conversation), soon).toEqual(['p1', 'p2', 'd0'])
  const before = seqsIn(phone.conversation)

  door.mute()
  write('p3')
  await expect.poll(() => textsIn(tablet.conversation), soon).toContain('p3')
  door.shut()
  write('p4')
  write('p5')
  for (let n = 1; n <= 55; n++) await answer(`d${n}`)
  tablet.conversation.send('t1')
  await expect.poll(() => textsIn(tablet.conversation), soon).toContain('t1')
  phone.clock.advance(tenMinutes)
  expect(phone.conversation.get().status).toBe('stale')
  expect(phone.conversation.get().outbox.map(({ text, state }) => [text, state])).toEqual([
    ['p3', 'waiting'],
    ['p4', 'waiting'],
    ['p5', 'waiting'],
  ])
  expect(seqsIn(phone.conversation)).toEqual(before)

  door.open()
  await expect.poll(() => seqsIn(phone.conversation).length, soon).toBe(62)
  await expect.poll(() => phone.conversation.get().outbox, soon).toEqual([])
  await expect.poll(() => seqsIn(tablet.conversation).length, soon).toBe(62)
  expect(phone.conversation.get().messages).toEqual(tablet.conversation.get().messages)
  expect(problemsOf(seqsIn(phone.conversation), textsIn(phone.conversation), written)).toEqual([])
  for (const state of [...phone.states, ...tablet.states]) expect(problemsOf(state, [], [])).toEqual([])
  await expect.poll(() => phone.conversation.get().about?.guest.deliveredUpTo, soon).toBe(59)

  // Without pages for what was missed, what was held and the newest fifty would stand together as if nothing were between.
  const newest = (await desk.follow({ feed: 'conversation', params: { conversationId } })).content
  const told = Object.keys(newest).flatMap((key) => (key === 'about' ? [] : Number(key.slice(1))))
  expect(problemsOf([...before, ...told.sort((a, b) => a - b)], [], [])).toEqual(['hole before 13'])
})

it('control: the same with another id for each try is said twice, and the check sees it', async () => {
  const deskId = await seedDesk(hub)
  using guest = connect(hub.url(0), hub.tokenFor('guest'))
  const { conversationId } = await guest.must('conversation.open', { deskId })
  for (const text of ['p2', 'p1', 'p1']) await guest.must('message.send', { conversationId, text })
  const { messages } = await guest.must('message.list', { conversationId })
  const list = messages.toReversed()
  const problems = problemsOf(
    list.map(({ seq }) => seq),
    list.map(({ text }) => text ?? ''),
    ['p1', 'p2'],
  )
  expect(problems).toEqual(['twice: p1', 'order: p2,p1,p1'])
})
