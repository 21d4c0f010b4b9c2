import type { Socket } from 'socket.io-client'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { ask, connect } from '../contract/callers.ts'
import type { Cluster } from '../replay/cluster.ts'
import { seedLong } from '../support/longTalk.ts'
import { type Goal, printSlices } from './goals.ts'
import { type Contender, latency, ratioOf, runRounds } from './rounds.ts'

/** A conversation of ten thousand messages opened, and one of a hundred, in turn; each time by nobody's watching before. */
export async function openLong(
  cluster: Cluster,
  url: string,
  deskId: string,
  say: (line: string) => void,
): Promise<readonly Goal[]> {
  const db = cluster.client.db(cluster.database)
  const crypt = createFieldCrypt(cluster.secrets)
  const [short, long] = ['100 messages', '10,000 messages']
  const contenders: Contender[] = []
  const sockets: Socket[] = []
  for (const [name, length] of [
    [short, 100],
    [long, 10_000],
  ] as const) {
    const guest = cluster.person({ role: 'guest', venueId: null })
    const conversationId = await seedLong({ db, crypt }, { owner: guest.actor, deskId, length, newId })
    const socket = await connect(url, guest.token())
    sockets.push(socket)
    contenders.push({ name, once: () => openOnce(socket, conversationId) })
  }
  const slices = await runRounds(contenders, { inFlight: 1, rounds: 9, sliceMs: 500, warmMs: 1_500 })
  for (const socket of sockets) socket.disconnect()
  say(`opening a conversation\n${printSlices(slices)}`)
  const spread = ratioOf(slices.get(long) ?? [], slices.get(short) ?? [], latency(50))
  return [{ what: 'opening 10,000 messages against 100, p50', spread, most: 1.2 }]
}

async function openOnce(socket: Socket, conversationId: string): Promise<number> {
  const answer = (await ask(socket, 'feed.open', { feed: 'conversation', params: { conversationId } })) as Answer<{
    key: string
  }>
  if (!answer.ok) return 0
  socket.emit('feed.close', { key: answer.data.key })
  return 1
}
