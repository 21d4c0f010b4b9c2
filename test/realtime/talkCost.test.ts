import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ConversationDocument, MessageDocument } from '../../server/core/talk/documents.ts'
import { connect, type FollowedFeed } from '../support/client.ts'
import { seedDesk, textsIn } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'

const soon = { timeout: 30_000 }
const each = 20

let hub: TestHub
beforeAll(async () => {
  // Nobody else asks the database for anything but the node's own beacon.
  hub = await startHub({ worker: false })
})
beforeEach(() => hub.db.command({ profile: 0 }))
afterAll(async () => {
  await hub?.db.command({ profile: 0 })
  await hub?.[Symbol.asyncDispose]()
})

/** A guest and a concierge at one node, each of whom sees what the other says; both have said something before. */
async function meet() {
  const deskId = await seedDesk(hub)
  const guest = connect(hub.url(0), hub.tokenFor('guest'))
  const desk = connect(hub.url(0), hub.tokenFor('concierge', deskId))
  const { conversationId } = await guest.must('conversation.open', { deskId })
  const feeds: FollowedFeed[] = []
  for (const client of [guest, desk]) {
    feeds.push(await client.follow({ feed: 'conversation', params: { conversationId } }))
    await client.must('message.send', { conversationId, text: 'Hello' })
  }
  return {
    conversationId,
    guest,
    desk,
    async settled(total: number) {
      const [conversations, messages] = [
        hub.db.collection<ConversationDocument>('conversations'),
        hub.db.collection<MessageDocument>('messages'),
      ]
      for (const feed of feeds) await expect.poll(() => textsIn(feed), soon).toHaveLength(total)
      await expect.poll(async () => (await conversations.findOne({ _id: conversationId }))?.top, soon).toBe(total)
      const marked = { stream: conversationId, unfolded: true } as const
      await expect.poll(() => messages.countDocuments(marked), soon).toBe(0)
    },
    [Symbol.dispose]() {
      for (const { socket } of [guest, desk]) socket.disconnect()
    },
  }
}

/** Holds all of it: of what the profile has no room for, the oldest goes. */
const profileBytes = 64 * 1024 * 1024

/** How often the node has asked for each thing meanwhile, by collection. */
async function askedFor(act: () => Promise<unknown>): Promise<(op: string, collection: string) => number> {
  await hub.db.createCollection('system.profile', { capped: true, size: profileBytes })
  await hub.db.command({ profile: 2 })
  await act()
  await hub.db.command({ profile: 0 })
  const profile = hub.db.collection<{ op: string; ns: string }>('system.profile')
  const found = await profile.find({ appName: 'hub' }).toArray()
  await profile.drop()
  const asked = found.map(({ op, ns }) => `${op} ${ns.slice(hub.db.databaseName.length + 1)}`)
  return (op, collection) => asked.filter((one) => one === `${op} ${collection}`).length
}

/** By the beacon while a slow machine does it, and by giving out what waits, whenever it is another's turn. */
const byOthers = 12

it('said one after the other, a message costs one reading of its conversation and one insert; what follows from it is written, and read by nobody', async () => {
  using talk = await meet()
  const { guest, desk, conversationId } = talk
  await talk.settled(2)
  const asked = await askedFor(async () => {
    for (const client of [guest, desk]) {
      for (let n = 0; n < each; n++) await client.must('message.send', { conversationId, text: `${n}` })
    }
    await talk.settled(2 + 2 * each)
  })
  const said = 2 * each
  expect(asked('insert', 'messages')).toBe(said)
  expect(asked('query', 'conversations')).toBeGreaterThanOrEqual(said)
  expect(asked('query', 'conversations')).toBeLessThanOrEqual(said + byOthers)
  expect(asked('query', 'messages'), 'by no feed and by no count').toBeLessThanOrEqual(byOthers)
  expect(asked('query', 'receipts')).toBeLessThanOrEqual(byOthers)
  expect(asked('command', 'conversations') + asked('update', 'conversations')).toBeLessThanOrEqual(said)
  expect(asked('update', 'messages')).toBeLessThanOrEqual(said)
})

it('the marks of what is said in many conversations at once are taken off together', async () => {
  const deskId = await seedDesk(hub)
  const guests = Array.from({ length: each }, () => connect(hub.url(0), hub.tokenFor('guest')))
  const opened = await Promise.all(guests.map((guest) => guest.must('conversation.open', { deskId })))
  const messages = hub.db.collection<MessageDocument>('messages')
  const said = { stream: { $in: opened.map(({ conversationId }) => conversationId) } }
  const asked = await askedFor(async () => {
    const speaking = guests.map((guest, n) =>
      guest.must('message.send', { conversationId: opened[n]?.conversationId ?? '', text: 'Hello' }),
    )
    await Promise.all(speaking)
    await expect.poll(() => messages.countDocuments({ ...said, unfolded: true }), soon).toBe(0)
  })
  for (const { socket } of guests) socket.disconnect()
  expect(asked('insert', 'messages')).toBe(each)
  expect(asked('update', 'messages')).toBeLessThanOrEqual(each / 2)
})

it('whoever follows is sent one patch for a message: that it is counted in shows nothing more', async () => {
  using talk = await meet()
  const { guest, conversationId } = talk
  await talk.settled(2)
  // Now somebody waits; the next one changes nothing about that.
  await guest.must('message.send', { conversationId, text: 'first' })
  await talk.settled(3)
  const feed = await guest.follow({ feed: 'conversation', params: { conversationId } })
  const from = feed.patches.length
  for (let n = 0; n < 4; n++) {
    await guest.must('message.send', { conversationId, text: `${n}` })
    await talk.settled(4 + n)
  }
  const patches = feed.patches.slice(from)
  expect(patches.map(({ set, unset }) => [...Object.keys(set), ...unset])).toEqual([['m4'], ['m5'], ['m6'], ['m7']])
  expect(feed.gaps).toBe(0)
})
