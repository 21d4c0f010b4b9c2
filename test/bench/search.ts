import { saveVenue, type VenueToSave } from '../../server/core/commands/saveVenue.ts'
import { idOf, newId } from '../../server/core/infra/ids.ts'
import { anonymous } from '../../server/core/infra/tokens.ts'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import type { Sent } from '../../shared/contract/index.ts'
import { distinctions } from '../../shared/contract/operations/venue.ts'
import type { Claim } from '../../shared/domain/book/types.ts'
import { settingsOf } from '../../workers/tools/import/roomRule.ts'
import { percentile } from '../replay/tally.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import type { Heart } from './commands.ts'
import { type Goal, round } from './goals.ts'

/** Restaurants, and how soon an answer is wanted. */
const restaurants = 3_000
const goalMs = 200
const rounds = 40

const words = ['Maison', 'Sora', 'Table', 'Hanok', 'River', 'Linden', 'Kaze', 'Pado', 'Olive', 'North', 'Lune', 'Salt']
const korean = ['메종', '소라', '한옥', '파도', '달빛', '바람', '소금', '북촌']
const japanese = ['空', '風待ち', '月', '灯', '鮨', 'ソラ', '宵町', '波']
const cities = ['Seoul', 'Busan', 'Tokyo', 'Kyoto', 'Osaka', 'New York, USA', 'Paris, France', 'Lyon, France']
const cuisines = [
  'Korean',
  'Sushi',
  'Kaiseki',
  'French',
  'Creative, Modern Cuisine',
  'Seafood',
  'Italian',
  'Contemporary',
]

/** The queries of the bench: what people type, letter by letter, and what they choose. */
const typed: readonly Sent<'venue.search'>[] = [
  {},
  ...['m', 'ma', 'mai', 'maison', 'maison r'].map((query) => ({ query })),
  ...['서', '서울', '서울 한', '서울 한식', '달빛', '달비', '다'].map((query) => ({ query })),
  ...['空', '風待', 'そら', '寿司', '東京 鮨'].map((query) => ({ query })),
  ...['a', 'e i o', 'zzz', 'a e i o u n r t s l c d m p'].map((query) => ({ query })),
  { city: 'Tokyo', distinction: 'two_stars' },
  { cuisine: 'Creative', price: 2, query: 'salt' },
]

/** `search`: 3,000 restaurants in one node's memory, their books in the database. */
export async function search(heart: Heart, say: (line: string) => void): Promise<readonly Goal[]> {
  const date = dateAhead(2)
  await makeRestaurants(heart)
  const full = await fillBooks(heart, date)
  say(`${restaurants} restaurants, ${full} of them with a full book on the night that is asked for`)
  const ask = asker(heart)
  say(`first search of a node, which reads them all: ${(await ask({})).ms.toFixed(0)} ms`)

  const parties = [2, 4, 8].map((party) => ({ freeOn: date, party }))
  const free = [...parties, ...parties.map((night) => ({ ...night, city: 'Tokyo' })), { ...parties[0], query: '한' }]
  const others = Array.from({ length: 20 }, (_, n) => ({ freeOn: dateAhead(10 + n), party: 2 }))
  const typing = await repeat(typed, ask)
  const emptyNights = await each(others, ask)
  const fullNights = await each(free, ask)
  say(`a full night for three party sizes, page after page to the end: ${await allPages(parties, ask)} pages`)
  const known = await repeat(free, ask)
  return [
    ...goalsOf('by text', typing),
    ...goalsOf('free on a night nobody has asked for yet', emptyNights),
    ...goalsOf('free on a mostly full night, first time', fullNights),
    ...goalsOf('free on a mostly full night that was asked for before', known),
  ]
}

async function makeRestaurants({ core }: Heart): Promise<void> {
  for (let from = 0; from < restaurants; from += 100) {
    const some = Array.from({ length: 100 }, (_, n) => restaurantOf(from + n))
    await Promise.all(some.map((venue) => saveVenue(core.deps.collections, venue)))
  }
}

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T

