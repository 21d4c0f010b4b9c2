import { Redis } from 'ioredis'
import { MongoClient } from 'mongodb'
import { expect, inject, test } from 'vitest'
import { startRedis, startReplicaSet } from '../support/servers.ts'

test('every test run has a MongoDB that takes majority writes and a Redis that answers', async () => {
  const client = await MongoClient.connect(inject('mongoUri'))
  const written = await client
    .db('testServers')
    .collection('proof')
    .insertOne({ at: new Date() }, { writeConcern: { w: 'majority', j: true } })
  expect(written.acknowledged).toBe(true)
  await client.db('testServers').dropDatabase()
  await client.close()

  const redis = new Redis(inject('redisUrl'))
  expect(await redis.ping()).toBe('PONG')
  redis.disconnect()
})

test('three members lose their primary, choose another, and take the old one back with what was written meanwhile', async () => {
  await using set = await startReplicaSet({ members: 3 })
  const client = await MongoClient.connect(set.uri, { serverSelectionTimeoutMS: 20_000 })
  const notes = client
    .db('failover')
    .collection<{ _id: string; late?: boolean }>('notes', { writeConcern: { w: 'majority' } })
  await notes.insertOne({ _id: 'before' })

  const hello = await client.db('admin').command({ hello: 1 })
  const primary = set.members.find((member) => hello.primary === `127.0.0.1:${member.port}`)
  await primary?.kill9()
  const write = () => notes.updateOne({ _id: 'without it' }, { $setOnInsert: { late: true } }, { upsert: true })
  // The driver tries again once, and that may still be the dead one.
  await expect.poll(() => write().catch(() => null), { timeout: 20_000 }).not.toBeNull()
  await primary?.restart()
  await client.close()

  const back = await MongoClient.connect(`mongodb://127.0.0.1:${primary?.port}/?directConnection=true`)
  const seen = back.db('failover').collection<{ _id: string }>('notes')
  await expect
    .poll(() => seen.countDocuments({}, { readPreference: 'nearest' }).catch(() => 0), { timeout: 20_000 })
    .toBe(2)
  await back.close()
})

test('a stopped Redis answers nobody until it goes on, and a durable one keeps its data through a kill', async () => {
  await using server = await startRedis({ durable: true })
  const redis = new Redis(server.url, { commandTimeout: 300, maxRetriesPerRequest: null })
  redis.on('error', () => {}) // It is killed below; the client reconnects by itself.
  await redis.set('table', '7')

  server.stop()
  await expect(redis.get('table')).rejects.toThrow('Command timed out')
  server.cont()
  await expect.poll(() => redis.get('table').catch(() => null)).toBe('7')

  await redis.config('SET', 'appendfsync', 'always')
  await redis.set('table', '8')
  await server.kill9()
  await server.restart()
  await expect.poll(() => redis.get('table').catch(() => null)).toBe('8')
  redis.disconnect()
})
