import { MongoClient } from 'mongodb'
import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import { migrate } from '../../server/core/models/migrate.ts'

const name = `t_${newId()}`
const client = new MongoClient(inject('mongoUri'))
const connection = mongoose.createConnection(inject('mongoUri'), { dbName: name })
const conversations = client.db(name).collection('conversations')
beforeAll(() => connection.asPromise())
afterAll(async () => {
  await client.db(name).dropDatabase()
  await connection.close()
  await client.close()
})

const names = async () => (await conversations.listIndexes().toArray()).map((index) => String(index['name']))

it('an index that another has taken the place of goes, and a second start makes and removes nothing', async () => {
  await conversations.createIndex({ owner: 1, deskId: 1 }, { name: 'one', unique: true })
  await migrate(connection)
  const made = await names()
  expect(made).toContain('oneBegun')
  expect(made).not.toContain('one')
  await migrate(connection)
  expect(await names()).toEqual(made)
})

it('an index that is another under its name ends the start', async () => {
  await conversations.dropIndex('oneBegun')
  await conversations.createIndex({ owner: 1 }, { name: 'oneBegun' })
  await expect(migrate(connection)).rejects.toThrow('oneBegun')
})
