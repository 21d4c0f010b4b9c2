import { expect, test } from 'vitest'
import { findFailure, toldOf } from '../../support/model/laneSchedules.ts'

/** Others than those of `npm test`. */
const first = 4_000
const schedules = 10_000

test('10,000 schedules of lost, late and doubled messages, failovers, crashes and wrong clocks leave every promise of the book standing', {
  timeout: 3_600_000,
}, async () => {
  expect(toldOf(await findFailure(first, first + schedules))).toBeNull()
})
