import { expect, test } from 'vitest'
import { LaneError } from '../../../../../server/core/lane/laneError.ts'
import type { LaneAnswer, LaneRequest } from '../../../../../server/core/lane/ports.ts'
import { createLedger } from '../../../../../server/core/ledger/ledger.ts'
import type { EnterOutcome, LedgerStore } from '../../../../../server/core/ledger/ports.ts'
import type { Books } from '../../../../../server/core/ledger/recall.ts'
import { type LedgerRequest, withLedger } from '../../../../../server/core/ledger/withLedger.ts'
import type { Claim } from '../../../../../shared/domain/book/types.ts'

const claim = { id: 'c', reservationId: 'r', start: 0, end: 10, state: 'held', expiresAt: 50, bundle: null } as Claim
const want = { start: 0, party: 2, channel: 'online' } as const
const request: LedgerRequest = {
  bookId: 'v:d',
  by: { key: 'guest:1', staff: false },
  requestId: 'q',
  bodyHash: 'h',
  command: { type: 'hold', claimId: 'c', reservationId: 'r', want, expiresAt: 50 },
}
const plan = { guestKeys: ['guest:1'], weight: { kind: 'hold', start: 0, end: 10, until: 50 } as const, limited: true }
const held: LaneAnswer = { ok: true, version: 1, claim, replayed: false }
const unread: Books = {
  read: async () => null,
  readLinearizable: async () => null,
  remembered: async () => [],
}

/** A ledger on a store that answers as told, a lane that does as told, and what they were asked, in order. */
function setUp(lane: (request: LaneRequest) => Promise<LaneAnswer>, outcomes: EnterOutcome[] = [{ kind: 'entered' }]) {
  const asked: string[] = []
  let now = 1_000
  const store: LedgerStore = {
    enter: async (entries) => {
      asked.push(`enter ${entries.map(({ guestKey }) => guestKey)}`)
      return entries.map(() => outcomes.shift() ?? { kind: 'missed' })
    },
    remove: async (entries) => void asked.push(`remove ${entries.map(({ guestKey, key }) => `${guestKey} ${key}`)}`),
    settle: async () => void asked.push('settle'),
    pagesOf: async () => [],
    open: async () => [],
  }
  const clock = { now: () => now, correct: async () => {} }
  const sleep = async (ms: number) => void (now += ms)
  const ledger = createLedger({ store, books: unread, clock, newId: () => 'x', sleep, yieldTurn: async () => {} })
  const lanes = {
    submit: async (sent: LaneRequest) => {
      asked.push(`lane until ${sent.giveUpAt}`)
      return lane(sent)
    },
  }
  return { asked, parts: { ledger, lanes, books: unread } }
}

test('the entry comes before the commit, and the commit carries the entry’s end', async () => {
  const { asked, parts } = setUp(async () => held)
  expect(await withLedger(parts, request, plan)).toEqual(held)
  expect(asked).toEqual(['enter guest:1', 'lane until 16000'])
})

test('a limit refuses before the book is asked', async () => {
  const { asked, parts } = setUp(
    async () => held,
    [{ kind: 'refused', refusal: { code: 'hold_limit' }, twinOpen: false }],
  )
  expect(await withLedger(parts, request, plan)).toEqual({ ok: false, refusal: { code: 'hold_limit' } })
  expect(asked).toEqual(['enter guest:1', 'remove guest:1 v:d/c#x'])
})

test('a limit refuses nobody whose earlier try may still come about', async () => {
  const { parts } = setUp(async () => held, [{ kind: 'refused', refusal: { code: 'hold_limit' }, twinOpen: true }])
  await expect(withLedger(parts, request, plan)).rejects.toMatchObject({ code: 'outcome_unknown' })
})

test('refused on its second page, it is taken back from both', async () => {
  const outcomes: EnterOutcome[] = [
    { kind: 'entered' },
    { kind: 'refused', refusal: { code: 'overlapping_booking' }, twinOpen: false },
  ]
  const { asked, parts } = setUp(async () => held, outcomes)
  const guestKeys = ['guest:1', 'phone:2', 'phone:1']
  expect(await withLedger(parts, request, { ...plan, guestKeys })).toMatchObject({ ok: false })
  expect(asked.slice(0, 2)).toEqual(['enter guest:1', 'enter phone:1'])
  expect(asked[2]).toContain('guest:1 v:d/c#x,phone:2 v:d/c#x,phone:1 v:d/c#x')
})

test('what the book refuses, or answered before for another claim, is taken back', async () => {
  for (const answer of [
    { ok: false, version: 1, refusal: { code: 'not_found' } },
    { ...held, claim: { ...claim, id: 'first' }, replayed: true },
  ] as const) {
    const { asked, parts } = setUp(async () => answer)
    expect(await withLedger(parts, request, plan)).toEqual(answer)
    expect(asked.at(-1)).toBe('remove guest:1 v:d/c#x')
  }
})

test('busy had no effect and is taken back; an unknown outcome is left to the sweep', async () => {
  const busy = setUp(() => Promise.reject(new LaneError('busy', 1)))
  await expect(withLedger(busy.parts, request, plan)).rejects.toMatchObject({ code: 'busy' })
  expect(busy.asked.at(-1)).toBe('remove guest:1 v:d/c#x')
  const unknown = setUp(() => Promise.reject(new LaneError('outcome_unknown', 1)))
  await expect(withLedger(unknown.parts, request, plan)).rejects.toMatchObject({ code: 'outcome_unknown' })
  expect(unknown.asked).toEqual(['enter guest:1', 'lane until 16000'])
})

test('an entry that cannot be made is tried for some seconds, then the answer is busy', async () => {
  const { asked, parts } = setUp(async () => held, [])
  await expect(withLedger(parts, request, plan)).rejects.toMatchObject({ code: 'busy' })
  expect(asked).toHaveLength(80)
})
