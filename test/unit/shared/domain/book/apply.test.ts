import { describe, expect, it } from 'vitest'
import { apply, applyAll } from '../../../../../shared/domain/book/apply.ts'
import { emptyBook } from '../../../../../shared/domain/book/emptyBook.ts'
import { buildBook, buildClaim, deepFreeze } from './support/build.ts'

const claim = buildClaim()
const book = deepFreeze(buildBook(claim))

describe('an empty book', () => {
  it('is version 0 with no claims under the settings it is made with', () => {
    const expected = { venueId: 'v1', date: '2030-05-04', version: 0, settingsVersion: 4, claims: {} }
    expect(emptyBook('v1', '2030-05-04', 4)).toEqual(expected)
  })
})

describe('applying an event', () => {
  it('adds a claim that was made', () => {
    const other = buildClaim({ id: 'c2' })
    expect(apply(book, { type: 'claim.made', claim: other })).toEqual(buildBook(claim, other))
  })

  it('puts a changed claim in the place of what it was', () => {
    const changed = { ...claim, start: 120 }
    expect(apply(book, { type: 'claim.changed', claim: changed, why: 'modify' })).toEqual(buildBook(changed))
  })

  it('takes an ended claim out', () => {
    const ended = { type: 'claim.ended', claim, end: 'cancelled', why: 'cancel' } as const
    expect(apply(book, ended)).toEqual(buildBook())
  })

  it('raises the settings, sets the flags they name and takes back those they do not', () => {
    const flagged = buildClaim({ id: 'c2', flagged: true })
    const both = deepFreeze(buildBook(claim, flagged))
    const after = apply(both, { type: 'settings.adopted', settingsVersion: 4, flagged: ['c1'] })
    const claims = { c1: { ...claim, flagged: true }, c2: { ...flagged, flagged: false } }
    expect(after).toEqual({ ...both, settingsVersion: 4, claims })
  })

  it('leaves claims as they are whose flag stays, so that a commit need not write them', () => {
    const flagged = buildClaim({ id: 'c2', flagged: true })
    const after = apply(buildBook(claim, flagged), { type: 'settings.adopted', settingsVersion: 4, flagged: ['c2'] })
    expect(after.claims.c1).toBe(claim)
    expect(after.claims.c2).toBe(flagged)
  })

  it('of several does one after another, and of none nothing at all', () => {
    const other = buildClaim({ id: 'c2' })
    const made = { type: 'claim.made', claim: other } as const
    const ended = { type: 'claim.ended', claim: other, end: 'released', why: 'release' } as const
    expect(applyAll(book, [made, ended])).toEqual(book)
    expect(applyAll(book, [])).toBe(book)
  })
})
