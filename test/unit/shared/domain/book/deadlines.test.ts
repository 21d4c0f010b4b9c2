import { describe, expect, it } from 'vitest'
import { dueClaims, earliestExpiry, isDue, nextDeadline } from '../../../../../shared/domain/book/deadlines.ts'
import { buildBook, buildClaim } from './support/build.ts'

const held = (id: string, expiresAt: number | null) => buildClaim({ id, state: 'held', expiresAt })

describe('a claim that runs out', () => {
  it('stands up to the last instant before its end and is due from that end on', () => {
    expect([49, 50, 51].map((now) => isDue(held('h', 50), now))).toEqual([false, true, true])
  })

  it('is never due without an end', () => {
    expect(isDue(held('h', null), 1e15)).toBe(false)
  })
})

describe('the due claims of a book', () => {
  it('come in the order in which they ran out, those of one instant by id', () => {
    const book = buildBook(held('d', 40), held('b', 30), held('a', 40), held('c', 41), buildClaim({ id: 'e' }))
    expect(dueClaims(book, 40).map(({ id }) => id)).toEqual(['b', 'a', 'd'])
    const inOrder = buildBook(held('a', 40), held('b', 40), held('c', 40))
    expect(dueClaims(inOrder, 40).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })
})

describe('the next deadline', () => {
  it('is the earliest that lies ahead, not one that has passed', () => {
    const book = buildBook(held('a', 60), held('b', 30), held('c', 50), buildClaim({ id: 'd' }))
    expect([29, 30, 49, 50, 60].map((now) => nextDeadline(book, now))).toEqual([30, 50, 50, 60, null])
  })

  it('is none where nothing runs out', () => {
    expect(nextDeadline(buildBook(buildClaim(), held('b', null)), 0)).toBeNull()
    expect(earliestExpiry([])).toBeNull()
  })
})
