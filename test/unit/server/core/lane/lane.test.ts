import { describe, expect, test } from 'vitest'
import { LaneError } from '../../../../../server/core/lane/laneError.ts'
import { createLanes } from '../../../../../server/core/lane/lanes.ts'
import type { CommitNotice } from '../../../../../server/core/lane/ports.ts'
import type { Command } from '../../../../../shared/domain/book/types.ts'
import { toyRules } from '../../../../support/model/toyRules.ts'
import { bookId, booking, fakeDeps, fakeLanes, opening, request } from './fakeStore.ts'

const codeOf = (error: unknown) => (error instanceof LaneError ? error.code : error)

describe('a batch', () => {
  test('takes all that were submitted in one turn of the event loop into one write', async () => {
    const { store, lanes } = fakeLanes()
    const answers = await Promise.all([1, 2].map((n) => lanes.submit(request(booking(`c${n}`)))))
    expect(answers).toMatchObject([
      { ok: true, version: 1, claim: { id: 'c1', unitIds: ['t1'] } },
      { ok: true, version: 1, claim: { id: 'c2', unitIds: ['t2'] } },
    ])
    expect(store.writes).toHaveLength(1)
  })

  test('is no larger than its limit', async () => {
    const { lanes } = fakeLanes({ limits: { batch: 2 } })
    const blocks = [0, 1, 2, 3, 4].map((n) => {
      const start = opening + n
      return { type: 'block', claimId: `c${n}`, unitIds: ['t1'], start, end: start + 1 } as const
    })
    const answers = await Promise.all(blocks.map((block) => lanes.submit(request(block))))
    expect(answers.map(({ version }) => version)).toEqual([1, 1, 2, 2, 3])
  })

  test('lets a refused command fail alone, once the write is acknowledged', async () => {
    const { store, lanes } = fakeLanes()
    const [won, lost] = await Promise.all(['c1', 'c2'].map((id) => lanes.submit(request(booking(id, 't1')))))
    expect(won).toMatchObject({ ok: true, version: 1 })
    expect(lost).toEqual({ ok: false, version: 1, refusal: { code: 'slot_unavailable', reason: 'taken' } })
    expect(store.calls).toEqual(['read', 'create', 'read', 'commit'])
  })

  test('of refusals writes nothing and is confirmed by one read', async () => {
    const { store, lanes } = fakeLanes()
    await lanes.submit(request(booking('c1', 't1')))
    store.calls.length = 0
    const answers = await Promise.all([1, 2].map((n) => lanes.submit(request(booking(`d${n}`, 't1')))))
    expect(answers.map(({ ok, version }) => [ok, version])).toEqual([
      [false, 1],
      [false, 1],
    ])
    expect(store.calls).toEqual(['readLinearizable'])
  })

  test('whose rules break their word for one command rejects that one and commits the others', async () => {
    const { lanes } = fakeLanes({
      rules: {
        newest: async () => 1,
        rules: async () => ({
          settingsVersion: 1,
          place: (_, want) => ({
            ok: true,
            placement: {
              ...{
                unitIds: want.unitIds ?? [],
                start: want.start,
                end: want.start + 1,
                terms: { kind: 'toy' },
                moves: [],
              },
            },
            guards: { notBefore: null, before: null },
          }),
          admits: () => null,
          conflicts: () => [],
        }),
      },
    })
    const bad = lanes.submit(request(booking('bad')))
    const good = lanes.submit(request(booking('good', 't1')))
    await expect(bad).rejects.toThrow('The rules gave bad no place.')
    expect(await good).toMatchObject({ ok: true, version: 1 })
  })
})

