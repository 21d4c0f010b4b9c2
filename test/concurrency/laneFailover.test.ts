import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import { LaneError } from '../../server/core/lane/laneError.ts'
import type { LaneAnswer, LaneRequest } from '../../server/core/lane/ports.ts'
import { startReplicaSet, type TestReplicaSet } from '../support/servers.ts'
import { effectsOf, type LaneNode, night, request, startLaneNode, units } from './laneKit.ts'

const books = ['a', 'b', 'c', 'd'].map((venue) => bookIdOf(venue, '2030-01-01'))
const kills = 3
const workers = 12

interface Asked {
  readonly request: LaneRequest
  readonly answer: LaneAnswer
}

/** Two in a row want the same minute of the same unit. */
function nextBlock(index: number): LaneRequest {
  const pair = Math.floor(index / 2)
  const start = night + pair * 60_000
  const command = {
    type: 'block',
    claimId: randomUUID(),
    unitIds: [units[0] ?? ''],
    start,
    end: start + 60_000,
  } as const
  return request(books[pair % books.length] ?? '', command, { by: { key: `staff:${index}`, staff: true } })
}

/** As the SDK: the same requestId until there is a definite answer. */
async function insist(nodes: readonly LaneNode[], asked: LaneRequest): Promise<Asked> {
  for (let round = 0; ; round += 1) {
    const node = nodes[round % nodes.length] as LaneNode
    try {
      return { request: asked, answer: await node.lanes.submit({ ...asked, retried: round > 0 }) }
    } catch (error) {
      if (!(error instanceof LaneError)) throw error
    }
  }
}

async function primaryOf(set: TestReplicaSet, node: LaneNode) {
  const { primary } = await node.client.db('admin').command({ hello: 1 })
  return set.members.find(({ port }) => String(primary).endsWith(`:${port}`))
}

/** Kills whoever is primary, waits until commits go on, and starts it again. */
async function killPrimary(set: TestReplicaSet, node: LaneNode, count: () => number): Promise<void> {
  const primary = await primaryOf(set, node)
  await primary?.kill9()
  const before = count()
  while (count() < before + workers) await new Promise((resolve) => setTimeout(resolve, 50))
  await primary?.restart()
}

describe('lanes over kills of the primary', () => {
  test('nothing acknowledged is lost, nothing is done twice, nothing refused is done', {
    timeout: 180_000,
  }, async () => {
    await using set = await startReplicaSet({ members: 3 })
    const db = `lane-${randomUUID()}`
    await using a = await startLaneNode(set.uri, db)
    await using b = await startLaneNode(set.uri, db)
    const seen: Asked[] = []
    let asked = 0
    let isOver = false
    const work = async (worker: number) => {
      while (!isOver) seen.push(await insist(worker % 2 === 0 ? [a, b] : [b, a], nextBlock(asked++)))
    }
    const relay = async () => {
      while (!isOver) await a.relay().catch(() => new Promise((resolve) => setTimeout(resolve, 100)))
    }
    const load = Promise.all([relay(), ...Array.from({ length: workers }, (_, worker) => work(worker))])
    for (let round = 0; round < kills; round += 1) await killPrimary(set, a, () => seen.length)
    isOver = true
    await load

    const unjust = []
    for (const one of seen) if ((await effectsOf(a, one.request)) !== (one.answer.ok ? 1 : 0)) unjust.push(one)
    expect(unjust).toEqual([])
    expect(new Set(seen.map(({ answer }) => answer.ok)).size).toBe(2)
    const claims = (await a.books.find().toArray()).flatMap((book) => Object.keys(book.claims))
    expect(claims.sort()).toEqual(
      seen.flatMap(({ answer }) => (answer.ok && answer.claim ? [answer.claim.id] : [])).sort(),
    )
  })
})