function restaurantOf(n: number): VenueToSave {
  const price = 1 + (n % 4)
  return {
    venueId: venueIdOf(n),
    name: `${pick(words, n)} ${pick(words, n * 7 + 3)} ${n}`,
    localNames: { ko: `${pick(korean, n)} ${pick(korean, n * 5 + 1)}`, ja: n % 2 ? pick(japanese, n) : null },
    city: pick(cities, n * 3),
    cuisine: pick(cuisines, n * 11 + (n >> 3)),
    distinction: n % 5 === 0 ? pick(distinctions, n >> 2) : null,
    price,
    settings: settingsOf(
      { Price: '$'.repeat(price), FacilitiesAndServices: ['Terrace', 'Counter dining'] },
      'Asia/Seoul',
    ),
  }
}

const venueIdOf = (n: number): string => idOf(`bench search ${n}`)

/** Two of three are full for dinner and the highest distinctions all are, as it is on a Saturday. */
async function fillBooks({ core }: Heart, date: string): Promise<number> {
  const books = Array.from({ length: restaurants }, (_, n) => n)
    .filter((n) => n % 3 !== 0 || n % 5 === 0)
    .map((n) => bookOf(restaurantOf(n), date))
  for (let from = 0; from < books.length; from += 200) {
    await core.deps.collections.books.insertMany(books.slice(from, from + 200))
  }
  return books.length
}

function bookOf({ venueId, settings }: VenueToSave, date: string) {
  const times = [...['12:00', '13:30'], ...['18:00', '20:00', '21:00']]
  const claims = settings.tables.flatMap(({ id, maxParty }) =>
    times.map((time, n) =>
      claimOf(`${id}x${n}`, { unitIds: [id], party: maxParty, at: Date.parse(seoul(date, time)) }),
    ),
  )
  return {
    _id: bookIdOf(venueId, date),
    venueId,
    date,
    version: 1,
    settingsVersion: 1,
    claims: Object.fromEntries(claims.map((claim) => [claim.id, claim])),
    events: {},
    nodes: {},
    committedAt: new Date(),
    nextDue: null,
  }
}

function claimOf(id: string, of: { readonly unitIds: string[]; readonly party: number; readonly at: number }): Claim {
  const terms = { kind: 'table', area: null, channel: 'online', oversizeCap: 3, turnMinutes: 90 } as const
  return {
    id,
    unitIds: of.unitIds,
    start: of.at,
    end: of.at + 60 * 60_000,
    party: of.party,
    channel: 'online',
    state: 'confirmed',
    expiresAt: null,
    holder: `guest:${newId()}`,
    override: false,
    flagged: false,
    pinned: false,
    bundle: null,
    generation: 0,
    terms,
    reservationId: id,
  }
}

interface Asked {
  readonly ms: number
  /** Processor time of this process: what is left of it when others use the machine too. */
  readonly cpuMs: number
  readonly next: string | null
}

type Ask = (query: Sent<'venue.search'>) => Promise<Asked>

function asker(heart: Heart): Ask {
  return async (query) => {
    const [from, cpu] = [performance.now(), process.cpuUsage()]
    const { next } = await heart.call('venue.search', query, anonymous)
    const { user, system } = process.cpuUsage(cpu)
    return { ms: performance.now() - from, cpuMs: (user + system) / 1000, next }
  }
}

async function each(queries: readonly Sent<'venue.search'>[], ask: Ask): Promise<readonly Asked[]> {
  const asked: Asked[] = []
  for (const query of queries) asked.push(await ask(query))
  return asked
}

async function repeat(queries: readonly Sent<'venue.search'>[], ask: Ask): Promise<readonly Asked[]> {
  const asked: Asked[] = []
  for (let round = 0; round < rounds; round++) asked.push(...(await each(queries, ask)))
  return asked
}

async function allPages(queries: readonly Sent<'venue.search'>[], ask: Ask): Promise<number> {
  let pages = 0
  for (const query of queries) {
    for (let after: string | null = ''; after !== null; pages += 1) {
      after = (await ask({ ...query, ...(after !== '' && { after }), limit: 100 })).next
    }
  }
  return pages
}

function goalsOf(what: string, asked: readonly Asked[]): readonly Goal[] {
  const ms = asked.map((it) => it.ms).sort((a, b) => a - b)
  const cpuMs = asked.map((it) => it.cpuMs).sort((a, b) => a - b)
  return [50, 99].map((hundredths) => ({
    what: `search ${what}, p${hundredths} (processor ${round(percentile(cpuMs, hundredths))} ms)`,
    spread: { median: percentile(ms, hundredths), least: ms[0] ?? Number.NaN, most: ms.at(-1) ?? Number.NaN },
    most: goalMs,
    unit: 'ms',
  }))
}
