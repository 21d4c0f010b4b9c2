import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ConversationDocument } from '../../server/core/talk/documents.ts'
import { connect, type TestClient } from '../support/client.ts'
import { seedDesk, textsIn } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { type Keeper, keeperAt } from '../support/keepers.ts'

const soon = { timeout: 30_000 }

let hub: TestHub
let redis: Redis
beforeAll(async () => {
  hub = await startHub({ nodes: 2 })
  redis = new Redis(hub.redisUrl)
})
afterAll(async () => {
  redis?.disconnect()
  await hub?.[Symbol.asyncDispose]()
})

type Queued = Readonly<Record<'assignee' | 'why' | 'told' | 'awaits' | 'state', string | null>>

/** A desk with two concierges who are not there yet, at two nodes, and its queue as the first sees it. */
async function deskOf(at: TestHub, about: { readonly mostOwed?: number } = {}) {
  const { venueId: deskId } = await at.seedVenue()
  await seedDesk(at, deskId)
  using manager = connect(at.url(0), at.tokenFor('manager', deskId))
  const desk = { deskId, name: 'Desk', localNames: { ko: null, ja: null }, venueIds: [deskId], language: 'en' as const }
  await manager.must('desk.save', { ...desk, ...about })
  const last = at.nodes.length - 1
  const [kim, lee] = await Promise.all([keeperAt(at, deskId, 0), keeperAt(at, deskId, last)])
  const [queue, team] = await Promise.all([
    kim.follow({ feed: 'queue', params: { deskId } }),
    kim.follow({ feed: 'team', params: { deskId } }),
  ])
  const guests: TestClient[] = []

  /** A guest of their own who writes. @returns their conversation */
  async function ask(text = 'A table?'): Promise<string> {
    const guest = connect(at.url(guests.length % at.nodes.length), at.tokenFor('guest'))
    guests.push(guest)
    const { conversationId } = await guest.must('conversation.open', { deskId })
    await guest.must('message.send', { conversationId, text })
    await expect.poll(() => queue.content[conversationId], soon).toMatchObject({ awaits: 'first' })
    return conversationId
  }
  const queued = (conversationId: string) => queue.content[conversationId] as Queued | undefined
  const be = (who: Keeper, state: 'here' | 'leaving' | 'away') => who.must('desk.present', { deskId, state })
  return {
    ...{ deskId, kim, lee, team, guests, ask, queued, be },
    [Symbol.dispose]() {
      for (const { socket } of [kim, lee, ...guests]) socket.disconnect()
    },
  }
}

/** As one whose app has been silent for that long. */
async function fallSilent(deskId: string, { accountId }: Keeper, ms: number): Promise<void> {
  const at = Date.now() - ms
  await redis.hset(`present:${deskId}`, accountId, JSON.stringify({ state: 'here', at, since: at }))
}

it('who is at a desk is shown to colleagues at every node: who comes, leaves, goes, and is heard of no more', async () => {
  using at = await deskOf(hub)
  const { deskId, kim, lee, team, be } = at
  await Promise.all([be(kim, 'here'), be(lee, 'here')])
  await expect.poll(() => Object.keys(team.content).toSorted(), soon).toEqual([kim.accountId, lee.accountId].toSorted())
  expect(team.content[lee.accountId]).toMatchObject({
    state: 'here',
    owed: 0,
    quiet: 0,
    capacity: 4,
    languages: ['en'],
  })
  await be(lee, 'leaving')
  await expect.poll(() => team.content[lee.accountId], soon).toMatchObject({ state: 'leaving' })
  await be(lee, 'away')
  await expect.poll(() => Object.keys(team.content), soon).toEqual([kim.accountId])
  await fallSilent(deskId, kim, 46_000)
  await expect.poll(() => Object.keys(team.content), soon).toEqual([])
  expect(team.gaps).toBe(0)
})

it('what waits is given to whoever comes, then to who has least to do; who leaves is given nothing', async () => {
  using at = await deskOf(hub)
  const { kim, lee, ask, queued, be } = at
  const first = await ask()
  expect(queued(first)).toMatchObject({ assignee: null })
  await be(lee, 'leaving')
  await be(kim, 'here')
  await expect.poll(() => queued(first), soon).toMatchObject({ assignee: kim.accountId, why: 'soonest' })
  await be(lee, 'here')
  const second = await ask()
  await expect.poll(() => queued(second), soon).toMatchObject({ assignee: lee.accountId, why: 'soonest' })
  // Both owe an answer, and nobody is given a second; whoever has answered is free for the next.
  const third = await ask()
  await kim.must('message.send', { conversationId: first, text: 'At eight?' })
  await expect.poll(() => queued(third), soon).toMatchObject({ assignee: kim.accountId })
})

it('the guest’s own concierge comes first, although another has less to do', async () => {
  using at = await deskOf(hub, { mostOwed: 2 })
  const { kim, lee, ask, queued, be } = at
  const before = await ask()
  await be(kim, 'here')
  await expect.poll(() => queued(before), soon).toMatchObject({ assignee: kim.accountId })
  const theirs = await ask()
  await kim.must('conversation.take', { conversationId: theirs, from: kim.accountId })
  await kim.must('conversation.guest', { conversationId: theirs, tier: 'vip', own: kim.accountId })
  await kim.must('message.send', { conversationId: theirs, text: 'Of course' })
  await kim.must('conversation.resolve', { conversationId: theirs, upTo: 1 })
  await be(lee, 'here')
  await at.guests[1]?.must('message.send', { conversationId: theirs, text: 'And tomorrow?' })
  await expect.poll(() => queued(theirs), soon).toMatchObject({ assignee: kim.accountId, why: 'own' })
})

