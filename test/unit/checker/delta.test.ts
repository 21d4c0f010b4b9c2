import { expect, test } from 'vitest'
import { applyDelta } from '../../checker/delta.ts'

const before = { version: 1, claims: { a: { party: 2 }, b: { party: 3 } }, units: ['t1', 't2', 't3'] }

test('fields are set, made, removed and changed one level down, and the old document stays as it was', () => {
  const diff = {
    u: { version: 2 },
    i: { pendingSince: 7 },
    sclaims: { d: { b: false }, sa: { u: { party: 4 } }, i: { c: { party: 1 } } },
  }
  const after = applyDelta(before, diff)
  expect(after).toEqual({ ...before, version: 2, pendingSince: 7, claims: { a: { party: 4 }, c: { party: 1 } } })
  expect(before.claims.a.party).toBe(2)
})

test('what a delta does not touch is the same object as before', () => {
  expect(applyDelta(before, { u: { version: 2 } }).claims).toBe(before.claims)
})

test('arrays are cut, and changed by index', () => {
  expect(applyDelta(before, { sunits: { a: true, l: 2, u0: 't9' } }).units).toEqual(['t9', 't2'])
})

test('a part that is not known is an error, never a guess', () => {
  expect(() => applyDelta(before, { x: { version: 2 } })).toThrow('not known')
  expect(() => applyDelta(before, { sunits: { a: true, x1: 't9' } })).toThrow('not known')
})
