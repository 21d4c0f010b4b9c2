import { describe, expect, it } from 'vitest'
import { mergeGuards, noGuards } from '../../../../../shared/domain/book/guards.ts'

describe('guards together', () => {
  it('are no guards where neither asks for anything', () => {
    expect(mergeGuards(noGuards, noGuards)).toEqual({ notBefore: null, before: null })
  })

  it('are those of the one that asks', () => {
    const guards = { notBefore: 0, before: 9 }
    expect(mergeGuards(guards, noGuards)).toEqual(guards)
    expect(mergeGuards(noGuards, guards)).toEqual(guards)
  })

  it('are the later start and the earlier end of both', () => {
    const tight = { notBefore: 5, before: 7 }
    expect(mergeGuards({ notBefore: 2, before: 7 }, { notBefore: 5, before: 9 })).toEqual(tight)
    expect(mergeGuards({ notBefore: 5, before: 9 }, { notBefore: 2, before: 7 })).toEqual(tight)
  })
})
