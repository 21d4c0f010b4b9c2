import { expect, test } from 'vitest'
import { figuresOf } from '../../../../../shared/domain/concierge/figures.ts'
import { now, secondMs } from './support.ts'

const took = (...seconds: readonly number[]) =>
  seconds.map((each) => ({ at: now, tookMs: each * secondMs, inTarget: each <= 60 }))

test('where nothing was answered there is no time to tell', () => {
  expect(figuresOf([])).toEqual({ answered: 0, inTarget: 0, medianSeconds: null, p90Seconds: null })
})

test('one answer is half and nine tenths of them all', () => {
  expect(figuresOf(took(42))).toEqual({ answered: 1, inTarget: 1, medianSeconds: 42, p90Seconds: 42 })
})

test('half of them took no longer than the median, nine of ten no longer than the other, in whatever order they came', () => {
  const ten = figuresOf(took(100, 20, 90, 10, 80, 30, 70, 40, 60, 50))
  expect(ten).toEqual({ answered: 10, inTarget: 6, medianSeconds: 50, p90Seconds: 90 })
  expect(figuresOf(took(3, 1, 2))).toMatchObject({ medianSeconds: 2, p90Seconds: 3 })
  expect(figuresOf(took(...Array.from({ length: 100 }, (_, n) => n + 1)))).toMatchObject({
    medianSeconds: 50,
    p90Seconds: 90,
  })
})

test('times are compared as numbers and told in whole seconds', () => {
  expect(figuresOf(took(9, 10, 100))).toMatchObject({ medianSeconds: 10, p90Seconds: 100 })
  expect(figuresOf(took(1.4))).toMatchObject({ medianSeconds: 1 })
  expect(figuresOf(took(1.5))).toMatchObject({ medianSeconds: 2 })
})
