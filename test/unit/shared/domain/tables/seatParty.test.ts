import { describe, expect, it } from 'vitest'
import { noGuards } from '../../../../../shared/domain/book/guards.ts'
import type { Claim, Want } from '../../../../../shared/domain/book/types.ts'
import { engineOf } from '../../../../../shared/domain/tables/engine.ts'
import { nightOf } from '../../../../../shared/domain/tables/night.ts'
import { type Asking, askingSeating, seatAtPick, seatParty } from '../../../../../shared/domain/tables/seatParty.ts'
import type { TableSettings } from '../../../../../shared/domain/tables/settings.ts'
import { claim, date, hourMs, outcome, settings, slotAt, staff, table, want } from './support.ts'

const at18 = slotAt(settings(), '18:00')
const at20 = at18 + 2 * hourMs
/** A and B may be pushed together; C is large, D is kept for concierges. */
const hall = settings({
  tables: [table('A', 2), table('B', 2), table('C', 6, { minParty: 3 }), table('D', 2, { channel: 'concierge' })],
  combinations: [{ id: 'AB', tableIds: ['B', 'A'], minParty: 3, maxParty: 4 }],
})

function asking(of: TableSettings, claims: readonly Claim[], wanted: Want, now = 0): Asking {
  const engine = engineOf(of, date)
  return {
    engine,
    night: nightOf(engine.room, claims, now),
    claims,
    want: wanted,
    party: askingSeating(engine, wanted),
  }
}

const seat = (claims: readonly Claim[], wanted: Want, overrides: Partial<TableSettings> = {}) =>
  seatParty(asking({ ...hall, ...overrides }, claims, wanted))
const held = (id: string, unitIds: string[], expiresAt: number, overrides: Partial<Claim> = {}) =>
  claim(id, unitIds, at18, { state: 'held', expiresAt, ...overrides })

describe('a party that asks', () => {
  it('is a seating without tables, that counts and can go wherever its promise allows', () => {
    const { party, engine } = asking(hall, [], want(at18, 4))
    const options = engine.room.options.filter(({ id }) => id === 'C' || id === 'AB')
    expect(party).toMatchObject({ id: '', start: at18, end: at20, party: 4, channel: 'online', tables: [], options })
    expect(party).toMatchObject({ reach: { words: [0b111], needs: 1 }, locksAt: null, expiresAt: null, counts: true })
  })

  it('is held to the venue’s cap on spare seats, unless staff override that', () => {
    const capped = { ...hall, oversizeCap: 1 }
    const idsOf = (wanted: Want) => asking(capped, [], wanted).party.options.map(({ id }) => id)
    expect([idsOf(staff(at18, 4)), idsOf(staff(at18, 4, { override: true }))]).toEqual([['AB'], ['C', 'AB']])
  })
})

describe('a party that is seated', () => {
  it('gets the best free place, under terms that its promise is frozen into', () => {
    const terms = { kind: 'table', area: null, channel: 'online', oversizeCap: null, turnMinutes: 120 }
    expect(seat([claim('a', ['A'], at18)], want(at18, 2))).toEqual({
      ok: true,
      placement: { unitIds: ['B'], start: at18, end: at20, terms, moves: [] },
      guards: noGuards,
    })
    const asked = staff(at18, 2, { area: 'hall', end: at18 + hourMs })
    expect(seat([], asked, { oversizeCap: 3 })).toMatchObject({
      placement: { end: at18 + hourMs, terms: { area: 'hall', channel: 'in_house', oversizeCap: 3, turnMinutes: 60 } },
    })
  })

  it('may get it because others move within their promises, who are named in order of their ids', () => {
    const tables = ['A', 'B', 'C', 'D'].map((id) => table(id, 2))
    for (const [onA, onB] of [
      ['x', 'y'],
      ['y', 'x'],
    ] as const) {
      const claims = [claim(onA, ['A'], at18), claim(onB, ['B'], at18)]
      const result = seat(claims, want(at18, 4), { tables, repacking: true })
      expect(outcome(result)).toEqual(['A', 'B'])
      const moves = result.ok ? result.placement.moves : []
      expect(moves.map(({ claimId }) => claimId)).toEqual(['x', 'y'])
      expect(moves.flatMap(({ unitIds }) => unitIds).sort()).toEqual(['C', 'D'])
      expect(result.guards).toEqual({ notBefore: null, before: at18 - hourMs })
      expect(outcome(seat(claims, want(at18, 4), { tables }))).toBe('taken')
    }
  })
})

