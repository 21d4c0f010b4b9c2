import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import { LaneError } from '../../server/core/lane/laneError.ts'
import type { BookStore } from '../../server/core/lane/ports.ts'
import { breakStore } from '../support/model/brokenStore.ts'
import { startReplicaSet, type TestReplicaSet } from '../support/servers.ts'
import { effectsOf, holdAt, type LaneNode, type LaneNodeOptions, night, request, startLaneNode } from './laneKit.ts'

const bookId = bookIdOf('venue', '2030-01-01')
let set: TestReplicaSet

// A server of its own: its fail points would hurt everybody else's tests.
beforeAll(async () => {
  set = await startReplicaSet({ members: 1 })
})
afterAll(() => set[Symbol.asyncDispose]())

const startNode = (options?: LaneNodeOptions) => startLaneNode(set.uri, `lane-${randomUUID()}`, options)

async function failPoint(node: LaneNode, name: string, mode: unknown, data: object): Promise<void> {
  await node.client.db('admin').command({ configureFailPoint: name, mode, data })
}

const failUpdates = (node: LaneNode, times: number, data: object) =>
  failPoint(node, 'failCommand', { times }, { failCommands: ['update'], ...data })

/** A node that has its copy and connection already, so that the next update is the commit. */
async function warmNode(options?: LaneNodeOptions): Promise<LaneNode> {
  const node = await startNode(options)
  await node.lanes.submit(request(bookId, holdAt(night)))
  return node
}

function telling(commit: BookStore['commit'], failures: unknown[]): BookStore['commit'] {
  return (write) =>
    commit(write).catch((error: unknown) => {
      failures.push(error)
      throw error
    })
}

// The driver itself tries a write twice, so a failure has to last that long to be seen.
const notApplied = {
  'the connection closes before the write': { closeConnection: true },
  'the primary is one no more (10107)': { errorCode: 10_107 },
  'a write conflict (112)': { errorCode: 112 },
  'the server shuts down (11600)': { errorCode: 11_600 },
}
const applied = {
  'write concern error 64, the write was applied': {
    writeConcernError: { code: 64, errmsg: 'waiting for replication' },
  },
  'write concern error 91, the write was applied': { writeConcernError: { code: 91, errmsg: 'shutting down' } },
}

describe('an unknown outcome is cleared up', () => {
  test.for([...Object.entries(notApplied), ...Object.entries(applied)])(
    '%s: once, and acknowledged',
    async ([, data]) => {
      const failures: unknown[] = []
      await using node = await warmNode({ wrap: (store) => ({ ...store, commit: telling(store.commit, failures) }) })
      await failUpdates(node, 3, data)
      const hold = request(bookId, holdAt(night))
      expect(await node.lanes.submit(hold)).toMatchObject({ ok: true, version: 2, replayed: false })
      await failPoint(node, 'failCommand', 'off', {})
      expect(failures).not.toEqual([])
      expect(await effectsOf(node, hold)).toBe(1)
      expect((await node.books.findOne({ _id: bookId }))?.version).toBe(2)
    },
  )

  test('the connection closes after the write: once, and acknowledged', async () => {
    await using node = await warmNode()
    await failPoint(node, 'onPrimaryTransactionalWrite', { times: 1 }, { closeConnection: true })
    const hold = request(bookId, holdAt(night))
    expect(await node.lanes.submit(hold)).toMatchObject({ ok: true, version: 2 })
    expect(await effectsOf(node, hold)).toBe(1)
  })

  test('another node wins while the answer is lost: not applied, and decided again', async () => {
    const db = `lane-${randomUUID()}`
    await using node = await startLaneNode(set.uri, db, {
      wrap: (store) => ({ ...store, commit: lostOnce(store.commit) }),
    })
    await using other = await startLaneNode(set.uri, db)
    await other.lanes.submit(request(bookId, holdAt(night)))
    expect(await node.lanes.submit(request(bookId, holdAt(night)))).toMatchObject({ ok: true, version: 3 })

    function lostOnce(commit: BookStore['commit']): BookStore['commit'] {
      let isLost = false
      return async (write) => {
        if (isLost) return commit(write)
        isLost = true
        await other.lanes.submit(request(bookId, holdAt(night)))
        throw new Error('The request was lost on its way.')
      }
    }
  })

  test('control: without its marker a node tells the system that its own release was refused', async () => {
    await using node = await warmNode({ wrap: breakStore('no-marker-check') })
    const claimId = Object.keys((await node.books.findOne({ _id: bookId }))?.claims ?? {})[0] ?? ''
    await failUpdates(node, 1, applied['write concern error 64, the write was applied'])
    const by = { key: 'system', staff: true }
    const release = request(bookId, { type: 'release', claimId }, { by, requestId: null })
    expect(await node.lanes.submit(release)).toMatchObject({ ok: false, refusal: { code: 'not_found' } })
    expect((await node.books.findOne({ _id: bookId }))?.claims).toEqual({})
  })
})

describe('what cannot be cleared up in time', () => {
  test('is answered `outcome_unknown`, and the same requestId finds out', async () => {
    await using node = await warmNode({ deps: { limits: { unknownMs: 300 } } })
    await failUpdates(node, 50, { closeConnection: true })
    const hold = request(bookId, holdAt(night))
    await expect(node.lanes.submit(hold)).rejects.toMatchObject({ code: 'outcome_unknown', retryAfterMs: 500 })
    await failPoint(node, 'failCommand', 'off', {})
    const again = { ...hold, retried: true }
    expect(await node.lanes.submit(again)).toMatchObject({ ok: true })
    expect(await effectsOf(node, hold)).toBe(1)
  })

  test('is answered `busy` where nothing was sent', async () => {
    await using node = await startNode({ deps: { limits: { waitMs: 300 } } })
    await failPoint(node, 'failCommand', { times: 1_000 }, { failCommands: ['find'], errorCode: 11_600 })
    const asked = node.lanes.submit(request(bookId, holdAt(night)))
    await expect(asked).rejects.toBeInstanceOf(LaneError)
    await expect(asked).rejects.toMatchObject({ code: 'busy' })
    await failPoint(node, 'failCommand', 'off', {})
    expect(await node.lanes.submit(request(bookId, holdAt(night)))).toMatchObject({ ok: true, version: 1 })
  })

  test('a refusal waits for a read that proves it', async () => {
    await using node = await warmNode()
    await failPoint(node, 'failCommand', { times: 3 }, { failCommands: ['find'], errorCode: 112 })
    const confirm = request(bookId, { type: 'confirm', claimId: 'nobody' })
    expect(await node.lanes.submit(confirm)).toEqual({ ok: false, version: 1, refusal: { code: 'not_found' } })
  })
})
