import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Core } from '../../server/core/createCore.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { ConversationDocument, DeskDocument } from '../../server/core/talk/documents.ts'
import { removeSilent } from '../../server/core/talk/retention.ts'
import { connect } from '../support/client.ts'
import { coreOf } from '../support/core.ts'
import { seedDesk, startConversation } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'

const dayMs = 86_400_000

let hub: TestHub
let core: Core
beforeAll(async () => {
  hub = await startHub()
  core = await coreOf(hub)
})
afterAll(async () => {
  await core?.close()
  await hub?.[Symbol.asyncDispose]()
})

const conversations = () => hub.db.collection<ConversationDocument>('conversations')
const rowOf = (_id: string) => conversations().findOne({ _id })

/** One round of the sweep, so many days from now. */
const roundAfter = (days: number) => {
  const clock = { ...core.deps.clock, now: () => Date.now() + days * dayMs }
  return removeSilent({ ...core.deps, clock })
}

/** As many rounds as it takes, an hour apart. */
async function roundsAfter(days: number): Promise<void> {
  for (const hour of [0, 1, 2]) await roundAfter(days + hour / 24)
}

async function traces(conversationId: string): Promise<number> {
  const stream = new RegExp(`^${conversationId}`)
  return (
    (await hub.db.collection('messages').countDocuments({ stream })) +
    (await hub.db.collection('receipts').countDocuments({ conversation: conversationId })) +
    (await conversations().countDocuments({ _id: conversationId }))
  )
}

it('what is silent longer than its desk keeps it goes with all that belongs to it, visitors’ after ninety days, and nothing else', async () => {
  const [usual, brief] = [await seedDesk(hub), await seedDesk(hub)]
  await hub.db.collection<DeskDocument>('desks').updateOne({ _id: brief }, { $set: { keepMonths: 2 } })
  const guestKey = newId()
  const visitor = await startConversation(hub, `guest:${guestKey}`, usual)
  const diner = await startConversation(hub, `account:${newId()}`, usual)
  const dinerAtBrief = await startConversation(hub, `account:${newId()}`, brief)
  using guest = connect(hub.url(0), hub.tokenFor('guest', undefined, guestKey))
  using desk = connect(hub.url(0), hub.tokenFor('concierge', usual))
  await guest.must('conversation.read', { conversationId: visitor, upTo: 1 })
  await desk.must('note.add', { conversationId: visitor, text: 'Came with a dog' })
  const left = async () =>
    (await Promise.all([visitor, diner, dinerAtBrief].map(traces))).map((count) => (count > 0 ? 'there' : 'gone'))

  await roundsAfter(59)
  expect(await left()).toEqual(['there', 'there', 'there'])
  await roundsAfter(63)
  expect(await left()).toEqual(['there', 'there', 'gone'])
  await roundsAfter(91)
  expect(await left()).toEqual(['gone', 'there', 'gone'])
  await roundsAfter(725)
  expect(await left()).toEqual(['gone', 'there', 'gone'])
  await roundsAfter(735)
  expect(await left()).toEqual(['gone', 'gone', 'gone'])
})

it('whoever writes before it is decided keeps the conversation, whole, also where that is not counted in yet', async () => {
  const deskId = await seedDesk(hub)
  const key = newId()
  const conversationId = await startConversation(hub, `guest:${key}`, deskId)
  using guest = connect(hub.url(0), hub.tokenFor('guest', undefined, key))
  await roundAfter(91)
  expect((await rowOf(conversationId))?.leaving).toBeDefined()
  expect(await guest.must('message.send', { conversationId, text: 'Still there?' })).toMatchObject({ seq: 2 })
  expect((await rowOf(conversationId))?.leaving).toBeUndefined()

  await expect.poll(async () => (await rowOf(conversationId))?.top).toBe(2)
  // Said by somebody who had read the row before it was marked, and not counted in.
  await roundAfter(91)
  const late = { stream: conversationId, seq: 3, sender: `guest:${key}`, side: 'guest', requestId: newId() } as const
  await hub.db
    .collection<object>('messages')
    .insertOne({ _id: newId(), ...late, bodyHash: '', text: null, at: new Date() } as never)
  await roundAfter(91.5)
  expect((await rowOf(conversationId))?.leaving, 'marked anew, and not decided').toEqual({ since: expect.any(Number) })
  expect((await guest.must('message.list', { conversationId })).messages.map(({ seq }) => seq)).toEqual([3, 2, 1])
  // Opened again it stays too.
  expect(await guest.must('conversation.open', { deskId })).toEqual({ conversationId })
  expect((await rowOf(conversationId))?.leaving).toBeUndefined()
})

it('once it is decided nobody writes any more, what was begun goes on after a kill, and then a new one begins at one', async () => {
  const deskId = await seedDesk(hub)
  const key = newId()
  const conversationId = await startConversation(hub, `guest:${key}`, deskId)
  using guest = connect(hub.url(0), hub.tokenFor('guest', undefined, key))
  await roundAfter(91)
  await roundAfter(91.1)
  expect((await rowOf(conversationId))?.leaving).toMatchObject({ decided: true })
  const input = { conversationId, text: 'Still there?' }
  expect(await guest.call('message.send', input)).toMatchObject({ error: { code: 'not_found' } })
  expect(await guest.call('conversation.open', { deskId })).toMatchObject({ error: { code: 'busy' } })
  // As a worker leaves it that was killed in the middle.
  await hub.db.collection('messages').deleteMany({ stream: conversationId })
  await roundAfter(91.2)
  expect(await traces(conversationId)).toBe(0)
  const again = await guest.must('conversation.open', { deskId })
  expect(again).not.toEqual({ conversationId })
  expect(await guest.must('message.send', { ...input, ...again })).toMatchObject({ seq: 1 })
})
