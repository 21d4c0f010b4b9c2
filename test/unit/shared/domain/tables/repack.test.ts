import { describe, expect, test } from 'vitest'
import type { Claim, Want } from '../../../../../shared/domain/book/types.ts'
import { engineOf } from '../../../../../shared/domain/tables/engine.ts'
import { nightOf } from '../../../../../shared/domain/tables/night.ts'
import { repack } from '../../../../../shared/domain/tables/repack.ts'
import { askingSeating } from '../../../../../shared/domain/tables/seatParty.ts'
import type { TableSettings } from '../../../../../shared/domain/tables/settings.ts'
import { tableRules } from '../../../../../shared/domain/tables/tableRules.ts'
import { block, claim, date, hourMs, minuteMs, settings, slotAt, table, want } from './support.ts'

/** Tables named after their seats: `t2`, `t4`; one more of a size is `t4b`. */
function room(...ids: readonly string[]): TableSettings {
  const tables = ids.map((id) => table(id, Number.parseInt(id.slice(1), 10)))
  return settings({ tables, repacking: true, maxParty: 20 })
}

const at18 = slotAt(settings(), '18:00')
const at19 = at18 + hourMs
const at20 = at18 + 2 * hourMs
const before = at18 - 24 * hourMs

const party = (id: string, unit: string, size: number, more: Partial<Claim> = {}) =>
  claim(id, [unit], more.start ?? at19, { party: size, ...more })

/** Where the party goes and who moves where, or why not. */
function ask(venue: TableSettings, claims: readonly Claim[], wanted: Want, now = before) {
  const answer = tableRules(venue, date).place(claims, wanted, now)
  if (!answer.ok) return answer.reason
  const { unitIds, moves } = answer.placement
  return {
    at: unitIds.join('+'),
    moves: Object.fromEntries(moves.map((move) => [move.claimId, move.unitIds.join('+')])),
  }
}

describe('room is made', () => {
  test('by one who moves to a table that is free', () => {
    const claims = [party('two', 't4', 2)]
    expect(ask(room('t2', 't4'), claims, want(at19, 4))).toEqual({ at: 't4', moves: { two: 't2' } })
  })

  test('by a chain: each takes the place of the next', () => {
    const claims = [party('two', 't4', 2), party('four', 't6', 4)]
    expect(ask(room('t2', 't4', 't6'), claims, want(at19, 6))).toEqual({ at: 't6', moves: { two: 't2', four: 't4' } })
  })

  test('by as few as possible: who could stay does', () => {
    const claims = [party('two', 't4', 2), party('other', 't4b', 2), party('four', 't6', 4)]
    const { moves } = ask(room('t2', 't4', 't4b', 't6'), claims, want(at19, 4)) as { moves: object }
    expect(Object.keys(moves)).toHaveLength(1)
  })

  test('by two who leave a table that is needed for longer than either of them', () => {
    const claims = [
      party('early', 't4', 2, { start: at18, end: at19 + 30 * minuteMs }),
      party('late', 't4', 2, { start: at20, end: at20 + 2 * hourMs }),
    ]
    expect(ask(room('t2', 't4'), claims, want(at19, 4))).toEqual({ at: 't4', moves: { early: 't2', late: 't2' } })
  })

  test('by both who sit at a combination of two tables', () => {
    const venue = {
      ...room('t2', 't4', 't2b', 't4b'),
      combinations: [{ id: 'big', tableIds: ['t4', 't4b'], minParty: 5, maxParty: 8 }],
    }
    const claims = [party('one', 't4', 2), party('two', 't4b', 2)]
    expect(ask(venue, claims, want(at19, 7))).toEqual({ at: 't4+t4b', moves: { one: 't2', two: 't2b' } })
  })

  test('by more moves than a chain has, in a room of up to twelve tables', () => {
    const venue = room('t2', 't3', 't4', 't5', 't6', 't7')
    const claims = [2, 3, 4, 5, 6].map((size) => party(`of${size}`, `t${size + 1}`, size))
    const moves = { of2: 't2', of3: 't3', of4: 't4', of5: 't5', of6: 't6' }
    expect(ask(venue, claims, want(at19, 7))).toEqual({ at: 't7', moves })
  })

  test('in a larger room by chains only', () => {
    const venue = room('t2', 't3', 't4', 't5', 't6', 't7', 't1', 't1b', 't1c', 't1d', 't1e', 't1f', 't1g')
    const chain = (sizes: readonly number[]) => sizes.map((size) => party(`of${size}`, `t${size + 1}`, size))
    expect(ask(venue, chain([2, 3, 4, 5, 6]), want(at19, 7))).toBe('taken')
    expect(ask(venue, chain([4, 5, 6]), want(at19, 7))).toMatchObject({ at: 't7' })
  })
})

