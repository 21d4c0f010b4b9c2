import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Listed } from '../../../../../server/core/queries/search/directory.ts'
import { createNights, type Night, type Nights } from '../../../../../server/core/queries/search/nights.ts'
import type { Book, Claim } from '../../../../../shared/domain/book/types.ts'
import { createEvaluator } from '../../../../../shared/domain/tables/evaluator.ts'
import type { TableSettings } from '../../../../../shared/domain/tables/settings.ts'
import { buildVenue, seoul } from '../../../../support/venue.ts'

const date = '2027-03-13'
const minuteMs = 60_000
const morning = Date.parse(seoul(date, '09:00'))
const forEver = () => true

interface World {
  now: number
  books: Book[]
  /** Books whose claims were read. */
  reads: number
  readonly nights: Nights
}

/** Books as the database would give them, and how often it was asked for whole ones. */
function worldOf(...books: Book[]): World {
  const find = (filter: { _id: { $in: string[] } }, { projection }: { projection: object }) => ({
    toArray: async () => {
      const found = world.books.filter((book) => filter._id.$in.includes(`${book.venueId}:${book.date}`))
      if ('claims' in projection) world.reads += found.length
      return found.map((book) => ({ _id: `${book.venueId}:${book.date}`, ...book }))
    },
  })
  const settings = { settings: () => Promise.reject(new Error('the newest are at hand')) }
  const world: World = {
    now: morning,
    books,
    reads: 0,
    nights: createNights({ books: { find } as never, settings, now: () => world.now }),
  }
  return world
}

function nightAt(settings: TableSettings, venueId: string): Night {
  return { date, listed: { id: venueId, settings } as Listed }
}

async function freeAt({ nights }: World, night: Night, party = 2, mayGoOn = forEver) {
  return (await nights.open([night], party, mayGoOn)).freeAt(night)
}

function claim(id: string, of: Partial<Claim> & Pick<Claim, 'unitIds'>): Claim {
  const start = of.start ?? Date.parse(seoul(date, '18:00'))
  return {
    id,
    start,
    end: start + 120 * minuteMs,
    party: 2,
    channel: 'online',
    state: 'confirmed',
    expiresAt: null,
    holder: 'guest:x',
    override: false,
    flagged: false,
    pinned: false,
    bundle: null,
    generation: 0,
    terms: { kind: 'table', area: null, channel: 'online', oversizeCap: null, turnMinutes: 120 },
    reservationId: id,
    ...of,
  } as Claim
}

function bookOf(venueId: string, claims: readonly Claim[], version = 1): Book {
  return { venueId, date, version, settingsVersion: 1, claims: Object.fromEntries(claims.map((it) => [it.id, it])) }
}

const { venueId, settings } = buildVenue({ settings: { turnTimes: [{ upTo: 100, minutes: 240 }] } })
/** Every table taken for the whole dinner. */
const full = ['T1', 'T2', 'T3'].map((id) => claim(id, { unitIds: [id], end: Date.parse(seoul(date, '23:00')) }))

test('what is free is what the picker says, for each size', async () => {
  const book = bookOf(venueId, full.slice(0, 2))
  const world = worldOf(book)
  const { slots } = createEvaluator(settings, date).availability(book, morning)
  for (const party of [1, 2, 4, 5, 20]) {
    const free = await freeAt(world, nightAt(settings, venueId), party)
    const picked = Object.values(slots).filter(({ codes }) => 'of'.includes(codes[party - 1] ?? 'x'))
    expect(free).toEqual(
      picked.slice(0, 5).map(({ at, label, codes }) => ({ startsAt: at, label, few: codes[party - 1] === 'f' })),
    )
  }
})

test('a night without a book is free as the settings say', async () => {
  expect(await freeAt(worldOf(), nightAt(settings, venueId))).toHaveLength(5)
})

test('a book is read again only when it has changed', async () => {
  const world = worldOf(bookOf(venueId, full.slice(1)))
  const night = nightAt(settings, venueId)
  expect(await freeAt(world, night)).not.toEqual([])
  await freeAt(world, night)
  expect(world.reads).toBe(1)
  world.books = [bookOf(venueId, full, 2)]
  expect(await freeAt(world, night)).toEqual([])
  expect(world.reads).toBe(2)
})

test('another version of the settings is another answer', async () => {
  const world = worldOf()
  expect(await freeAt(world, nightAt(settings, venueId))).not.toEqual([])
  const closed = { ...settings, version: 2, weekly: settings.weekly.map(() => []) }
  expect(await freeAt(world, nightAt(closed, venueId))).toEqual([])
})

test('a full house is not worked out again as time goes by, until a hold runs out', async () => {
  const runsOut = morning + 5 * minuteMs
  const held = claim('T1', { ...full[0], unitIds: ['T1'], state: 'held', expiresAt: runsOut })
  const world = worldOf(bookOf(venueId, [held, ...full.slice(1)]))
  const night = nightAt(settings, venueId)
  expect(await freeAt(world, night)).toEqual([])
  world.now = runsOut - 1
  expect(await freeAt(world, night)).toEqual([])
  expect(world.reads).toBe(1)
  world.now = runsOut
  expect(await freeAt(world, night)).not.toEqual([])
})

test('a time that has gone by is free no more', async () => {
  const world = worldOf()
  const night = nightAt({ ...settings, leadMinutes: 30 }, venueId)
  expect((await freeAt(world, night))?.[0]?.label).toBe('18:00')
  world.now = Date.parse(seoul(date, '17:30'))
  expect((await freeAt(world, night))?.[0]?.label).toBe('18:30')
})

test('what would have to be worked out is left where there is no time for it, and what is known is told', async () => {
  const world = worldOf()
  const night = nightAt(settings, venueId)
  expect(await freeAt(world, night, 2, () => false)).toBeNull()
  await freeAt(world, night)
  expect(await freeAt(world, night, 2, () => false)).toHaveLength(5)
})

test('time alone only takes away: while no hold runs out, nothing becomes free', () => {
  const rooms: TableSettings = { ...settings, turnTimes: [{ upTo: 100, minutes: 90 }], leadMinutes: 45 }
  const claims = fc.array(
    fc.record({
      table: fc.constantFrom('T1', 'T2', 'T3'),
      at: fc.integer({ min: 0, max: 14 }),
      party: fc.integer({ min: 1, max: 2 }),
      state: fc.constantFrom('confirmed', 'seated', 'arrived', 'blocked'),
    }),
    { maxLength: 8 },
  )
  const minutes = fc.array(fc.integer({ min: 0, max: 14 * 60 }), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(claims, minutes, (wanted, times) => {
      const made = wanted.map(({ table, at, party, state }, n) => {
        const start = Date.parse(seoul(date, '17:00')) + at * 15 * minuteMs
        return claim(`c${n}`, { unitIds: [table], start, end: start + 90 * minuteMs, party, state })
      })
      const book = bookOf(venueId, made)
      const evaluator = createEvaluator(rooms, date)
      const freeAfter = (at: number): readonly string[] =>
        Object.entries(evaluator.availability(book, morning + at * minuteMs).slots).flatMap(([key, { codes }]) =>
          Array.from(codes, (code, size) => `${key} ${size}: ${code}`).filter((cell) => /[of]$/.test(cell)),
        )
      const places = (cells: readonly string[]) => cells.map((cell) => cell.slice(0, -1))
      const states = times.sort((one, other) => one - other).map(freeAfter)
      for (const [n, later] of states.slice(1).entries()) {
        expect(places(states[n] ?? [])).toEqual(expect.arrayContaining(places(later)))
      }
    }),
    { numRuns: 300 },
  )
})
