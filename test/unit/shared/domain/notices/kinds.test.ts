import { expect, it } from 'vitest'
import { factOf } from '../../../../../shared/domain/notices/factOf.ts'
import { callKinds, duesOf, kinds, noticeChannels, toldKinds } from '../../../../../shared/domain/notices/kinds.ts'
import { buildClaim } from '../book/support/build.ts'

const hour = 3_600_000
const start = 1000 * hour
const late = { kind: 'reminder.late', at: start + hour / 4 }

it('a visit is followed by a reminder a day and one three hours before, and a word to who is late', () => {
  const expected = [
    { kind: 'reminder.dayBefore', at: start - 24 * hour },
    { kind: 'reminder.sameDay', at: start - 3 * hour },
    late,
  ]
  expect(duesOf(start, 0)).toEqual(expected)
  expect(duesOf(start, start - 30 * hour)).toEqual(expected)
})

it('whoever was told within six hours is not reminded', () => {
  expect(duesOf(start, start - 30 * hour + 1).map(({ kind }) => kind)).toEqual(['reminder.sameDay', 'reminder.late'])
  expect(duesOf(start, start - 9 * hour).map(({ kind }) => kind)).toEqual(['reminder.sameDay', 'reminder.late'])
  expect(duesOf(start, start - 9 * hour + 1)).toEqual([late])
  expect(duesOf(start, start + hour / 4 - 1)).toEqual([late])
  expect(duesOf(start, start + hour / 4)).toEqual([])
  expect(duesOf(start, start + hour)).toEqual([])
})

it('what is critical is sent again where nobody knows; what is not is rather left', () => {
  for (const kind of Object.values(kinds)) expect(kind.critical).toBe(kind.ifUnsure === 'again')
})

it('of who waits at a desk those who work there are told on their phones and in the app, never by mail, and cannot wish it away', () => {
  for (const [name, { channels }] of Object.entries(callKinds)) {
    expect(channels).toEqual(noticeChannels.filter((channel) => channel !== 'email'))
    expect(toldKinds).not.toHaveProperty([name])
  }
})

const claim = buildClaim({ state: 'confirmed', reservationId: 'r' })

it.each([
  ['a hold that is confirmed', { type: 'claim.changed', claim, why: 'confirm' }, 'confirm', 'reservation.confirmed'],
  ['a booking by staff', { type: 'claim.made', claim }, 'book', 'reservation.confirmed'],
  ['another time', { type: 'claim.changed', claim, why: 'modify' }, 'modify', 'reservation.changed'],
  ['another date', { type: 'claim.changed', claim, why: 'bundle' }, 'bundleFinish', 'reservation.changed'],
  [
    'a cancellation',
    { type: 'claim.ended', claim, end: 'cancelled', why: 'cancel' },
    'cancel',
    'reservation.cancelled',
  ],
] as const)('%s is told', (_name, event, op, kind) => {
  expect(factOf(event, op)).toBe(kind)
})

it('a hold that waited for a payment and ran out is told', () => {
  const waited = buildClaim({ ...claim, state: 'awaiting_payment' })
  expect(factOf({ type: 'claim.ended', claim: waited, end: 'expired', why: 'due' }, 'expire')).toBe('payment.expired')
})

const held = buildClaim({ ...claim, state: 'held' })

it.each([
  ['a hold', { type: 'claim.made', claim: held }, 'hold'],
  ['a hold that ran out', { type: 'claim.ended', claim: held, end: 'expired', why: 'due' }, 'expire'],
  ['a hold that moves', { type: 'claim.changed', claim: held, why: 'modify' }, 'modify'],
  ['who walks in', { type: 'claim.made', claim: { ...claim, state: 'seated' } }, 'walkIn'],
  ['another table for the same time', { type: 'claim.changed', claim, why: 'move' }, 'move'],
  ['what re-packing moves', { type: 'claim.changed', claim, why: 'repacked' }, 'hold'],
  ['another holder', { type: 'claim.changed', claim, why: 'assign' }, 'assign'],
  ['the old date of a change', { type: 'claim.ended', claim, end: 'released', why: 'bundle' }, 'bundleFinish'],
  ['a visit that is over', { type: 'claim.ended', claim, end: 'completed', why: 'advance' }, 'advance'],
  [
    'a block',
    { type: 'claim.ended', claim: { ...claim, reservationId: null }, end: 'cancelled', why: 'cancel' },
    'cancel',
  ],
  ['new settings', { type: 'settings.adopted', settingsVersion: 2, flagged: [] }, 'adopt'],
] as const)('%s is not told', (_name, event, op) => {
  expect(factOf(event, op)).toBeNull()
})
