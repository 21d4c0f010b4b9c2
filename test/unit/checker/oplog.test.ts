import mongoose from 'mongoose'
import { afterAll, expect, inject, test } from 'vitest'
import type { BookWrite } from '../../checker/evidence.ts'
import { markOplog, readOplog } from '../../checker/oplog.ts'

const client = await mongoose.mongo.MongoClient.connect(inject('mongoUri'))
afterAll(() => client.close())

interface Stored {
  readonly _id: string
  readonly version: number
  readonly settingsVersion: number
  readonly committedAt: Date
  readonly claims: Record<string, unknown>
  readonly events: Record<string, unknown>
}

const empty = { version: 0, settingsVersion: 1, committedAt: new Date(0), claims: {}, events: {} }

async function collect(database: string, act: () => Promise<void>) {
  const mark = await markOplog(client)
  await act()
  const oplog = await readOplog(client, database, mark)
  const writes: BookWrite[] = []
  for await (const write of oplog.writes) writes.push(write)
  return { oplog, writes }
}

test('every version of a book is rebuilt from the oplog, and the last is the stored one', async () => {
  const db = client.db('oplogVersions')
  await db.dropDatabase()
  const books = db.collection<Stored>('books')
  const { oplog, writes } = await collect('oplogVersions', async () => {
    await books.insertOne({ _id: 'v:2030-05-01', ...empty })
    const claim = { unitIds: ['t1', 't2'], party: 2 }
    const event = { version: 1, n: 0 }
    await books.updateOne(
      {},
      { $inc: { version: 1 }, $set: { 'claims.a': claim, 'events.1-0': event }, $currentDate: { committedAt: true } },
    )
    await books.updateOne({}, { $unset: { 'events.1-0': '' } })
    await books.updateOne({}, [{ $set: { version: 2, 'claims.a.party': 3, 'claims.a.unitIds': ['t1'] } }])
    await books.updateOne({}, { $inc: { version: 1 }, $unset: { 'claims.a': '' } })
    await books.replaceOne({}, { ...empty, version: 4 })
  })

  expect(writes.map(({ after }) => after?.version)).toEqual([0, 1, 1, 2, 3, 4])
  expect(writes[1]?.after?.events).toEqual({ '1-0': { version: 1, n: 0 } })
  expect(writes[2]?.after?.claims).toBe(writes[1]?.after?.claims)
  expect(writes[3]?.after?.claims).toEqual({ a: { unitIds: ['t1'], party: 3 } })
  expect(writes[4]?.after?.claims).toEqual({})
  expect(await oplog.differences()).toEqual([])
})

test('writes of a transaction and of a bulk insert are among them, those of other collections are not', async () => {
  const db = client.db('oplogBulk')
  await db.dropDatabase()
  const { oplog, writes } = await collect('oplogBulk', async () => {
    const books = db.collection<Stored>('books')
    await books.insertMany([1, 2].map((day) => ({ _id: `v:2030-05-0${day}`, ...empty })))
    await db.collection('others').insertOne({ any: 1 })
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await books.updateMany({}, { $inc: { version: 1 } }, { session })
      }),
    )
    await db.collection<{ _id: string }>('events').insertOne({ _id: 'v:2030-05-01:1:0' })
    await db.collection<{ _id: string; done?: boolean }>('events').updateOne({}, { $set: { done: true } })
  })

  expect(writes.map(({ bookId, after }) => [bookId, after?.version])).toEqual([
    ['v:2030-05-01', 0],
    ['v:2030-05-02', 0],
    ['v:2030-05-01', 1],
    ['v:2030-05-02', 1],
  ])
  expect([...oplog.outbox()]).toMatchObject([{ id: 'v:2030-05-01:1:0', inserted: 1, done: true }])
  expect(await oplog.differences()).toEqual([])
})

test('a stored book that the oplog does not explain is told', async () => {
  const db = client.db('oplogUnexplained')
  await db.dropDatabase()
  const books = db.collection<Stored>('books')
  await books.insertOne({ _id: 'before the mark', ...empty })
  const { oplog } = await collect('oplogUnexplained', async () => {})
  expect(await oplog.differences()).toEqual(['before the mark: rebuilt and stored differ'])
  await expect(
    collect('oplogUnexplained', async () => void (await books.updateOne({}, { $inc: { version: 1 } }))),
  ).rejects.toThrow('was there before the mark')
})
