import { randomUUID } from 'node:crypto'
import { describe, expect, inject, test } from 'vitest'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import { toyWant } from '../support/model/toyRules.ts'
import { request, startLaneNode, units } from './laneKit.ts'

const uri = inject('mongoUri')
const night = Date.parse('2030-01-01T19:00:00Z')

function holdAt(start: number, expiresAt = Date.now() + 60_000) {
  const claimId = randomUUID()
  return { type: 'hold', claimId, reservationId: claimId, want: toyWant(start), expiresAt } as const
}

describe('lanes on a real replica set', () => {
  test('two nodes race for three units: exactly three holds win, and everybody is answered', async () => {
    const db = `lane-${randomUUID()}`
    await using a = await startLaneNode(uri, db)
    await using b = await startLaneNode(uri, db)
    const bookId = bookIdOf('venue', '2030-01-01')
    const answers = await Promise.all(
      Array.from({ length: 400 }, (_, index) => (index % 2 ? a : b).lanes.submit(request(bookId, holdAt(night)))),
    )
    const won = answers.filter(({ ok }) => ok)
    expect(won).toHaveLength(units.length)
    const book = await a.books.findOne({ _id: bookId })
    expect(Object.keys(book?.claims ?? {}).sort()).toEqual(won.map((answer) => answer.ok && answer.claim?.id).sort())
    expect(new Set(Object.values(book?.claims ?? {}).flatMap(({ unitIds }) => unitIds))).toEqual(new Set(units))
  })
})