describe('the copy', () => {
  test('is kept between batches: a command alone costs one write', async () => {
    const { store, lanes } = fakeLanes()
    await lanes.submit(request(booking('c1')))
    store.calls.length = 0
    await lanes.submit(request(booking('c2')))
    expect(store.calls).toEqual(['commit'])
  })

  test('is read anew when it remembers more answers than it may', async () => {
    const { store, lanes } = fakeLanes({ limits: { copyAnswers: 1 } })
    for (const id of ['c1', 'c2']) await lanes.submit(request(booking(id)))
    store.calls.length = 0
    await lanes.submit(request({ type: 'cancel', claimId: 'c1' }))
    expect(store.calls).toEqual(['read', 'answeredAfter', 'commit'])
  })

  test('that was outrun is replaced by what is read, and the rest decided on that', async () => {
    const { store, lanes } = fakeLanes()
    await lanes.submit(request(booking('c1', 't1')))
    store.before.commit = () => {
      store.before = {}
      const { book } = store.stored ?? {}
      const claim = book?.claims.c1
      if (book === undefined || claim === undefined) throw new Error('c1 is missing.')
      const set = { other: { ...claim, id: 'other', unitIds: ['t2'] } }
      const head = { bookId, at: 0, nodeId: 'other', attemptId: 'x', guards: { notBefore: null, before: null } }
      store.apply({ ...head, version: 1, settingsVersion: 1, set, unset: [], events: [], nextDue: null })
    }
    expect(await lanes.submit(request(booking('c2', 't2')))).toMatchObject({ ok: false, version: 2 })
    expect(store.stored?.book.version).toBe(2)
  })

  test('serves peek and refresh', async () => {
    const { store, lanes } = fakeLanes()
    expect(lanes.peek(bookId)).toBeNull()
    expect(await lanes.refresh(bookId)).toBeNull()
    await lanes.submit(request(booking('c1')))
    expect(lanes.peek(bookId)?.version).toBe(1)
    store.calls.length = 0
    expect((await lanes.refresh(bookId, 1))?.version).toBe(1)
    expect(store.calls).toEqual([])
    expect((await lanes.refresh(bookId))?.version).toBe(1)
    expect(store.calls).toEqual(['read'])
  })

  test('past its size the book takes no more claims, but lets claims end', async () => {
    const { store, lanes } = fakeLanes({ limits: { bookBytes: 10_000 } })
    await lanes.submit(request(booking('c1')))
    if (store.stored) store.stored = { ...store.stored, bytes: 10_001 }
    await lanes.refresh(bookId)
    const fresh = fakeLanes({ limits: { bookBytes: 10_000 } })
    fresh.store.stored = store.stored
    await expect(fresh.lanes.submit(request(booking('c2'))).catch(codeOf)).resolves.toBe('busy')
    expect(await fresh.lanes.submit(request({ type: 'cancel', claimId: 'c1' }))).toMatchObject({ ok: true, version: 2 })
  })
})

describe('a request that is known already', () => {
  test('is answered from the copy without a write', async () => {
    const { store, lanes } = fakeLanes()
    const one = request(booking('c1'))
    const answer = await lanes.submit(one)
    store.calls.length = 0
    expect(await lanes.submit({ ...one, command: booking('c9') })).toEqual({ ...answer, replayed: true })
    expect(store.calls).toEqual([])
  })

  test('is looked up in events after the copy was read, and after every later read again', async () => {
    const { store, lanes } = fakeLanes()
    const one = request(booking('c1'))
    await store.create('', 1)
    if (store.stored) store.stored = { ...store.stored, book: { ...store.stored.book, version: 7 } }
    store.calls.length = 0
    store.events = [{ actor: one.by.key, requestId: 'request-x', bodyHash: 'body', version: 7, claim: null }]
    const answer = await lanes.submit({ ...one, requestId: 'request-x' })
    expect(answer).toEqual({ ok: true, version: 7, claim: null, replayed: true })
    expect(store.calls).toEqual(['read', 'answeredAfter', 'remembered'])
  })

  test('with another body is `request_id_reused`', async () => {
    const { lanes } = fakeLanes()
    const one = request(booking('c1'))
    await lanes.submit(one)
    const reused = { ok: false, version: 1, refusal: { code: 'request_id_reused' } }
    expect(await lanes.submit({ ...one, bodyHash: 'another' })).toEqual(reused)
  })

  test('and under way shares its answer; with another body it is refused', async () => {
    const { store, lanes } = fakeLanes()
    const one = request(booking('c1'))
    const [first, twin, other] = await Promise.all([
      lanes.submit(one),
      lanes.submit({ ...one, command: booking('c9') }),
      lanes.submit({ ...one, bodyHash: 'another' }),
    ])
    expect(first).toMatchObject({ ok: true, version: 1, claim: { id: 'c1' }, replayed: false })
    expect(twin).toEqual({ ...first, replayed: true })
    expect(other).toEqual({ ok: false, version: 1, refusal: { code: 'request_id_reused' } })
    expect(Object.keys(store.stored?.book.claims ?? {})).toEqual(['c1'])
  })

  test('and was refused is decided anew', async () => {
    const { lanes } = fakeLanes()
    await lanes.submit(request(booking('c1', 't1')))
    const one = request(booking('c2', 't1'))
    expect(await lanes.submit(one)).toMatchObject({ ok: false })
    await lanes.submit(request({ type: 'cancel', claimId: 'c1' }))
    expect(await lanes.submit(one)).toMatchObject({ ok: true, replayed: false })
  })

  test('but sent again and refused ends whatever its first try may have under way', async () => {
    const { store, lanes } = fakeLanes()
    await lanes.submit(request(booking('c1', 't1')))
    const again = request(booking('c2', 't1'), { retried: true })
    expect(await lanes.submit(again)).toMatchObject({ ok: false, version: 2 })
    expect(store.writes.at(-1)).toMatchObject({ version: 1, set: {}, unset: [], events: [] })
  })
})

