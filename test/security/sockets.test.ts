import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import { Server } from 'socket.io'
import { expect, it } from 'vitest'
import { connect } from '../support/client.ts'
import { startHub } from '../support/hub.ts'
import { startRedis } from '../support/servers.ts'
import { leaksIn, monitorRedis } from './sinks.ts'

/** Somebody else on the same Redis, who asks every node for its sockets as one of them could. */
async function socketsAt(redisUrl: string): Promise<readonly { id: string; handshake: object; data: unknown }[]> {
  const [pub, sub] = [new Redis(redisUrl), new Redis(redisUrl)]
  const curious = new Server({ adapter: createAdapter(pub, sub, { requestsTimeout: 5000 }) })
  try {
    // Itself and both nodes: before it hears them it would take one for all.
    await expect.poll(() => curious.of('/').adapter.serverCount()).toBe(3)
    const found = await curious.fetchSockets()
    return found.map(({ id, handshake, data }) => ({ id, handshake, data: data as unknown }))
  } finally {
    pub.disconnect()
    sub.disconnect()
  }
}

it('S31: a node that is asked over Redis for its sockets tells that they are there, and nothing of who they are', async () => {
  // Of its own: every node on a Redis hears what is asked there.
  await using redis = await startRedis()
  await using hub = await startHub({ nodes: 2, worker: false, redisUrl: redis.url })
  const { venueId } = await hub.seedVenue()
  const token = hub.tokenFor('guest')
  using manager = connect(hub.url(0), hub.tokenFor('manager', venueId, 'm'.repeat(26)))
  using guest = connect(hub.url(1), token)
  for (const client of [manager, guest]) await client.must('venue.get', { venueId })
  using monitor = await monitorRedis(redis.url)

  const found = await socketsAt(redis.url)
  expect(found.map(({ id }) => id).toSorted()).toEqual([manager.socket.id, guest.socket.id].toSorted())
  expect(found.map(({ data }) => data)).toEqual([{}, {}])
  const secrets = [token, token.split('.')[2] ?? '', 'm'.repeat(26), 'guest:', '127.0.0.1', 'sec-websocket']
  expect(leaksIn(JSON.stringify(found), secrets)).toEqual([])
  expect(leaksIn(monitor.heard(), secrets.slice(0, 4))).toEqual([])
  expect(leaksIn(monitor.heard(), ['publish', String(guest.socket.id)])).toEqual(['publish', guest.socket.id])

  // And both go on, with whom they have.
  for (const client of [manager, guest]) await client.must('venue.get', { venueId })
})
