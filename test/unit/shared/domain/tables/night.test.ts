import { describe, expect, it } from 'vitest'
import type { Claim, ClaimState } from '../../../../../shared/domain/book/types.ts'
import { isMovable, nightOf, overlaps, reachOf, seatingOf } from '../../../../../shared/domain/tables/night.ts'
import { roomOf } from '../../../../../shared/domain/tables/options.ts'
import { block, claim, hourMs, settings, slotAt, table } from './support.ts'

const venue = settings()
const room = roomOf(venue)
const at18 = slotAt(venue, '18:00')
const lockOf = (of: Claim) => seatingOf(room, of).locksAt

describe('the seating of a claim', () => {
  it('has its tables by position, and the options that its promise allows it', () => {
    const seating = seatingOf(room, claim('c', ['B', 'C'], at18, { party: 2, expiresAt: 7, channel: 'concierge' }))
    expect(seating).toMatchObject({ id: 'c', start: at18, end: at18 + 2 * hourMs, party: 2, tables: [1, 2] })
    expect(seating).toMatchObject({ expiresAt: 7, channel: 'concierge', counts: true })
    expect(seating.options.map(({ id }) => id)).toEqual(['A', 'B', 'C'])
    expect(seatingOf(room, claim('d', ['C'], at18, { party: 3 })).options.map(({ id }) => id)).toEqual(['C'])
  })

  it('of a block has no options and counts nowhere', () => {
    expect(seatingOf(room, block('x', ['A'], at18, at18 + hourMs))).toMatchObject({ options: [], counts: false })
  })

  it('leaves out tables that the settings no longer know', () => {
    expect(seatingOf(room, claim('c', ['Z', 'C'], at18)).tables).toEqual([2])
  })

  it('is made once per claim and room', () => {
    const one = claim('c', ['A'], at18)
    expect(seatingOf(room, one)).toBe(seatingOf(room, one))
    expect(seatingOf(room, { ...one })).not.toBe(seatingOf(room, one))
    expect(seatingOf(roomOf(settings()), one)).not.toBe(seatingOf(room, one))
  })
})

describe('re-packing may move a claim', () => {
  it('until an hour before its start, while the guest has not come', () => {
    const states: ClaimState[] = ['held', 'requested', 'awaiting_payment', 'confirmed', 'arrived', 'seated', 'no_show']
    const locks = states.map((state) => lockOf(claim('c', ['A'], at18, { state })))
    expect(locks).toEqual([...Array<number>(4).fill(at18 - hourMs), null, null, null])
    const seating = seatingOf(room, claim('c', ['A'], at18))
    expect([at18 - hourMs - 1, at18 - hourMs, at18].map((now) => isMovable(seating, now))).toEqual([true, false, false])
  })

  it('never where staff fixed it, a bundle holds it, its table is gone, or it is a block', () => {
    const still = [
      claim('c', ['A'], at18, { pinned: true }),
      claim('c', ['A'], at18, { bundle: { id: 'b', role: 'leaving' } }),
      claim('c', ['A', 'Z'], at18),
      claim('c', ['A'], at18, { terms: { kind: 'block' } }),
    ]
    expect(still.map(lockOf)).toEqual([null, null, null, null])
    expect(still.map((it) => isMovable(seatingOf(room, it), 0))).toEqual([false, false, false, false])
  })
})

describe('the reach of a party', () => {
  const many = settings({
    tables: Array.from({ length: 40 }, (_, i) => table(`t${i}`, i === 3 || i === 33 ? 2 : 8, { minParty: 2 })),
    combinations: [{ id: 'x', tableIds: ['t0', 't3'], minParty: 9, maxParty: 10 }],
  })
  const promised = { channel: 'online', area: null } as const

  it('is the tables it could ever use, as bits of 32 a word, and the fewest it could do with', () => {
    const small = roomOf(many).optionsFor({ ...promised, party: 2, oversizeCap: 0 })
    expect(reachOf(small)).toEqual({ words: [1 << 3, 1 << 1], needs: 1 })
    const large = roomOf(many).optionsFor({ ...promised, party: 9, oversizeCap: null })
    expect(reachOf(large)).toEqual({ words: [(1 << 0) | (1 << 3)], needs: 2 })
    expect(reachOf(small)).toBe(reachOf(small))
  })

  it('has a word for every 32 tables up to the last it could use', () => {
    const beyond = settings({ tables: many.tables.map((it) => (it.id === 't33' ? it : { ...it, minParty: 3 })) })
    expect(reachOf(roomOf(beyond).optionsFor({ ...promised, party: 2, oversizeCap: null })).words).toEqual([0, 2])
  })

  it('includes the table where staff seated it beyond its promise', () => {
    expect(seatingOf(room, claim('c', ['A'], at18, { party: 4 })).reach).toEqual({ words: [0b101], needs: 1 })
    const kept = seatingOf(room, claim('c', ['B'], at18))
    expect(kept.reach).toBe(reachOf(kept.options))
  })
})

