import { describe, expect, it } from 'vitest'
import { turnMinutes } from '../../../../../shared/domain/tables/turnTime.ts'

describe('how long a party stays', () => {
  it('is the time of the first row that reaches its size, and of the last row beyond them all', () => {
    const rows = [
      { upTo: 2, minutes: 90 },
      { upTo: 4, minutes: 105 },
      { upTo: 6, minutes: 120 },
    ]
    expect([1, 2, 3, 4, 5, 6, 7, 40].map((party) => turnMinutes(rows, party))).toEqual([
      90, 90, 105, 105, 120, 120, 120, 120,
    ])
  })

  it('cannot be told without any row', () => {
    expect(() => turnMinutes([], 2)).toThrow(new RangeError('A venue needs at least one turn time.'))
  })
})
