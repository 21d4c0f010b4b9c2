import { expect, test } from 'vitest'
import { keptUntil } from '../../../../../shared/domain/concierge/keeping.ts'

const kept = (now: string, months: number) => {
  const { account, visitor } = keptUntil(Date.parse(now), months)
  return [account, visitor].map((instant) => new Date(instant).toISOString())
}

test('what was said is kept for its months, of visitors for ninety days', () => {
  expect(kept('2026-11-22T10:30:00Z', 24)).toEqual(['2024-11-22T10:30:00.000Z', '2026-08-24T10:30:00.000Z'])
})

test('of visitors it is kept no longer than of anybody', () => {
  expect(kept('2026-11-22T10:30:00Z', 1)).toEqual(['2026-10-22T10:30:00.000Z', '2026-10-22T10:30:00.000Z'])
})

test('a month that is shorter ends on its last day, also in a leap year', () => {
  expect(kept('2026-03-31T00:00:00Z', 1)[0]).toBe('2026-02-28T00:00:00.000Z')
  expect(kept('2024-03-31T00:00:00Z', 1)[0]).toBe('2024-02-29T00:00:00.000Z')
  expect(kept('2026-12-31T00:00:00Z', 1)[0]).toBe('2026-11-30T00:00:00.000Z')
  expect(kept('2026-01-31T00:00:00Z', 1)[0]).toBe('2025-12-31T00:00:00.000Z')
})
