import { expect, test } from 'vitest'
import type { EventRecord } from '../../../../../server/core/lane/ports.ts'
import { findingOf } from '../../../../../server/core/ledger/findings.ts'
import type { BookEvent, Claim } from '../../../../../shared/domain/book/types.ts'

const claim = { id: 'c', reservationId: 'r', start: 0, end: 10, state: 'held', expiresAt: 5, bundle: null } as Claim

function record(event: BookEvent, more: Partial<EventRecord> = {}): EventRecord {
  const answer = 'claim' as const
  return {
    book: 'v:d',
    version: 4,
    n: 0,
    actor: 'guest:1',
    requestId: 'q',
    bodyHash: '',
    op: 'hold',
    event,
    answer,
    ...more,
  }
}

test('a claim made or changed is found with its weight, under the request that it answers', () => {
  const weight = { kind: 'hold', start: 0, end: 10, until: 5 }
  const found = { claim: 'v:d/c', version: 4, weight, request: 'v:d|guest:1|q' }
  expect(findingOf(record({ type: 'claim.made', claim }))).toEqual(found)
  expect(findingOf(record({ type: 'claim.changed', claim, why: 'modify' }))).toEqual(found)
})

test('what the system did, or did beside the answer, is nobody’s request', () => {
  expect(findingOf(record({ type: 'claim.made', claim }, { requestId: null }))).toMatchObject({ request: null })
  expect(findingOf(record({ type: 'claim.made', claim }, { answer: null }))).toMatchObject({ request: null })
})

test('a claim that ended weighs nothing', () => {
  const event = { type: 'claim.ended', claim, end: 'released', why: 'release' } as BookEvent
  expect(findingOf(record(event))).toEqual({ claim: 'v:d/c', version: 4, weight: null, request: null })
})

test('a hold that ran out is remembered for half an hour from then', () => {
  const event = { type: 'claim.ended', claim, end: 'expired', why: 'due' } as BookEvent
  const weight = { kind: 'lapse', start: 0, end: 10, until: 5 + 30 * 60_000 }
  expect(findingOf(record(event))).toEqual({ claim: 'v:d/c', version: 4, weight, request: null })
})

test('blocks, re-packing and settings say nothing', () => {
  expect(findingOf(record({ type: 'claim.made', claim: { ...claim, reservationId: null } }))).toBeNull()
  expect(findingOf(record({ type: 'claim.changed', claim, why: 'repacked' }))).toBeNull()
  expect(findingOf(record({ type: 'settings.adopted', settingsVersion: 2, flagged: [] }))).toBeNull()
})
