import { expect, test } from 'vitest'
import type { Claim, Want } from '../../../../../shared/domain/book/types.ts'
import { engineOf } from '../../../../../shared/domain/tables/engine.ts'
import { nightOf } from '../../../../../shared/domain/tables/night.ts'
import { askingSeating } from '../../../../../shared/domain/tables/seatParty.ts'
import type { TableSettings } from '../../../../../shared/domain/tables/settings.ts'
import { cannotFit } from '../../../../../shared/domain/tables/tableCount.ts'
import { claim, date, hourMs, settings, slotAt, table, want } from './support.ts'

const at18 = slotAt(settings(), '18:00')
const at19 = at18 + hourMs
const at20 = at18 + 2 * hourMs
const before = at18 - 24 * hourMs

function isProven(venue: TableSettings, claims: readonly Claim[], wanted: Want, now = before): boolean {
  const engine = engineOf(venue, date)
  return cannotFit(nightOf(engine.room, claims, now), askingSeating(engine, wanted))
}

const party = (id: string, units: string[], start = at19, more: Partial<Claim> = {}) => claim(id, units, start, more)
const twoTables = settings({ tables: [table('A', 4), table('B', 4)], repacking: true })

test('two tables and two parties leave none for a third, at its start or while it sits', () => {
  const both = [party('a', ['A']), party('b', ['B'])]
  expect(isProven(twoTables, both, want(at19, 2))).toBe(true)
  expect(isProven(twoTables, both, want(at18, 2))).toBe(true)
  expect(isProven(twoTables, [party('a', ['A'])], want(at19, 2))).toBe(false)
})

test('those who leave before it comes, or come as it leaves, take nothing from it', () => {
  const early = [party('a', ['A'], at18, { end: at19 }), party('b', ['B'], at18, { end: at19 })]
  expect(isProven(twoTables, early, want(at19, 2))).toBe(false)
  const late = [party('a', ['A'], at20), party('b', ['B'], at20)]
  expect(isProven(twoTables, late, want(at18, 2))).toBe(false)
})

test('a table from which nobody can be moved is none of those that are shared', () => {
  const pinned = party('a', ['A'], at19, { pinned: true })
  expect(isProven(twoTables, [pinned], want(at19, 2))).toBe(false)
  expect(isProven(twoTables, [pinned, party('b', ['B'])], want(at19, 2))).toBe(true)
})

test('whoever shares tables with those in the way counts too, as far as it goes', () => {
  const venue = settings({ tables: [table('A', 2), table('B', 4), table('C', 6)], repacking: true })
  const claims = [
    party('two', ['A']),
    party('four', ['B'], at19, { party: 4 }),
    party('six', ['C'], at19, { party: 6 }),
  ]
  expect(isProven(venue, claims, want(at19, 6))).toBe(true)
  expect(isProven(venue, claims.slice(1), want(at19, 6))).toBe(true)
  expect(isProven(venue, [party('two', ['C'])], want(at19, 6))).toBe(false)
})

test('a combination needs all its tables, and who could do with one table needs one', () => {
  const tables = [table('A', 4), table('B', 4), table('C', 4)]
  const combinations = [
    { id: 'AB', tableIds: ['A', 'B'], minParty: 5, maxParty: 8 },
    { id: 'BC', tableIds: ['B', 'C'], minParty: 5, maxParty: 8 },
  ]
  const venue = settings({ tables, combinations, repacking: true })
  expect(isProven(venue, [party('a', ['A'])], want(at19, 7))).toBe(false)
  expect(isProven(venue, [party('a', ['A']), party('b', ['B'])], want(at19, 7))).toBe(true)
  expect(isProven(venue, [party('seven', ['A', 'B'], at19, { party: 7 })], want(at19, 2))).toBe(false)
  expect(isProven(venue, [party('seven', ['A', 'B'], at19, { party: 7 })], want(at19, 7))).toBe(true)
})

test('it works for rooms of more than 32 tables', () => {
  const tables = Array.from({ length: 40 }, (_, n) => table(`T${n}`, 2))
  const venue = settings({ tables, repacking: true })
  const claims = tables.map(({ id }) => party(`c${id}`, [id]))
  expect(isProven(venue, claims, want(at19, 2))).toBe(true)
  expect(isProven(venue, claims.slice(0, 39), want(at19, 2))).toBe(false)
  expect(isProven(venue, claims.slice(1), want(at19, 2))).toBe(false)
})