describe('a night', () => {
  it('is everybody who occupies something, by start and then by id, also table by table', () => {
    const claims = [
      claim('d', ['B', 'C'], at18),
      claim('a', ['A'], at18 + hourMs),
      claim('c', ['B'], at18 - 2 * hourMs),
      claim('b', ['A'], at18, { state: 'no_show' }),
      claim('e', ['A', 'Z'], at18 - hourMs),
      claim('b2', ['C'], at18 + 2 * hourMs),
      claim('b1', ['A'], at18 + 2 * hourMs + 1),
    ]
    const ids = (night: ReturnType<typeof nightOf>) => night.seatings.map(({ id }) => id)
    const night = nightOf(room, claims, 0)
    expect(ids(night)).toEqual(['c', 'e', 'd', 'a', 'b2', 'b1'])
    expect(night.byTable.map((seatings) => seatings.map(({ id }) => id))).toEqual([
      ['e', 'a', 'b1'],
      ['c', 'd'],
      ['d', 'b2'],
    ])
    const together = ['y', 'x', 'z'].map((id) => claim(id, ['A'], at18))
    expect(ids(nightOf(room, together, 0))).toEqual(['x', 'y', 'z'])
  })

  it('keeps a party past its end through the present instant, and is worked out anew as that goes on', () => {
    const claims = [claim('s', ['A'], at18, { state: 'seated' }), claim('c', ['B'], at18)]
    const end = at18 + 2 * hourMs
    const endsAt = (now: number) => nightOf(room, claims, now).seatings.map((it) => it.end)
    expect([end - 1, end, end + 5].map(endsAt).map(([, sitting]) => sitting)).toEqual([end, end + 1, end + 6])
    expect(endsAt(end - 1)).toEqual([end, end])
  })

  it('is kept until time alone changes it: another instant before that shares its seatings', () => {
    const seated = { state: 'seated', end: at18 + hourMs } as const
    const claims = [
      claim('leaves', ['A'], at18 - hourMs, { end: at18 + 1 }),
      claim('sits', ['B'], at18, seated),
      claim('sits longer', ['C'], at18, { ...seated, end: at18 + 2 * hourMs }),
    ]
    const first = nightOf(room, claims, at18)
    expect(nightOf(room, claims, at18)).toBe(first)
    const later = nightOf(room, claims, at18 + 1)
    expect(later).toEqual({ ...first, now: at18 + 1 })
    expect(later.byTable).toBe(first.byTable)
    expect(first.seatings).toEqual(claims.map((it) => seatingOf(room, it)))
    expect(first.seatings[0]).toBe(claims[0] && seatingOf(room, claims[0]))
    expect(nightOf(room, claims, at18 + hourMs).seatings[1]).toMatchObject({ id: 'sits', end: at18 + hourMs + 1 })
    expect(nightOf(room, claims, at18 - 1)).toMatchObject({ now: at18 - 1 })
    expect(nightOf(roomOf(settings({ tables: [] })), claims, at18).byTable).toEqual([])
    expect(nightOf(room, claims, at18).byTable).toHaveLength(3)
  })
})

describe('two times', () => {
  it('overlap where they share an instant; one that ends as the other begins does not', () => {
    const meets = (start: number, end: number) => overlaps({ start: 10, end: 20 }, { start, end })
    expect([meets(0, 10), meets(0, 11), meets(12, 15), meets(0, 30), meets(19, 30), meets(20, 30)]).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ])
  })
})
