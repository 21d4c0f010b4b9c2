import { describe, expect, it } from 'vitest'
import { edges, isEnd, mayBecome, occupies } from '../../../../../shared/domain/book/lifecycle.ts'
import type { ClaimState } from '../../../../../shared/domain/book/types.ts'

describe('the life of a claim', () => {
  it('has exactly these edges', () => {
    expect(edges).toEqual({
      held: ['confirmed', 'requested', 'awaiting_payment', 'released', 'expired'],
      requested: ['confirmed', 'declined', 'cancelled'],
      awaiting_payment: ['confirmed', 'released', 'expired', 'cancelled'],
      confirmed: ['arrived', 'seated', 'no_show', 'cancelled'],
      arrived: ['seated', 'confirmed', 'no_show', 'cancelled'],
      seated: ['completed', 'arrived'],
      no_show: ['confirmed', 'arrived', 'seated'],
      blocked: ['released'],
    })
  })

  it('lets a no-show come back, and a guest who sits only leave or get up', () => {
    expect(mayBecome('no_show', 'seated')).toBe(true)
    expect(mayBecome('no_show', 'cancelled')).toBe(false)
    expect(mayBecome('seated', 'no_show')).toBe(false)
  })

  it('takes units in every state but one', () => {
    const states = Object.keys(edges) as ClaimState[]
    expect(states.filter((state) => !occupies(state))).toEqual(['no_show'])
  })

  it('knows its ends from its states', () => {
    const all = new Set(Object.values(edges).flat())
    expect([...all].filter(isEnd).sort()).toEqual(['cancelled', 'completed', 'declined', 'expired', 'released'])
  })
})
