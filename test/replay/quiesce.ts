import { setTimeout as sleep } from 'node:timers/promises'
import type { mongo } from 'mongoose'

/**
 * Waits until nothing is left to do: no claim is held, no event waits to be copied or published.
 *
 * @returns what still waits when the time is up; empty when all is at rest
 */
export async function quiesce(db: mongo.Db, withinMs: number): Promise<string> {
  const giveUpAt = performance.now() + withinMs
  for (;;) {
    const left = await whatIsLeft(db)
    if (left === '' || performance.now() > giveUpAt) return left
    await sleep(200)
  }
}

async function whatIsLeft(db: mongo.Db): Promise<string> {
  // In the order in which work goes on: what leaves one of them between two looks is found by the next.
  const held = await db.collection('books').aggregate(heldClaims).toArray()
  const pending = await db.collection('books').countDocuments({ pendingSince: { $exists: true } })
  const undone = await db.collection('events').countDocuments({ done: false })
  if (pending + undone > 0) return `${pending} books with events to copy, ${undone} events to publish`
  return held.length === 0 ? '' : `${held.length} books with holds`
}

const heldClaims = [
  { $project: { claims: { $objectToArray: '$claims' } } },
  { $match: { 'claims.v.state': 'held' } },
  { $project: { _id: 1 } },
]
