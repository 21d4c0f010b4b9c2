import type { Socket } from 'socket.io-client'
import { newId } from '../../server/core/infra/ids.ts'
import type { Grant } from '../../shared/contract/policy.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { ask, connect } from '../contract/callers.ts'
import type { Cluster } from '../replay/cluster.ts'
import { seedDesk } from '../support/desk.ts'
import { type Goal, printSlices } from './goals.ts'
import { openLong } from './openLong.ts'
import { type Contender, latency, perSecond, ratioOf, runRounds, type Slice } from './rounds.ts'

const text = 'Could we have the table by the window at eight, please?'
const [ours, bare] = ['message.send', 'bare insert and emit']

/** Sockets that speak in turn, and the conversation that each speaks in. */
type Speakers = readonly { readonly socket: Socket; readonly conversationId: string }[]

/**
 * Messages over sockets, each followed by its guest and, here, sealed, numbered, counted in and told to whoever is at
 * the desk, against one bare insert each and a bare emit over the same kind of sockets.
 *
 * MongoDB's flow control is off, for both, and on in production. It meters all writes of a set by how far its members lag
 * behind, and lets go slowly: three members on one machine that does everything else as well do lag, and what one of the
 * two wrote in its slice then slows the other's down. So a ratio would say who came first. What it leaves out is how a
 * set behaves that cannot follow; there both have as many writes a second as MongoDB allows, and ours has two or three
 * for each of the other's one.
 */
export async function talk(cluster: Cluster, say: (line: string) => void): Promise<readonly Goal[]> {
  const [hub = '', baseline = ''] = cluster.otherUrls
  const deskId = await seedDesk({ db: cluster.client.db(cluster.database) })
  const hot = { ours: await oneConversation(cluster, hub, deskId), bare: await bareRooms(baseline, 64, 1) }
  const many = { ours: await manyConversations(cluster, hub, deskId), bare: await bareRooms(baseline, 200, 200) }
  const parts = [
    { name: 'one hot conversation, 64 in flight', speakers: hot, inFlight: 64, least: 1, latest: 1 },
    { name: 'one conversation, one at a time', speakers: hot, inFlight: 1, least: 0.4, latest: 2.5 },
    { name: '200 conversations, 64 in flight', speakers: many, inFlight: 64, least: 0.25, latest: 4 },
  ]
  const goals: Goal[] = []
  for (const { name, speakers, inFlight, least, latest } of parts) {
    const contenders = [speaking(ours, speakers.ours), speaking(bare, speakers.bare)]
    const slices = await runRounds(contenders, { inFlight, rounds: 7, sliceMs: 700, warmMs: 2_000 })
    say(`${name}\n${printSlices(slices)}`)
    goals.push(...goalsOf(name, slices, { least, latest }))
  }
  for (const { socket } of [hot, many].flatMap((both) => [...both.ours, ...both.bare])) socket.disconnect()
  return [...goals, ...(await openLong(cluster, hub, deskId, say))]
}

function goalsOf(
  name: string,
  slices: ReadonlyMap<string, readonly Slice[]>,
  { least, latest }: { readonly least: number; readonly latest: number },
): readonly Goal[] {
  const [mine, its] = [slices.get(ours) ?? [], slices.get(bare) ?? []]
  return [
    { what: `${name}: messages per second`, spread: ratioOf(mine, its, perSecond), least },
    { what: `${name}: p50`, spread: ratioOf(mine, its, latency(50)), most: latest },
    { what: `${name}: p99`, spread: ratioOf(mine, its, latency(99)), most: latest },
  ]
}

function speaking(name: string, speakers: Speakers): Contender {
  let turn = 0
  return {
    name,
    async once() {
      const speaker = speakers[turn++ % speakers.length]
      if (speaker === undefined) return 0
      const { socket, conversationId } = speaker
      const answer = await ask(socket, 'message.send', { input: { conversationId, text }, requestId: newId() })
      return answer.ok ? 1 : 0
    },
  }
}

async function oneConversation(cluster: Cluster, url: string, deskId: string): Promise<Speakers> {
  const guest = cluster.person({ role: 'guest', venueId: null })
  const sockets = await Promise.all(Array.from({ length: 64 }, () => connect(url, guest.token())))
  const conversationId = await open(sockets[0], deskId)
  await follow(sockets.slice(0, 1), conversationId)
  await follow([await connect(url, tokenAt(cluster, deskId))], conversationId)
  return sockets.map((socket) => ({ socket, conversationId }))
}

async function manyConversations(cluster: Cluster, url: string, deskId: string): Promise<Speakers> {
  const speakers: { socket: Socket; conversationId: string }[] = []
  for (let n = 0; n < 200; n++) {
    const socket = await connect(url, cluster.person({ role: 'guest', venueId: null }).token())
    const conversationId = await open(socket, deskId)
    await follow([socket], conversationId)
    speakers.push({ socket, conversationId })
  }
  return speakers
}

const tokenAt = (cluster: Cluster, venueId: string): string => {
  const grant: Grant = { role: 'concierge', venueId }
  return cluster.person(grant).token()
}

async function open(socket: Socket | undefined, deskId: string): Promise<string> {
  if (socket === undefined) throw new Error('nobody is there')
  const answer = (await ask(socket, 'conversation.open', { input: { deskId } })) as Answer<{ conversationId: string }>
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data.conversationId
}

async function follow(sockets: readonly Socket[], conversationId: string): Promise<void> {
  for (const socket of sockets) await ask(socket, 'feed.open', { feed: 'conversation', params: { conversationId } })
}

/** As many sockets, each in a room with two who listen. */
async function bareRooms(url: string, sockets: number, rooms: number): Promise<Speakers> {
  const made = await Promise.all(Array.from({ length: sockets }, () => connect(url)))
  const names = Array.from({ length: rooms }, () => newId())
  const speakers = made.map((socket, index) => ({ socket, conversationId: names[index % rooms] ?? '' }))
  const listening = rooms === 1 ? speakers.slice(0, 2) : speakers
  for (const { socket, conversationId } of listening) {
    await new Promise<void>((done) => socket.emit('follow', conversationId, done))
  }
  return speakers
}
