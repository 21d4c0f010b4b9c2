import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Claim, Want } from '../../../../../shared/domain/book/types.ts'
import { createEvaluator } from '../../../../../shared/domain/tables/evaluator.ts'
import type { TableSettings } from '../../../../../shared/domain/tables/settings.ts'
import { slotsOf } from '../../../../../shared/domain/tables/slots.ts'
import { tableRules } from '../../../../../shared/domain/tables/tableRules.ts'
import { bruteForce, keepsPromise, overlapsAnywhere, waysOf } from './bruteForce.ts'
import {
  bookOf,
  date,
  everyDay,
  hourMs,
  minuteMs,
  noPacing,
  service,
  settings,
  staff,
  table,
  want,
  withPlaced,
} from './support.ts'

const areas = ['hall', 'terrace'] as const

const tableArb = fc.record({
  seats: fc.constantFrom(2, 2, 4, 4, 6),
  area: fc.constantFrom(...areas, 'hall'),
  channel: fc.constantFrom('online', 'online', 'online', 'in_house', 'concierge', 'walk_in'),
  min: fc.constantFrom(1, 1, 2, 3),
}) as fc.Arbitrary<{
  seats: number
  area: string
  channel: 'online' | 'in_house' | 'concierge' | 'walk_in'
  min: number
}>

const limit = (from: number, to: number) => fc.option(fc.integer({ min: from, max: to }), { nil: null })

const pacingArb = fc.record({
  intervalMinutes: fc.constantFrom(15, 30, 60),
  maxParties: limit(1, 6),
  maxCovers: limit(2, 16),
  maxOnlineParties: limit(1, 5),
  maxOnlineCovers: limit(2, 12),
  maxPresentCovers: limit(4, 30),
})

function venueArb(
  most: number,
  pacing: fc.Arbitrary<typeof noPacing> = fc.constant(noPacing),
): fc.Arbitrary<TableSettings> {
  return fc
    .record({
      tables: fc.array(tableArb, { minLength: 3, maxLength: most }),
      combined: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 2 }),
      oversizeCap: fc.constantFrom(null, null, 1, 2),
      pacing,
      repacking: fc.boolean(),
      leadMinutes: fc.constantFrom(0, 60),
    })
    .map(({ tables, combined, oversizeCap, pacing, repacking, leadMinutes }) => {
      const all = tables.map(({ seats, area, channel, min }, i) =>
        table(`T${i}`, seats, { area, channel, minParty: Math.min(min, seats) }),
      )
      const combinations = combined.flatMap(([a, b], i) => {
        const [one, other] = [all[a % all.length], all[b % all.length]]
        if (!one || !other || one.id >= other.id) return []
        const maxParty = one.maxParty + other.maxParty
        return [{ id: `C${i}`, tableIds: [one.id, other.id], minParty: 3, maxParty }]
      })
      return settings({
        tables: all,
        combinations,
        oversizeCap,
        repacking,
        leadMinutes,
        weekly: everyDay(service({ pacing })),
        turnTimes: [
          { upTo: 2, minutes: 90 },
          { upTo: 99, minutes: 120 },
        ],
        maxParty: 10,
      })
    })
}

interface Ask {
  readonly slot: number
  readonly party: number
  readonly channel: Want['channel']
  readonly area: string | undefined
  readonly pinned: boolean
  readonly override: boolean
}

const askArb: fc.Arbitrary<Ask> = fc.record({
  slot: fc.nat(6),
  party: fc.integer({ min: 1, max: 9 }),
  channel: fc.constantFrom('online', 'online', 'online', 'in_house', 'concierge', 'walk_in'),
  area: fc.constantFrom(undefined, undefined, undefined, ...areas),
  pinned: fc.constantFrom(false, false, false, false, true),
  override: fc.constantFrom(false, false, false, false, true),
})

function wantOf(of: TableSettings, { slot, party, channel, area, override }: Ask): Want {
  const start = slotsOf(of, date)[slot]?.start ?? 0
  return { start, party, channel, ...(area === undefined ? {} : { area }), ...(override ? { override } : {}) }
}

function opening(of: TableSettings): number {
  return slotsOf(of, date)[0]?.start ?? 0
}

/** The claims after all that found a place were given it, in order. */
function played(of: TableSettings, asks: readonly Ask[], now: number): Claim[] {
  const rules = tableRules(of, date)
  let claims: Claim[] = []
  asks.forEach((ask, index) => {
    const wanted = wantOf(of, ask)
    const result = rules.place(claims, wanted, now)
    if (!result.ok) return
    claims = withPlaced(claims, `c${index}`, wanted, result)
    if (ask.pinned) claims = claims.map((it) => (it.id === `c${index}` ? { ...it, pinned: true } : it))
  })
  return claims
}

const nightArb = (most: number, asks: number, pacing?: fc.Arbitrary<typeof noPacing>) =>
  fc.record({
    venue: venueArb(most, pacing),
    asks: fc.array(askArb, { minLength: 3, maxLength: asks }),
    /** From five hours before opening to two after. */
    now: fc.integer({ min: -300, max: 120 }),
  })

