import { randomUUID } from 'node:crypto'
import { describe, expect, inject, test } from 'vitest'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import type { LaneAnswer } from '../../server/core/lane/ports.ts'
import { breakStore } from '../support/model/brokenStore.ts'
import { effectsOf, holdAt, type LaneNode, night, request, startLaneNode, units } from './laneKit.ts'

const uri = inject('mongoUri')
const bookId = bookIdOf('venue', '2030-01-01')
const freshDb = () => `lane-${randomUUID()}`

function claimIds(answers: readonly LaneAnswer[]): string[] {
  return answers.flatMap((answer) => (answer.ok && answer.claim !== null ? [answer.claim.id] : [])).sort()
}

async function race(nodes: readonly LaneNode[], count: number) {
  const nodeOf = (index: number) => nodes[index % nodes.length] as LaneNode
  const holds = Array.from({ length: count }, (_, index) => nodeOf(index).lanes.submit(request(bookId, holdAt(night))))
  return Promise.all(holds)
}

describe('two nodes race for the last places', () => {
  test('exactly as many holds win as there are units, and everybody is answered', async () => {
    const db = freshDb()
    await using a = await startLaneNode(uri, db)
    await using b = await startLaneNode(uri, db)
    const answers = await race([a, b], 400)
    expect(claimIds(answers)).toHaveLength(units.length)
    const book = await a.books.findOne({ _id: bookId })
    const claims = Object.values(book?.claims ?? {})
    expect(claims.map(({ id }) => id).sort()).toEqual(claimIds(answers))
    expect(claims.flatMap(({ unitIds }) => unitIds).sort()).toEqual(units)
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]))).toEqual(
      Array(400 - units.length).fill('slot_unavailable'),
    )
  })

  test('control: without the version in the filter more holds win than there are units', async () => {
    const db = freshDb()
    await using a = await startLaneNode(uri, db, { wrap: breakStore('skip-cas') })
    await using b = await startLaneNode(uri, db, { wrap: breakStore('skip-cas') })
    // Both have a copy of the empty book; when the first has filled it, the second still decides on that.
    for (const node of [a, b]) await node.lanes.submit(request(bookId, { type: 'expire' }))
    const answers = [...(await race([a], units.length)), ...(await race([b], units.length))]
    expect(claimIds(answers)).toHaveLength(2 * units.length)
  })
})

describe('a request sent again', () => {
  test('gives the first answer at another node, from the book and, once the relay has been, from events', async () => {
    const db = freshDb()
    await using a = await startLaneNode(uri, db)
    await using b = await startLaneNode(uri, db)
    await using c = await startLaneNode(uri, db)
    const first = request(bookId, holdAt(night))
    const again = { ...first, command: holdAt(night), retried: true }
    const answer = await a.lanes.submit(first)
    expect(await b.lanes.submit(again)).toEqual({ ...answer, replayed: true })
    await a.relay()
    expect((await a.books.findOne({ _id: bookId }))?.events).toEqual({})
    expect(await c.lanes.submit(again)).toEqual({ ...answer, replayed: true })
    expect(await a.lanes.submit({ ...again, bodyHash: 'another' })).toMatchObject({
      ok: false,
      refusal: { code: 'request_id_reused' },
    })
    expect(await effectsOf(a, first)).toBe(1)
  })

  test('at two nodes at once has one effect', async () => {
    const db = freshDb()
    await using a = await startLaneNode(uri, db)
    await using b = await startLaneNode(uri, db)
    for (let round = 0; round < 10; round += 1) {
      const one = request(bookId, holdAt(night + round * 3_600_000))
      const twins = [a, b, a, b].map((node) =>
        node.lanes.submit({ ...one, command: holdAt(night + round * 3_600_000) }),
      )
      const answers = await Promise.all(twins)
      expect(new Set(claimIds(answers)).size).toBe(1)
      expect(await effectsOf(a, one)).toBe(1)
    }
  })
})

describe('the clock of the primary', () => {
  test('decides about a hold, whatever the clock of the node says', async () => {
    const db = freshDb()
    await using fast = await startLaneNode(uri, db, { skewMs: 60_000 })
    await using slow = await startLaneNode(uri, db, { skewMs: -60_000 })
    const hold = holdAt(night, Date.now() + 1_000, 't1')
    expect(await slow.lanes.submit(request(bookId, hold))).toMatchObject({ ok: true })
    // A minute ahead, the hold looks long gone; its place is still not to be had.
    const other = await fast.lanes.submit(request(bookId, holdAt(night, Date.now() + 90_000, 't1')))
    expect(other).toMatchObject({ ok: false, refusal: { code: 'slot_unavailable', reason: 'held' } })
    await new Promise((resolve) => setTimeout(resolve, hold.expiresAt - Date.now() + 20))
    // A minute behind, it looks good; it is gone.
    await using behind = await startLaneNode(uri, db, { skewMs: -60_000 })
    const by = { key: 'staff', staff: true }
    const confirm = request(bookId, { type: 'confirm', claimId: hold.claimId }, { by })
    expect(await behind.lanes.submit(confirm)).toMatchObject({ ok: false, refusal: { code: 'hold_expired' } })
  })
})

describe('a document', () => {
  test('carries state, events, marker and clock of one commit', async () => {
    await using node = await startLaneNode(uri, freshDb())
    const hold = holdAt(night)
    const asked = request(bookId, hold)
    const answer = await node.lanes.submit(asked)
    const found = await node.books.findOne({ _id: bookId })
    expect(found).toMatchObject({ venueId: 'venue', date: '2030-01-01', version: 1, settingsVersion: 1 })
    expect(found?.claims).toEqual({ [hold.claimId]: answer.ok && answer.claim })
    expect(found?.events['1-0']).toMatchObject({
      ...{ book: bookId, version: 1, n: 0, actor: asked.by.key, requestId: asked.requestId, bodyHash: asked.bodyHash },
      ...{ op: 'hold', event: { type: 'claim.made' }, answer: 'claim' },
    })
    expect(Object.values(found?.nodes ?? {})).toEqual([{ attempt: expect.any(String), at: found?.committedAt }])
    expect(found?.pendingSince).toBeInstanceOf(Date)
  })
})
