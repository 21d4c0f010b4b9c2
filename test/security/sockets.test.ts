import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import { Server } from 'socket.io'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, type TestClient } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { leaksIn, monitorRedis } from './sinks.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ nodes: 2, worker: false })
})
afterAll(() => hub[Symbol.asyncDispose]())

/** Somebody else on the same Redis, who asks every node for its sockets as one of them could. */
async function askForSockets(): Promise<unknown> {
  const [pub, sub] = [new Redis(hub.redisUrl), new Redis(hub.redisUrl)]
  const curious = new Server({ adapter: createAdapter(pub, sub, { requestsTimeout: 3000 }) })
  try {
    return (await curious.fetchSockets()).map(({ id, handshake, data, rooms }) => ({
      id,
      handshake,
      data: data as unknown,
      rooms: [...rooms],
    }))
  } catch (error) {
    return String(error)
  } finally {
    await curious.close()
    pub.disconnect()
    sub.disconnect()
  }
}

it('S31: whoever asks the nodes over Redis for their sockets hears no token, key or address book of headers', async () => {
  const { venueId } = await hub.seedVenue()
  using manager = connect(hub.url(0), hub.tokenFor('manager', venueId))
  const { key } = await manager.must('key.create', { venueId, name: 'Desk', scopes: ['read'] })
  const token = hub.tokenFor('guest')
  using guest = connect(hub.url(1), token)
  await guest.must('venue.get', { venueId })
  using monitor = await monitorRedis(hub.redisUrl)
  const told = JSON.stringify(await askForSockets()) ?? ''
  // Both nodes still stand, with whom they had.
  for (const client of [manager, guest] satisfies TestClient[]) await client.must('venue.get', { venueId })
  const secrets = [token, token.split('.')[2] ?? '', key, 'node-XMLHttpRequest', 'sec-websocket-key']
  expect(leaksIn(told, secrets)).toEqual([])
  expect(leaksIn(monitor.heard(), secrets)).toEqual([])
  // That it was heard: the question, and what the nodes have to say to it.
  expect(leaksIn(monitor.heard(), ['publish'])).toEqual(['publish'])
})