it('a concierge vanishes: who waits for them goes back with all that was said, and is given to another', async () => {
  using at = await deskOf(hub)
  const { deskId, kim, lee, ask, queued, be, guests } = at
  await be(lee, 'here')
  const conversationId = await ask('Is it open?')
  await expect.poll(() => queued(conversationId), soon).toMatchObject({ assignee: lee.accountId })
  await lee.must('message.send', { conversationId, text: 'It is' })
  await lee.must('note.add', { conversationId, text: 'In a hurry' })
  await guests[0]?.must('message.send', { conversationId, text: 'For two?' })
  await expect.poll(() => queued(conversationId), soon).toMatchObject({ awaits: 'next', assignee: lee.accountId })
  await be(kim, 'here')
  lee.socket.disconnect()
  await fallSilent(deskId, lee, 61_000)
  await expect.poll(() => queued(conversationId), soon).toMatchObject({ assignee: kim.accountId, state: 'open' })
  const talk = await kim.follow({ feed: 'conversation', params: { conversationId } })
  const notes = await kim.follow({ feed: 'notes', params: { conversationId } })
  expect(textsIn(talk)).toEqual(['Is it open?', 'It is', 'For two?'])
  expect(textsIn(notes)).toEqual(['In a hurry'])
})

it('who says that they go leaves nobody waiting: it is back at once; and what is let go goes to another who has room', async () => {
  using at = await deskOf(hub, { mostOwed: 2 })
  const { kim, lee, ask, queued, be } = at
  await be(lee, 'here')
  const conversationId = await ask()
  await expect.poll(() => queued(conversationId), soon).toMatchObject({ assignee: lee.accountId })
  await be(lee, 'away')
  await expect.poll(() => queued(conversationId), soon).toMatchObject({ assignee: null })
  await be(kim, 'here')
  await expect.poll(() => queued(conversationId), soon).toMatchObject({ assignee: kim.accountId })
  await be(lee, 'here')
  const second = await ask()
  await expect.poll(() => queued(second), soon).toMatchObject({ assignee: lee.accountId })
  await lee.must('conversation.release', { conversationId: second })
  await expect.poll(() => queued(second), soon).toMatchObject({ assignee: kim.accountId })
})

it('when the target has run out everybody is told, whoever could come is called, then a supervisor is told, each once', async () => {
  using at = await deskOf(hub)
  const { ask, queued } = at
  const conversationId = await ask()
  const conversations = hub.db.collection<ConversationDocument>('conversations')
  const ago = async (seconds: number) => {
    const waitingSince = Date.now() - seconds * 1000
    await conversations.updateOne(
      { _id: conversationId },
      { $set: { waitingSince, 'clock.waitingSince': waitingSince }, $inc: { version: 1 } },
    )
  }
  await ago(301)
  await expect.poll(() => queued(conversationId)?.told, soon).toBe('everybody')
  await ago(451)
  await expect.poll(() => queued(conversationId)?.told, soon).toBe('supervisor')
  const row = await conversations.findOne({ _id: conversationId })
  expect(row?.wait?.done?.map((key) => key.split('.').at(-1))).toEqual(['everybody', 'call', 'supervisor'])
})

/** Eight wait when two come at once, at two nodes, and a worker looks too. @returns how often each was given */
async function rush(at: TestHub): Promise<readonly number[]> {
  using desk = await deskOf(at, { mostOwed: 6 })
  const { deskId, kim, lee, ask, be } = desk
  const ids = await Promise.all(Array.from({ length: 8 }, () => ask()))
  const conversations = at.db.collection<ConversationDocument>('conversations')
  const versions = async () =>
    (await conversations.find({ _id: { $in: ids } }).toArray()).map(({ _id, version }) => [_id, version] as const)
  const before = new Map(await versions())
  await Promise.all([be(kim, 'here'), be(lee, 'here')])
  await expect.poll(() => conversations.countDocuments({ deskId, assignee: { $ne: null } }), soon).toBe(8)
  return (await versions()).map(([_id, version]) => version - (before.get(_id) ?? 0))
}

it('however many give out the same queue at once, each conversation is given once', async () => {
  for (let round = 0; round < 3; round++) expect(await rush(hub)).toEqual(Array(8).fill(1))
})

it('control: without comparing, what another process has given is given again', async () => {
  await using broken = await startHub({ nodes: 2, breaks: ['take-unseen'] })
  const given: number[] = []
  for (let round = 0; round < 6 && Math.max(...given, 0) < 2; round++) given.push(...(await rush(broken)))
  expect(Math.max(...given)).toBeGreaterThan(1)
})

it('without Redis a node knows who is there by itself, and what waits can be taken by hand', async () => {
  await using alone = await startHub({ nodes: 1, worker: false, redisUrl: 'redis://127.0.0.1:1' })
  using at = await deskOf(alone)
  const { kim, lee, ask, queued, be } = at
  const byHand = await ask()
  await lee.must('conversation.take', { conversationId: byHand })
  await expect.poll(() => queued(byHand), soon).toMatchObject({ assignee: lee.accountId, why: null })
  await be(kim, 'here')
  const given = await ask()
  await expect.poll(() => queued(given), soon).toMatchObject({ assignee: kim.accountId })
})
