import { describe, expect, it } from 'vitest'
import { decide } from '../../../../../shared/domain/book/decide.ts'
import type { Book, Claim, Command, Instant, Placement, Want } from '../../../../../shared/domain/book/types.ts'
import { buildBook, buildClaim, buildWant, staff } from './support/build.ts'
import { fixedRules, toyRules } from './support/toyRules.ts'

const none = { notBefore: null, before: null }
const command: Command = { type: 'book', claimId: 'n', reservationId: 'r-n', holder: 'guest:ann', want: buildWant() }
const place: Placement = { unitIds: ['a'], start: 100, end: 200, terms: { kind: 'toy' }, moves: [] }

/** Books where the rules insist on this placement. */
function insist(book: Book, placement: Partial<Placement>, now = 0) {
  const rules = fixedRules({ ok: true, placement: { ...place, ...placement }, guards: none })
  return () => decide(book, rules, command, staff, now)
}

describe('what the rules are asked', () => {
  it('is about the claims that occupy something: none that is due, none of a no-show, and not the one that changes', () => {
    const asked: { claims: readonly string[]; want: Want; now: Instant }[] = []
    const rules = {
      ...toyRules(),
      place: (claims: readonly Claim[], want: Want, now: Instant) => {
        asked.push({ claims: claims.map(({ id }) => id), want, now })
        return { ok: false, reason: 'closed', guards: none } as const
      },
    }
    const book = buildBook(
      buildClaim({ id: 'due', state: 'held', expiresAt: 30 }),
      buildClaim({ id: 'absent', state: 'no_show' }),
      buildClaim({ id: 'own' }),
      buildClaim({ id: 'hold', state: 'held', expiresAt: 31 }),
      buildClaim({ id: 'block', state: 'blocked' }),
    )
    decide(book, rules, { type: 'modify', claimId: 'own', want: buildWant({ party: 4 }) }, staff, 30)
    expect(asked).toEqual([{ claims: ['hold', 'block'], want: buildWant({ party: 4 }), now: 30 }])
  })
})

describe('a placement that moves others', () => {
  const mover = buildClaim({ id: 'm', state: 'held', expiresAt: 90, start: 150, end: 250 })

  it('moves them first, each changed in its units alone', () => {
    const moved = { ...mover, unitIds: ['b', 'c'] }
    const claim = buildClaim({ id: 'n' })
    const decision = insist(buildBook(mover), { moves: [{ claimId: 'm', unitIds: ['c', 'b', 'c'] }] })()
    expect(decision).toEqual({
      ok: true,
      events: [
        { type: 'claim.changed', claim: moved, why: 'repacked' },
        { type: 'claim.made', claim },
      ],
      guards: none,
      claim,
    })
  })

  it('may swap units among them', () => {
    const [a, b] = [buildClaim({ id: 'a1', start: 150, end: 190 }), buildClaim({ id: 'b1', unitIds: ['b'] })]
    const moves = [
      { claimId: 'a1', unitIds: ['b'] },
      { claimId: 'b1', unitIds: ['c'] },
    ]
    expect(insist(buildBook(a, b), { moves })()).toMatchObject({ ok: true, claim: { unitIds: ['a'] } })
  })

  it('leans on a seated party leaving before a moved one comes', () => {
    const seated = buildClaim({ id: 's', state: 'seated', unitIds: ['b'], start: 0, end: 60 })
    const decision = insist(buildBook(mover, seated), { moves: [{ claimId: 'm', unitIds: ['b'] }] }, 70)()
    expect(decision.guards).toEqual({ notBefore: null, before: 150 })
  })

  it('leaves another on the unit alone that comes back to back', () => {
    const after = buildClaim({ id: 'x', start: 200, end: 300 })
    expect(insist(buildBook(after), {})().ok).toBe(true)
  })

  it('gives units sorted and each once', () => {
    expect(insist(buildBook(), { unitIds: ['c', 'a', 'c'] })()).toMatchObject({ claim: { unitIds: ['a', 'c'] } })
  })
})

describe('rules that break their word are a bug and no refusal', () => {
  const taken = /^The rules gave n units that are not free\.$/
  const noPlace = /^The rules gave n no place\.$/

  it('when they give units that are taken, or held', () => {
    expect(insist(buildBook(buildClaim()), {})).toThrow(taken)
    expect(insist(buildBook(buildClaim({ state: 'held', expiresAt: 50 })), {})).toThrow(taken)
  })

  it('when they give units on which a seated party sits on', () => {
    const seated = buildBook(buildClaim({ state: 'seated', start: 0, end: 60 }))
    expect(insist(seated, {}, 99)().ok).toBe(true)
    expect(insist(seated, {}, 100)).toThrow(taken)
  })

  it('when they move one claim onto another, or onto the new one', () => {
    const book = buildBook(buildClaim(), buildClaim({ id: 'x', unitIds: ['b'] }))
    const onto = (unit: string) => insist(book, { moves: [{ claimId: 'c1', unitIds: [unit] }] })
    expect(onto('b')).toThrow('The rules gave c1 units that are not free.')
    expect(onto('a')).toThrow(taken)
    expect(onto('c')().ok).toBe(true)
  })

  it('when they move two claims onto each other', () => {
    const book = buildBook(buildClaim(), buildClaim({ id: 'x', unitIds: ['b'] }))
    const moves = ['c1', 'x'].map((claimId) => ({ claimId, unitIds: ['c'] }))
    expect(insist(book, { moves })).toThrow('The rules gave c1 units that are not free.')
  })

  it('when they move what is pinned, or is not there', () => {
    const moves = [{ claimId: 'c1', unitIds: ['b'] }]
    const cannot = 'The rules moved c1, which may not be moved.'
    expect(insist(buildBook(buildClaim({ pinned: true })), { moves })).toThrow(cannot)
    expect(insist(buildBook(), { moves })).toThrow(cannot)
  })

  it('when they give no units, or no time', () => {
    expect(insist(buildBook(), { unitIds: [] })).toThrow(noPlace)
    expect(insist(buildBook(), { end: 100 })).toThrow(noPlace)
    expect(insist(buildBook(), { end: 101 })().ok).toBe(true)
  })
})
