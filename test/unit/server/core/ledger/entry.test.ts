import { expect, test } from 'vitest'
import { claimKey, parseClaimKey, parseRequestKey, requestKey } from '../../../../../server/core/ledger/entry.ts'
import { bookedUntil, weightOf } from '../../../../../server/core/ledger/weight.ts'
import type { Claim } from '../../../../../shared/domain/book/types.ts'

const hour = 60 * 60_000
const claim: Claim = {
  id: 'c',
  reservationId: 'r',
  unitIds: ['t1'],
  start: 10 * hour,
  end: 11 * hour,
  party: 2,
  state: 'held',
  expiresAt: 9 * hour,
  holder: 'guest:1',
  channel: 'online',
  terms: { kind: 'toy' },
  pinned: false,
  override: false,
  flagged: false,
  bundle: null,
  generation: 0,
}

test('keys can be read back, whatever a client put into its request id', () => {
  expect(parseClaimKey(claimKey('venue:2030-01-01', 'c1'))).toEqual({ bookId: 'venue:2030-01-01', claimId: 'c1' })
  const name = { bookId: 'venue:2030-01-01', actor: 'guest:1', requestId: 'a|b||$c/' }
  expect(parseRequestKey(requestKey(name))).toEqual(name)
})

test('a hold weighs as one until it runs out', () => {
  expect(weightOf(claim)).toEqual({ kind: 'hold', start: 10 * hour, end: 11 * hour, until: 9 * hour })
})

test('a booking weighs until nothing can come too close to it any more', () => {
  const booking = { kind: 'booking', start: 10 * hour, end: 11 * hour, until: 12 * hour }
  expect(weightOf({ ...claim, state: 'confirmed', expiresAt: null })).toEqual(booking)
  expect(bookedUntil(10 * hour, 15 * hour)).toBe(15 * hour)
})

test('what a bundle holds is a booking on its way, and what waits for payment is one with an end', () => {
  const bundle = { id: 'b', role: 'arriving', becomes: 'confirmed' } as const
  expect(weightOf({ ...claim, expiresAt: null, bundle })).toMatchObject({ kind: 'booking', until: 12 * hour })
  expect(weightOf({ ...claim, state: 'awaiting_payment' })).toMatchObject({ kind: 'booking', until: 9 * hour })
})
