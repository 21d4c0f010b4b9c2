import { expect, test } from 'vitest'
import { tableSettings } from '../../../shared/contract/settings.ts'
import { dataFile } from '../../replay/dataFolder.ts'
import { planReplay, rates } from '../../replay/plan.ts'
import { type ReservationRow, readReservations } from '../../replay/rows.ts'
import { peakCovers, storeSettings } from '../../replay/storeRoom.ts'

const now = Date.parse('2030-01-10T12:00:00Z')
const options = { now, seed: 1 }

function row(overrides: Partial<ReservationRow> = {}): ReservationRow {
  return {
    line: 2,
    storeId: 's',
    visitAt: '2016-01-08 19:00:00',
    bookedAt: '2016-01-01 10:00:00',
    party: 2,
    ...overrides,
  }
}

test('visits move by whole weeks, to the same wall-clock hour of the same weekday, two days from now or later', () => {
  const [visit] = planReplay([row()], options).visits
  const startsAt = new Date(visit?.startsAt ?? 0)
  expect(startsAt.toISOString()).toBe('2030-01-18T10:00:00.000Z')
  expect(startsAt.getUTCDay()).toBe(new Date('2016-01-08').getUTCDay())
  expect(visit?.date).toBe('2030-01-18')
})

test('a visit in the small hours belongs to the evening before', () => {
  const { visits } = planReplay(
    [row({ visitAt: '2016-01-08 01:00:00' }), row({ visitAt: '2016-01-08 05:00:00' })],
    options,
  )
  expect(visits.map(({ date }) => date)).toEqual(['2030-01-17', '2030-01-18'])
})

test('who booked at or after the visit is a walk-in, and who booked before is not', () => {
  const late = ['2016-01-08 18:59:00', '2016-01-08 19:00:00', '2016-01-09 08:00:00'].map((bookedAt) =>
    row({ bookedAt }),
  )
  const { visits } = planReplay(late, options)
  expect(visits.map(({ course }) => course === 'walk-in')).toEqual([false, true, true])
})

test('the same rows and seed give the same plan, another seed gives other courses, and the rates are kept', () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => row({ line: n + 2 }))
  const courses = (seed: number) => planReplay(rows, { now, seed }).visits.map(({ course }) => course)
  expect(courses(7)).toEqual(courses(7))
  expect(courses(7)).not.toEqual(courses(8))
  for (const [course, rate] of Object.entries(rates)) {
    const share = courses(7).filter((it) => it === course).length / rows.length
    expect(share * 100).toBeGreaterThan(rate - 1)
    expect(share * 100).toBeLessThan(rate + 1)
  }
})

test('duplicates are kept, and dates outside the asked ones are not played but count for the peak', () => {
  const rows = [row(), row({ line: 3 }), row({ line: 4, visitAt: '2016-02-08 19:00:00', party: 9 })]
  const { visits, stores } = planReplay(rows, { ...options, to: '2016-01-31' })
  expect(visits).toHaveLength(2)
  expect(stores).toEqual([{ storeId: 's', peak: 9 }])
})

test('the peak counts who is there at once: stays are half-open', () => {
  const at = (visitAt: string, party: number) => row({ visitAt: `2016-01-08 ${visitAt}:00`, party })
  expect(peakCovers([at('18:00', 2), at('19:30', 2)])).toBe(2)
  expect(peakCovers([at('18:00', 2), at('19:00', 2), at('19:00', 5)])).toBe(9)
})

test('tables seat four fifths of the peak, and up to four neighbours combine', () => {
  const { tables, combinations } = storeSettings(20, false)
  expect(tables.map(({ maxParty }) => maxParty)).toEqual([2, 4, 2, 4, 6])
  expect(Math.max(...combinations.map(({ tableIds }) => tableIds.length))).toBe(4)
  expect(combinations.find(({ tableIds }) => tableIds.length === 4)).toMatchObject({ maxParty: 12 })
  expect(tableSettings.safeParse(storeSettings(20, true)).success).toBe(true)
})

const file = dataFile('reservations/air_reserve_2016.csv.gz')

test.skipIf(file.absent !== null)('the real year is read whole, and every row is planned', async () => {
  const rows = await readReservations(file.path)
  expect(rows).toHaveLength(47_413)
  const { visits, stores } = planReplay(rows, options)
  expect(visits).toHaveLength(47_413)
  expect(visits.filter(({ course }) => course === 'walk-in')).toHaveLength(3_576)
  expect(Math.min(...visits.map(({ startsAt }) => startsAt))).toBeGreaterThan(now + 86_400_000)
  expect(stores.length).toBe(new Set(rows.map(({ storeId }) => storeId)).size)
})