describe('whatever is asked in whatever order', () => {
  it('no table is given twice, every party has its seats, and every promise is kept through all moves', () => {
    fc.assert(
      fc.property(nightArb(8, 24), ({ venue, asks, now }) => {
        const claims = played(venue, asks, opening(venue) + now * minuteMs)
        expect(overlapsAnywhere(claims)).toBe(false)
        for (const it of claims) expect([it.id, keepsPromise(venue, it)]).toEqual([it.id, true])
      }),
      { numRuns: 300 },
    )
  })

  it('pacing is never exceeded by those whom nobody overrode it for', () => {
    fc.assert(
      fc.property(nightArb(8, 30, pacingArb), ({ venue, asks, now }) => {
        const plain = asks.map((ask) => ({ ...ask, override: false }))
        const claims = played(venue, plain, opening(venue) + now * minuteMs)
        const { pacing } = venue.weekly[0]?.[0] ?? service()
        const intervalMs = pacing.intervalMinutes * minuteMs
        const covers = (of: readonly Claim[]) => of.reduce((sum, { party }) => sum + party, 0)
        for (let from = opening(venue); from < opening(venue) + 4 * hourMs; from += intervalMs) {
          const arriving = claims.filter(({ start }) => start >= from && start < from + intervalMs)
          const online = arriving.filter(({ channel }) => channel === 'online')
          expect(arriving.length).toBeLessThanOrEqual(pacing.maxParties ?? Infinity)
          expect(covers(arriving)).toBeLessThanOrEqual(pacing.maxCovers ?? Infinity)
          expect(online.length).toBeLessThanOrEqual(pacing.maxOnlineParties ?? Infinity)
          expect(covers(online)).toBeLessThanOrEqual(pacing.maxOnlineCovers ?? Infinity)
        }
        for (const { start: at } of claims) {
          const present = claims.filter(({ start, end }) => start <= at && at < end)
          expect(covers(present)).toBeLessThanOrEqual(pacing.maxPresentCovers ?? Infinity)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a party gets the smallest fit that is free: a single table before a combination, then the fewest spare seats', () => {
    fc.assert(
      fc.property(nightArb(8, 20), ({ venue, asks, now }) => {
        const at = opening(venue) + now * minuteMs
        const [last, ...before] = [...asks].reverse()
        const claims = played(venue, before, at)
        const wanted = wantOf(venue, last as Ask)
        const result = tableRules(venue, date).place(claims, wanted, at)
        if (!result.ok || result.placement.moves.length > 0) return
        const { start, end } = result.placement
        const busy = new Set(claims.filter((it) => it.start < end && start < it.end).flatMap(({ unitIds }) => unitIds))
        const cap = wanted.override ? null : venue.oversizeCap
        const ways = waysOf(venue, { ...wanted, area: wanted.area ?? null, oversizeCap: cap }).filter(
          (way) => !way.units.some((unit) => busy.has(unit)),
        )
        ways.sort(
          (a, b) =>
            Number(a.units.length > 1) - Number(b.units.length > 1) || a.seats - b.seats || (a.id < b.id ? -1 : 1),
        )
        expect(result.placement.unitIds).toEqual(ways[0]?.units)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the picker', () => {
  it('shows open or few exactly where a hold would succeed, re-packing or not', () => {
    fc.assert(
      fc.property(nightArb(7, 16, fc.oneof(fc.constant(noPacing), pacingArb)), ({ venue, asks, now }) => {
        const at = opening(venue) + now * minuteMs
        const claims = played(venue, asks, at)
        const rules = tableRules(venue, date)
        const { slots } = createEvaluator(venue, date).availability(bookOf(claims), at)
        const expected: Record<string, string> = {}
        const shown: Record<string, string> = {}
        for (const { start, key } of slotsOf(venue, date)) {
          if (start <= at) continue
          const parties = Array.from({ length: venue.maxParty }, (_, i) => i + 1)
          expected[key] = parties.map((party) => (rules.place(claims, want(start, party), at).ok ? 'y' : 'n')).join('')
          shown[key] = (slots[key]?.codes ?? '').replace(/[of]/g, 'y').replace(/[xc]/g, 'n')
        }
        expect(shown).toEqual(expected)
      }),
      { numRuns: 150 },
    )
  })

  it('gives the same after a change of claims or time as if it had never seen anything else', () => {
    const stepArb = fc.record({ drop: fc.nat(), ask: askArb, later: fc.nat(60), reread: fc.boolean() })
    fc.assert(
      fc.property(
        nightArb(14, 20, pacingArb),
        fc.array(stepArb, { minLength: 1, maxLength: 6 }),
        ({ venue, asks, now }, steps) => {
          let at = opening(venue) + now * minuteMs
          let claims = played(venue, asks, at)
          const kept = createEvaluator(venue, date)
          kept.availability(bookOf(claims), at)
          for (const { drop, ask, later, reread } of steps) {
            at += later * minuteMs
            const wanted = wantOf(venue, ask)
            const fewer = claims.filter((_, index) => index !== drop % (claims.length + 1))
            const result = tableRules(venue, date).place(fewer, wanted, at)
            claims = result.ok ? withPlaced(fewer, `n${at}-${drop}`, wanted, result) : fewer
            if (reread) claims = claims.map((it) => structuredClone(it)).reverse()
            const fresh = createEvaluator(structuredClone(venue), date)
            expect(kept.availability(bookOf(claims), at)).toEqual(fresh.availability(bookOf(claims), at))
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('is the same from one boundary until just before the next', () => {
    fc.assert(
      fc.property(nightArb(8, 16, pacingArb), fc.nat(1000), ({ venue, asks, now }, share) => {
        const at = opening(venue) + now * minuteMs
        const held = (it: Claim, i: number): Claim =>
          i % 3 ? it : { ...it, state: 'held', expiresAt: at + (i - 4) * minuteMs }
        const claims = played(venue, asks, at).map(held)
        const first = createEvaluator(venue, date).availability(bookOf(claims), at)
        const until = first.nextBoundary ?? at + hourMs
        const later = Math.min(until - 1, at + Math.floor(((until - at) * share) / 1000))
        expect(createEvaluator(venue, date).availability(bookOf(claims), later)).toEqual(first)
        const next = createEvaluator(venue, date).availability(bookOf(claims), until)
        expect(next.boundary).toBe(first.nextBoundary ?? first.boundary)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a decision', () => {
  it('is the same at every instant its guards allow', () => {
    fc.assert(
      fc.property(
        nightArb(8, 18, pacingArb),
        askArb,
        fc.integer({ min: -200, max: 200 }),
        ({ venue, asks, now }, ask, shift) => {
          const at = opening(venue) + now * minuteMs
          const rules = tableRules(venue, date)
          const claims = played(venue, asks, at - 3 * hourMs)
          const wanted = wantOf(venue, ask)
          const first = rules.place(claims, wanted, at)
          const { notBefore, before } = first.guards
          expect(at).toBeGreaterThanOrEqual(notBefore ?? -Infinity)
          expect(at).toBeLessThan(before ?? Infinity)
          const other = Math.min(Math.max(at + shift * minuteMs, notBefore ?? -Infinity), (before ?? Infinity) - 1)
          const again = rules.place(claims, wanted, other)
          expect({ ...again, guards: null }).toEqual({ ...first, guards: null })
        },
      ),
      { numRuns: 400 },
    )
  })

  it('does not depend on the order the claims come in', () => {
    fc.assert(
      fc.property(nightArb(8, 18), askArb, ({ venue, asks, now }, ask) => {
        const at = opening(venue) + now * minuteMs
        const claims = played(venue, asks, at)
        const rules = tableRules(venue, date)
        const wanted = wantOf(venue, ask)
        expect(rules.place([...claims].reverse(), wanted, at)).toEqual(rules.place(claims, wanted, at))
      }),
      { numRuns: 200 },
    )
  })
})

describe('re-packing', () => {
  it('refuses nobody whom a complete search seats, and seats nobody whom it does not', () => {
    fc.assert(
      fc.property(nightArb(12, 14), askArb, ({ venue, asks, now }, ask) => {
        const packed = { ...venue, repacking: true }
        const at = opening(packed) + now * minuteMs
        const claims = played({ ...venue, repacking: false }, asks, at - 2 * hourMs)
        const wanted = wantOf(packed, { ...ask, override: false })
        const result = tableRules(packed, date).place(claims, wanted, at)
        if (!result.ok && !['taken', 'held', 'private_stock', 'no_table_fits'].includes(result.reason)) return
        expect(result.ok).toBe(bruteForce(packed, claims, wanted, at))
      }),
      { numRuns: 500 },
    )
  })

  it('moves nobody who is seated, pinned, in a bundle or starting within the hour', () => {
    const states = fc.array(fc.constantFrom('confirmed', 'held', 'arrived', 'seated', 'pinned', 'bundle'), {
      minLength: 14,
      maxLength: 14,
    })
    fc.assert(
      fc.property(nightArb(6, 14), askArb, states, ({ venue, asks, now }, ask, kinds) => {
        const at = opening(venue) + now * minuteMs
        const packed = { ...venue, repacking: true }
        const claims = played({ ...venue, repacking: false }, asks, at - 3 * hourMs).map((it, i): Claim => {
          const kind = kinds[i]
          if (kind === 'pinned') return { ...it, pinned: true }
          if (kind === 'bundle') return { ...it, bundle: { id: 'b', role: 'leaving' } }
          return { ...it, state: kind as Claim['state'] }
        })
        const result = tableRules(packed, date).place(claims, wantOf(packed, ask), at)
        if (!result.ok) return
        for (const { claimId, unitIds } of result.placement.moves) {
          const it = claims.find(({ id }) => id === claimId)
          expect(['confirmed', 'held']).toContain(it?.state)
          expect([it?.pinned, it?.bundle]).toEqual([false, null])
          expect((it?.start ?? 0) - at).toBeGreaterThan(hourMs)
          expect(unitIds).not.toEqual(it?.unitIds)
        }
        expect(overlapsAnywhere(withPlaced(claims, 'new', staff(0, ask.party), result))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})
