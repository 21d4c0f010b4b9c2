import { expect, test } from 'vitest'
import { waitClock } from '../../../../../shared/domain/concierge/clock.ts'
import { alwaysOpen } from '../../../../../shared/domain/concierge/hours.ts'
import { defaultTargets, dueAt, targetMs, usedAt } from '../../../../../shared/domain/concierge/targets.ts'
import { rankOf, tiers } from '../../../../../shared/domain/concierge/tiers.ts'
import { at, daily, minuteMs, now, secondMs } from './support.ts'

const seoul = daily('Asia/Seoul', { from: '10:00', to: '22:00' })
const evening = at('2026-12-01T21:58:00+09:00')

test('a higher tier is owed more', () => {
  expect(tiers.map(rankOf)).toEqual([0, 1, 2, 3])
  const firsts = tiers.map((tier) => targetMs(defaultTargets, tier, 'first'))
  expect(firsts).toEqual([300, 240, 150, 90].map((seconds) => seconds * secondMs))
  const nexts = tiers.map((tier) => targetMs(defaultTargets, tier, 'next'))
  expect(nexts).toEqual([240, 180, 120, 90].map((seconds) => seconds * secondMs))
})

test('a target that does not end by closing time goes on when the desk opens', () => {
  expect(dueAt(evening, 5 * minuteMs, seoul)).toBe(at('2026-12-02T10:03:00+09:00'))
})

test('all of a target is used when it is due, none when it begins, and none by night', () => {
  expect(usedAt(evening, 5 * minuteMs, seoul, evening)).toBe(0)
  expect(usedAt(evening, 5 * minuteMs, seoul, evening + minuteMs)).toBe(0.2)
  expect(usedAt(evening, 5 * minuteMs, seoul, at('2026-12-02T04:00:00+09:00'))).toBe(0.4)
  expect(usedAt(evening, 5 * minuteMs, seoul, at('2026-12-02T10:03:00+09:00'))).toBe(1)
  expect(usedAt(evening, 5 * minuteMs, seoul, at('2026-12-02T10:08:00+09:00'))).toBe(2)
})

test('the clocks of a wait are fixed when it begins', () => {
  const clock = waitClock(
    { waitingSince: now, tier: 'standard', answer: 'first' },
    { targets: defaultTargets, hours: alwaysOpen },
  )
  expect(clock).toEqual({
    waitingSince: now,
    dueAt: now + 300 * secondMs,
    secondDueAt: now + 900 * secondMs,
    patientUntil: now + 120 * secondMs,
  })
})

test('a desk may have targets of its own', () => {
  const targets = { ...defaultTargets, vvip: { firstSeconds: 30, nextSeconds: 20 } }
  const clock = waitClock({ waitingSince: now, tier: 'vvip', answer: 'next' }, { targets, hours: alwaysOpen })
  expect(clock.dueAt).toBe(now + 20 * secondMs)
})
