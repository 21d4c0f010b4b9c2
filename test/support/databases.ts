import type { Db, MongoClient } from 'mongodb'
import { newId } from '../../server/core/infra/ids.ts'

/**
 * For the connection of a test: it must not see what the nodes do not see yet. What it waits for in the database, it then
 * asks a node for.
 */
export const asNodesRead = { readConcern: { level: 'majority' } } as const

/** Of tests of this process that are over. */
const free: string[] = []

/** With more documents than this a database is made anew sooner than emptied. */
const soonEmptied = 2_000

/**
 * An empty database for a test, with the indexes of the test before: to make them takes most of what starting a hub
 * does. Emptied when it is taken, so that nothing counts that came after that test's end.
 */
export async function takeDatabase(client: MongoClient): Promise<Db> {
  const db = client.db(free.pop() ?? `t_${newId()}`)
  // One after another: each that is under way beside another takes a connection more.
  for (const each of await db.collections()) {
    // What the server noted for the test before can be dropped, not emptied.
    if (each.collectionName.startsWith('system.')) await each.drop()
    else await each.deleteMany({}, { writeConcern: { w: 'majority' } })
  }
  return db
}

/** For the next test; on a server that outlives the tests nothing is left. */
export async function giveBack(db: Db): Promise<void> {
  const { objects } = await db.stats()
  if (objects > soonEmptied || process.env['MONGODB_URI']) await db.dropDatabase()
  else free.push(db.databaseName)
}
