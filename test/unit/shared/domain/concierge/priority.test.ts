import { expect, test } from 'vitest'
import { inTurn, type Turn } from '../../../../../shared/domain/concierge/priority.ts'
import { minuteMs, now, queued } from './support.ts'

const order = (...queue: readonly Turn[]) => inTurn(queue, now).map(({ id }) => id)

test('whoever is due sooner comes first, though they wrote later', () => {
  expect(order(queued('standard', { waitedSeconds: 60 }), queued('vip', { tier: 'vip' }))).toEqual(['vip', 'standard'])
})

test('a standard guest who has nearly waited out the target comes before a VIP who has just written', () => {
  const vip = queued('vip', { tier: 'vip' })
  expect(order(vip, queued('standard', { waitedSeconds: 280 }))).toEqual(['standard', 'vip'])
})

test('a tier is worth a minute where both are due at the same time', () => {
  const standard = {
    id: 's',
    tier: 'standard',
    waitingSince: now,
    dueAt: now + 5 * minuteMs,
    secondDueAt: null,
  } as const
  const regular = { ...standard, id: 'r', tier: 'regular' } as const
  expect(order(standard, regular)).toEqual(['r', 's'])
  expect(order({ ...standard, dueAt: now + 4 * minuteMs - 1 }, regular)).toEqual(['s', 'r'])
  expect(order(regular, { ...standard, dueAt: now + 4 * minuteMs })).toEqual(['r', 's'])
  expect(order({ ...standard, dueAt: now + 4 * minuteMs + 1 }, regular)).toEqual(['r', 's'])
})

test('whoever has missed the target comes after those who can still be answered in time', () => {
  expect(order(queued('late', { waitedSeconds: 301 }), queued('new'))).toEqual(['new', 'late'])
  expect(order(queued('new'), queued('due', { waitedSeconds: 300 }))).toEqual(['due', 'new'])
})

test('and before everybody once three targets have passed', () => {
  expect(order(queued('new', { waitedSeconds: 299 }), queued('late', { waitedSeconds: 900 }))).toEqual(['late', 'new'])
})

test('where the desk does not open again it is the last', () => {
  const never = { ...queued('never', { tier: 'vvip' }), dueAt: null, secondDueAt: null }
  expect(order(never, queued('some', { waitedSeconds: 400 }))).toEqual(['some', 'never'])
  expect(order({ ...never, id: 'b', tier: 'standard' }, never)).toEqual(['never', 'b'])
})

test('alike in all else, the longer wait and then the id decides', () => {
  const one = { id: 'b', tier: 'vip', waitingSince: now, dueAt: now + 1, secondDueAt: null } as const
  expect(order(one, { ...one, id: 'a' })).toEqual(['a', 'b'])
  expect(order({ ...one, id: 'a' }, { ...one, waitingSince: now - 1 })).toEqual(['b', 'a'])
})