describe('nobody is moved', () => {
  test.each([
    ['who has come', { state: 'arrived' }],
    ['who sits', { state: 'seated' }],
    ['who was shown a table by number', { pinned: true }],
    ['who is on the way to another date', { bundle: { id: 'b', role: 'leaving' } }],
  ] satisfies [string, Partial<Claim>][])('%s', (_, more) => {
    const claims = [party('two', 't4', 2, more)]
    expect(ask(room('t2', 't4'), claims, want(at19, 4))).toBe('taken')
  })

  test('from an hour before they come; the answer says from when it counts', () => {
    const venue = room('t2', 't4')
    const claims = [party('two', 't4', 2)]
    const place = (now: number) => tableRules(venue, date).place(claims, want(at19, 4, { channel: 'in_house' }), now)
    expect(place(at18 - 1)).toMatchObject({ ok: true, guards: { before: at18 } })
    expect(place(at18)).toMatchObject({ ok: false, guards: { notBefore: at18 } })
  })

  test('to where their promise does not reach', () => {
    const venue = settings({
      tables: [table('inside', 2), table('terrace', 4, { area: 'terrace' })],
      repacking: true,
    })
    const terms = { kind: 'table', area: 'terrace', channel: 'online', oversizeCap: null, turnMinutes: 120 }
    expect(ask(venue, [party('two', 'terrace', 2, { terms })], want(at19, 4))).toBe('taken')
    expect(ask(venue, [party('two', 'terrace', 2)], want(at19, 4))).toMatchObject({ moves: { two: 'inside' } })
  })
})

describe('the search', () => {
  const searchFor = (venue: TableSettings, claims: readonly Claim[], wanted: Want) => {
    const engine = engineOf(venue, date)
    return repack(engine, nightOf(engine.room, claims, before), askingSeating(engine, wanted))
  }

  test('is not begun where counting shows that there are too few tables, and looks at the party’s own time only', () => {
    const found = searchFor(room('t4', 't4b'), [party('a', 't4', 3), party('b', 't4b', 4)], want(at19, 4))
    expect(found).toMatchObject({
      plan: null,
      exhausted: false,
      complete: true,
      read: { start: at19, end: at19 + 2 * hourMs },
    })
  })

  test('reads as far in time as those whom it might push', () => {
    const claims = [
      party('two', 't4', 2),
      party('late', 't2', 2, { start: at20, end: at20 + 3 * hourMs }),
      block('closed', ['t2b'], at19, at20),
    ]
    const { plan, read } = searchFor(room('t2', 't2b', 't4'), claims, want(at19, 4))
    expect(plan?.size).toBe(3)
    expect(read.start).toBe(at19)
    expect(read.end).toBe(at20 + 3 * hourMs)
  })

  test('says that it came to its end where it tried everything, and only then', () => {
    const sizes = ['t2', 't3', 't4', 't5', 't6', 't7'] as const
    const claims = [2, 3, 4, 5, 6].map((size) => party(`of${size}`, `t${size + 1}`, size))
    expect(searchFor(room(...sizes), claims, want(at19, 7))).toMatchObject({ complete: true })
    const alone = Array.from({ length: 7 }, (_, n) => table(`alone${n}`, 1))
    const large = { ...room(...sizes), tables: [...room(...sizes).tables, ...alone] }
    expect(searchFor(large, claims, want(at19, 7))).toMatchObject({ plan: null, complete: false })
  })
})
