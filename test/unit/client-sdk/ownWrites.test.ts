import { expect, it } from 'vitest'
import { createOwnWrites } from '../../../client-sdk/src/ownWrites.ts'

const night = { venueId: 'v', date: '2030-01-01' }

it('asks of a book’s availability what was acknowledged for it, and never less again', () => {
  const own = createOwnWrites()
  expect(own.atLeast('availability', night)).toBeUndefined()
  own.note({ ...night, version: 7 })
  own.note({ ...night, version: 5 })
  expect(own.atLeast('availability', night)).toBe(7)
  expect(own.atLeast('availability', { ...night, date: '2030-01-02' })).toBeUndefined()
  expect(own.atLeast('reservations', night)).toBeUndefined()
})

it('passes over what names no book, and forgets the books changed longest ago', () => {
  const own = createOwnWrites()
  for (const data of [null, 'x', {}, { version: 3 }, { ...night }, { ...night, version: '3' }]) own.note(data)
  expect(own.atLeast('availability', night)).toBeUndefined()
  for (let i = 0; i <= 50; i++) own.note({ venueId: `v${i}`, date: night.date, version: 1 })
  expect(own.atLeast('availability', { venueId: 'v0', date: night.date })).toBeUndefined()
  expect(own.atLeast('availability', { venueId: 'v1', date: night.date })).toBe(1)
})
