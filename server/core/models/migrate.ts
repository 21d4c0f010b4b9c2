import { isDeepStrictEqual } from 'node:util'
import mongoose, { type Connection, type mongo } from 'mongoose'
import { bookIndexes } from './indexes/bookIndexes.ts'
import { noticeIndexes } from './indexes/noticeIndexes.ts'
import { peopleIndexes } from './indexes/peopleIndexes.ts'
import type { Index } from './indexes/shape.ts'
import { talkIndexes } from './indexes/talkIndexes.ts'
import { noProfile } from './noProfile.ts'

const namespaceNotFound = 26
const indexNotFound = 27

/**
 * Every index there is, and what for. Made by the migration and asserted by it. One that is partial by a type serves only
 * who asks for that type too: `$lte` a date alone searches everything.
 */
const indexes: readonly Index[] = [...bookIndexes, ...peopleIndexes, ...noticeIndexes, ...talkIndexes]

/** What an index of another name has taken the place of, and would refuse what that one allows. */
const retired = [{ collection: 'conversations', name: 'one' }] as const

/**
 * Makes what is missing and drops what is retired, and only that: a node that starts where all is as it should be asks
 * and changes nothing. Safe to run by every process at once: making an index that exists is nothing.
 *
 * @throws naming the first index that is still missing: uniqueness that only seems to be there is worse than none
 * @throws where an index is there under its name and is another: nobody could say which is meant
 */
export async function migrate(connection: Connection): Promise<void> {
  for (const [collection, its] of byCollection()) {
    const found = await indexesOf(connection, collection)
    const wanted = its.filter((index) => !found.some((one) => isSame(index, one)))
    if (wanted.length > 0) await make(connection, collection, wanted)
    const over = retired.filter((it) => it.collection === collection && found.some(({ name }) => name === it.name))
    for (const { name } of over) await drop(connection, collection, name)
  }
  await giveProfiles(connection)
}

async function make(connection: Connection, collection: string, wanted: readonly Index[]): Promise<void> {
  const described = wanted.map(({ name, key, options }) => ({ ...options, name, key }))
  await databaseOf(connection)
    .collection(collection)
    .createIndexes(described as mongo.IndexDescription[])
  const found = await indexesOf(connection, collection)
  const missing = wanted.find(({ name }) => !found.some((one) => one.name === name))
  if (missing !== undefined) throw new Error(`index ${collection}.${missing.name} is missing`)
}

/** Another process may just have done so. */
async function drop(connection: Connection, collection: string, name: string): Promise<void> {
  const dropped = databaseOf(connection).collection(collection).dropIndex(name)
  await dropped.catch(unless(indexNotFound, undefined))
}

/** None where there is no such collection. */
function indexesOf(connection: Connection, collection: string): Promise<mongo.IndexDescriptionInfo[]> {
  const its = databaseOf(connection).collection(collection).listIndexes()
  return its.toArray().catch(unless(namespaceNotFound, []))
}

/** Takes an error of the server for an answer; any other is thrown. */
function unless<T>(code: number, answer: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof mongoose.mongo.MongoServerError && error.code === code) return answer
    throw error
  }
}

/** The order of a key's fields counts. What a server writes in words of its own is made again, which is nothing. */
function isSame({ name, key, options = {} }: Index, found: mongo.IndexDescriptionInfo): boolean {
  const { v: _version, name: foundName, key: foundKey, ...rest } = found
  return foundName === name && isDeepStrictEqual([Object.entries(foundKey), rest], [Object.entries(key), options])
}

/** Restaurants that were saved before they could tell about themselves. */
async function giveProfiles(connection: Connection): Promise<void> {
  await databaseOf(connection)
    .collection('venues')
    .updateMany(
      { updatedAt: { $exists: false } },
      { $set: { ...noProfile, pictures: [] }, $currentDate: { updatedAt: true } },
    )
}

function byCollection(): ReadonlyMap<string, readonly Index[]> {
  const groups = new Map<string, Index[]>()
  for (const index of indexes) groups.set(index.collection, [...(groups.get(index.collection) ?? []), index])
  return groups
}

function databaseOf({ db }: Connection): NonNullable<Connection['db']> {
  if (db === undefined) throw new Error('not connected')
  return db
}
