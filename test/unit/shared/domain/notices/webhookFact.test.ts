import { expect, it } from 'vitest'
import type { BookEvent, ClaimState } from '../../../../../shared/domain/book/types.ts'
import { webhookFactOf } from '../../../../../shared/domain/notices/webhookFact.ts'
import { buildClaim } from '../book/support/build.ts'

const changed = (
  state: ClaimState,
  why: 'advance' | 'confirm' | 'modify' | 'bundle' | 'move' | 'assign',
): BookEvent => ({
  type: 'claim.changed',
  claim: buildClaim({ state }),
  why,
})
const ended = (end: 'cancelled' | 'completed' | 'released' | 'expired', why: 'cancel' | 'advance' | 'bundle' | 'due') =>
  ({ type: 'claim.ended', claim: buildClaim(), end, why }) as const

it.each<readonly [string | null, BookEvent, string]>([
  ['reservation.confirmed', changed('confirmed', 'confirm'), 'confirm'],
  ['reservation.confirmed', { type: 'claim.made', claim: buildClaim() }, 'book'],
  ['reservation.changed', changed('confirmed', 'modify'), 'modify'],
  ['reservation.changed', changed('confirmed', 'bundle'), 'bundleFinish'],
  ['reservation.cancelled', ended('cancelled', 'cancel'), 'cancel'],
  ['reservation.arrived', changed('arrived', 'advance'), 'advance'],
  ['reservation.seated', changed('seated', 'advance'), 'advance'],
  ['reservation.seated', { type: 'claim.made', claim: buildClaim({ state: 'seated' }) }, 'walkIn'],
  ['reservation.noShow', changed('no_show', 'advance'), 'advance'],
  ['reservation.changed', changed('confirmed', 'advance'), 'advance'],
  ['reservation.completed', ended('completed', 'advance'), 'advance'],
  // It goes on at another date.
  [null, ended('cancelled', 'bundle'), 'bundleFinish'],
  [null, ended('released', 'advance'), 'release'],
  [null, ended('expired', 'due'), 'expire'],
  [null, changed('confirmed', 'move'), 'move'],
  [null, changed('confirmed', 'assign'), 'assign'],
  [null, { type: 'claim.made', claim: buildClaim({ state: 'held' }) }, 'hold'],
  [null, { type: 'claim.made', claim: buildClaim({ reservationId: null, state: 'blocked' }) }, 'block'],
  [null, { type: 'settings.adopted', settingsVersion: 2, flagged: [] }, 'adopt'],
])('webhooks are told %s of %o by %s', (kind, event, op) => {
  expect(webhookFactOf(event, op)).toBe(kind)
})

it('who would have paid and did not is nobody’s reservation', () => {
  const waited = buildClaim({ state: 'awaiting_payment' })
  expect(webhookFactOf({ type: 'claim.ended', claim: waited, end: 'expired', why: 'due' }, 'expire')).toBeNull()
})