describe('the queue', () => {
  test('takes no more commands than its limit', async () => {
    const { lanes } = fakeLanes({ limits: { waiting: 2 } })
    const first = ['c1', 'c2'].map((id) => lanes.submit(request(booking(id))))
    await expect(lanes.submit(request(booking('c3')))).rejects.toMatchObject({ code: 'busy', retryAfterMs: 1_000 })
    expect(await Promise.all(first)).toMatchObject([{ ok: true }, { ok: true }])
    expect(await lanes.submit(request({ type: 'cancel', claimId: 'c1' }))).toMatchObject({ ok: true })
  })

  test('answers `busy` who waited too long, with what stood in the way', async () => {
    let now = 0
    const { store, lanes } = fakeLanes({ monotonic: () => now, limits: { waitMs: 100 } })
    const away = new Error('The store is away.')
    store.before.read = () => {
      now += 60
      throw away
    }
    const asked = lanes.submit(request(booking('c1')))
    await expect(asked).rejects.toMatchObject({ code: 'busy', cause: away })
    expect(store.calls).toEqual(['read', 'read'])
  })

  test('is drained by close, which lets nobody in any more', async () => {
    const { lanes } = fakeLanes()
    const asked = lanes.submit(request(booking('c1')))
    const closed = lanes.close()
    await expect(lanes.submit(request(booking('c2')))).rejects.toMatchObject({ code: 'busy' })
    await closed
    expect(await asked).toMatchObject({ ok: true })
  })
})

describe('a commit', () => {
  test('is told to the node before its answers leave', async () => {
    const order: unknown[] = []
    const onCommit = (notice: CommitNotice) => order.push(notice)
    const { lanes } = fakeLanes({ onCommit })
    await lanes.submit(request(booking('c1'))).then(() => order.push('answer'))
    expect(order).toEqual([{ bookId, version: 1, settingsVersion: 1 }, 'answer'])
  })

  test('adopts new settings under their own rules, and decides what follows in the batch under them', async () => {
    const asked: number[] = []
    const rules = async (_: string, version: number) => {
      asked.push(version)
      return toyRules(['t1'], version)
    }
    const { store, lanes } = fakeLanes({ rules: { rules, newest: async () => 1 } })
    const adopt = request({ type: 'adopt', settingsVersion: 3 }, { requestId: null })
    const answers = await Promise.all([adopt, request(booking('c1'))].map((one) => lanes.submit(one)))
    expect(answers).toMatchObject([{ ok: true }, { ok: true }])
    expect(store.writes[0]).toMatchObject({ version: 0, settingsVersion: 3 })
    expect(asked).toEqual([1, 3])
  })

  test('carries the guards of its accepted commands alone', async () => {
    const { store, lanes } = fakeLanes()
    const expiresAt = opening - 3_000_000
    const hold = {
      type: 'hold',
      claimId: 'h1',
      reservationId: 'h1',
      want: booking('h1', 't1').want,
      expiresAt,
    } as const
    await lanes.submit(request(hold))
    expect(store.writes[0]?.guards).toEqual({ notBefore: null, before: expiresAt })
    // Refused because of the hold, and so until it ends; what is accepted does not lean on that.
    const answers = await Promise.all(
      [booking('c1', 't1'), booking('c2', 't2')].map((one) => lanes.submit(request(one))),
    )
    expect(answers).toMatchObject([{ ok: false, refusal: { reason: 'held' } }, { ok: true }])
    expect(store.writes[1]?.guards).toEqual({ notBefore: null, before: null })
  })
})