describe('a party for which there is no place', () => {
  it('is told so where no table would ever do', () => {
    const nowhere = { ok: false, reason: 'no_table_fits', guards: noGuards }
    expect(seat([], want(at18, 7))).toEqual(nowhere)
    expect(seat([], want(at18, 2, { area: 'roof' }), { repacking: true })).toEqual(nowhere)
    expect(seat([], want(at18, 3), { oversizeCap: 0 })).toEqual(nowhere)
  })

  it('is told where only a table kept for others would do, free or not', () => {
    const tables = [table('D', 2, { channel: 'concierge' })]
    const refused = { ok: false, reason: 'private_stock', guards: noGuards }
    for (const claims of [[], [held('d', ['D'], 900)], [claim('d', ['D'], at18)], [held('z', ['Z'], 900)]]) {
      expect(seat(claims, want(at18, 2), { tables, combinations: [], repacking: true })).toEqual(refused)
    }
  })

  it('is told where only a table kept for others is free, until the next hold runs out', () => {
    const claims = [held('a', ['A'], 900), held('b', ['B'], 800)]
    const guards = { notBefore: null, before: 800 }
    expect(seat(claims, want(at18, 2))).toEqual({ ok: false, reason: 'private_stock', guards })
  })

  it('is told of holds where their end would make room, and else that all is taken', () => {
    const kept = claim('d', ['D'], at18)
    expect(outcome(seat([kept, claim('a', ['A'], at18), held('b', ['B'], 800)], want(at18, 2)))).toBe('held')
    expect(outcome(seat([kept, claim('a', ['A'], at18), claim('b', ['B'], at18)], want(at18, 2)))).toBe('taken')
    const mixed = [kept, claim('a', ['A'], at18), held('b', ['B'], 800, { end: at18 + hourMs })]
    const after = claim('c', ['B'], at18 + hourMs)
    expect(outcome(seat([...mixed, after], want(at18, 2)))).toBe('taken')
  })

  it('is refused with what re-packing leaned on: who was too late to move might have made room', () => {
    const claims = ['A', 'B', 'D'].map((id) => claim(id.toLowerCase(), [id], at18))
    const late = asking({ ...hall, repacking: true }, claims, want(at18, 2), at18 - hourMs)
    const guards = { notBefore: at18 - hourMs, before: null }
    expect(seatParty(late)).toEqual({ ok: false, reason: 'taken', guards })
    const open = asking({ ...hall, repacking: true }, claims.slice(0, 2), want(at18, 2), at18 - hourMs)
    expect(seatParty(open)).toEqual({ ok: false, reason: 'private_stock', guards })
  })
})

describe('staff’s pick', () => {
  const pick = (unitIds: string[], wanted: Want, claims: Claim[] = [], overrides: Partial<TableSettings> = {}) =>
    seatAtPick(asking({ ...hall, ...overrides }, claims, wanted), unitIds)

  it('is given as the table or the combination that it names, in whatever order', () => {
    const terms = { kind: 'table', area: null, channel: 'in_house', oversizeCap: null, turnMinutes: 120 }
    expect(pick(['B', 'A', 'B'], staff(at18, 4))).toEqual({
      ok: true,
      placement: { unitIds: ['A', 'B'], start: at18, end: at20, terms, moves: [] },
      guards: noGuards,
    })
  })

  it.each<{ why: string; unitIds: string[]; party: number; overrides?: Partial<TableSettings>; area?: string }>([
    { why: 'unknown_unit', unitIds: [], party: 2 },
    { why: 'unknown_unit', unitIds: ['A', 'Z'], party: 2 },
    { why: 'no_table_fits', unitIds: ['A', 'C'], party: 4 },
    { why: 'party_too_small', unitIds: ['C'], party: 2 },
    { why: 'party_too_large', unitIds: ['A'], party: 3 },
    { why: 'no_table_fits', unitIds: ['C'], party: 3, overrides: { oversizeCap: 2 } },
    { why: 'no_table_fits', unitIds: ['A'], party: 2, area: 'terrace' },
    { why: 'private_stock', unitIds: ['D'], party: 2 },
  ])('of $unitIds for $party is refused: $why', ({ why, unitIds, party, overrides, area }) => {
    const wanted = staff(at18, party, area === undefined ? {} : { area })
    expect(pick(unitIds, wanted, [], overrides)).toEqual({ ok: false, reason: why, guards: noGuards })
  })

  it('may by override be any tables there are, for any party', () => {
    const forced = (party: number) => staff(at18, party, { override: true })
    expect(outcome(pick(['C', 'A'], forced(20)))).toEqual(['A', 'C'])
    expect(outcome(pick(['D'], forced(1)))).toEqual(['D'])
    expect([pick([], forced(2)), pick(['Z'], forced(2))].map(outcome)).toEqual(['unknown_unit', 'unknown_unit'])
  })

  it('takes a table from nobody, not by override, and not by moving who could move', () => {
    const forced = staff(at18, 2, { override: true })
    expect(pick(['A'], forced, [claim('a', ['A'], at18)], { repacking: true })).toEqual({
      ok: false,
      reason: 'taken',
      guards: noGuards,
    })
    expect(outcome(pick(['A'], forced, [held('a', ['A'], 800)]))).toBe('held')
    expect(outcome(pick(['A', 'B'], forced, [held('a', ['A'], 800), claim('b', ['B'], at18)]))).toBe('taken')
    expect(outcome(pick(['A'], forced, [claim('b', ['B'], at18)]))).toEqual(['A'])
  })
})