describe('tidying up', () => {
  const expire = () => request({ type: 'expire' }, { requestId: null })

  test('that finds nothing to end asks once more for the book, and for no proof of it', async () => {
    const { store, lanes } = fakeLanes()
    await lanes.submit(request(booking('c1', 't1')))
    store.calls.length = 0
    expect(await lanes.submit(expire())).toMatchObject({ ok: true, version: 1 })
    expect(store.calls).toEqual(['read'])
  })

  test('ends what another node held since this one looked', async () => {
    const { store, lanes } = fakeLanes()
    await lanes.submit(request(booking('c1', 't1')))
    const { want } = booking('h1', 't2')
    const others = createLanes(fakeDeps(store, { nodeId: 'other', clock: { now: () => 0, correct: async () => {} } }))
    const hold = { type: 'hold', claimId: 'h1', reservationId: 'h1', want, expiresAt: 1000 } as const
    expect(await others.submit(request(hold))).toMatchObject({ ok: true, version: 2 })
    expect(await lanes.submit(expire())).toMatchObject({ ok: true, version: 3 })
    expect(store.writes[2]?.events).toMatchObject([{ event: { type: 'claim.ended', end: 'expired' } }])
  })
})

describe('a bundle that a command meets', () => {
  const arriving: Command = {
    type: 'bundleHold',
    bundleId: 'b1',
    claimId: 'c1',
    reservationId: 'r1',
    holder: 'guest:1',
    generation: 1,
    want: booking('c1', 't1').want,
  }

  test('is settled and finished, and the command decided again, in one commit', async () => {
    const { store, lanes } = fakeLanes({ bundles: { settle: async () => 'committed' } })
    await lanes.submit(request(arriving))
    expect(await lanes.submit(request({ type: 'cancel', claimId: 'c1' }))).toMatchObject({ ok: true, version: 2 })
    expect(store.writes[1]?.events).toMatchObject([
      { n: 0, op: 'bundleFinish', actor: 'system', requestId: null, answer: null },
      { n: 1, op: 'cancel', answer: 'none' },
    ])
  })

  test('and is open still refuses the command', async () => {
    const asked: unknown[] = []
    const settle = async (id: string, why: string) => {
      asked.push([id, why])
      return 'open' as const
    }
    const { lanes } = fakeLanes({ bundles: { settle } })
    await lanes.submit(request(arriving))
    const answer = await lanes.submit(request({ type: 'cancel', claimId: 'c1' }))
    expect(answer).toEqual({ ok: false, version: 1, refusal: { code: 'bundle_open', bundleId: 'b1' } })
    expect(asked).toEqual([['b1', 'cancel']])
  })
})

describe('the lanes of a node', () => {
  test('are dropped when others are used, and only when idle', async () => {
    const { lanes } = fakeLanes({ limits: { lanes: 1 } })
    const asked = lanes.submit(request(booking('c1')))
    const other = { ...request(booking('c2')), bookId: 'other:2030-01-01' }
    await expect(lanes.submit(other)).rejects.toMatchObject({ code: 'busy' })
    expect(await lanes.refresh(other.bookId)).toBeNull()
    expect(await asked).toMatchObject({ ok: true })
    await new Promise((resolve) => setImmediate(resolve))
    expect(lanes.peek(bookId)?.version).toBe(1)
    expect(await lanes.refresh(other.bookId)).toBeNull()
    expect(lanes.peek(bookId)).toBeNull()
  })
})
