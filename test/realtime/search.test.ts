import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Output, Sent } from '../../shared/contract/index.ts'
import { distinctions } from '../../shared/contract/operations/venue.ts'
import { codeOf, connect, type TestClient } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, oneTable, seoul } from '../support/venue.ts'

type Hit = Output<'venue.search'>['venues'][number]

let hub: TestHub
let client: TestClient

/** A node knows of what changed within two seconds. */
const soon = { timeout: 20_000, interval: 500 }

beforeAll(async () => {
  hub = await startHub()
})
afterAll(() => hub[Symbol.asyncDispose]())

// Each test is another guest: visitors at one address share a limit.
beforeEach(() => {
  client = connect(hub.url(0), hub.tokenFor('guest'))
})
afterEach(() => client[Symbol.dispose]())

/** Page after page, as far as it goes. */
async function searchAll(wish: Sent<'venue.search'>, between = async () => {}): Promise<readonly Hit[]> {
  const hits: Hit[] = []
  let after: string | null = null
  do {
    const page: Output<'venue.search'> = await client.must('venue.search', {
      ...wish,
      ...(after !== null && { after }),
    })
    hits.push(...page.venues)
    after = page.next
    await between()
  } while (after !== null)
  return hits
}

const names = (hits: readonly Hit[]): readonly string[] => hits.map(({ name }) => name)

/** A city of the test's own, so that tests do not find each other's restaurants. */
async function seedCity(city: string, venues: readonly Parameters<TestHub['seedVenue']>[0][]) {
  const seeded = await Promise.all(venues.map((venue) => hub.seedVenue({ city, ...venue })))
  await vi.waitFor(async () => expect(await searchAll({ city })).toHaveLength(venues.length), soon)
  return seeded
}

test('a restaurant is found by part of its name in each of three scripts, and by city and cuisine', async () => {
  await seedCity('Paju', [
    { name: 'Maison Hae', localNames: { ko: '메종 해', ja: 'メゾン・ヘ' }, cuisine: 'Korean' },
    { name: 'Sora', localNames: { ko: '소라', ja: '宙の庭' }, cuisine: 'Sushi' },
  ])
  for (const query of ['mais', '종 해', '메종해', '메ㅈ', 'メゾ', 'めぞん', 'hae paju', '한식']) {
    expect([query, names(await searchAll({ city: 'Paju', query }))]).toEqual([query, ['Maison Hae']])
  }
  for (const query of ['ora', '라', '庭', '초밥', '寿司']) {
    expect([query, names(await searchAll({ city: 'Paju', query }))]).toEqual([query, ['Sora']])
  }
})

test('a renamed restaurant is found by its new name and no more by its old one', async () => {
  const [venue] = await seedCity('Naju', [{ name: 'Before' }])
  await hub.seedVenue({ ...venue, name: 'After' })
  await vi.waitFor(
    async () => expect(names(await searchAll({ city: 'Naju', query: 'after' }))).toEqual(['After']),
    soon,
  )
  expect(await searchAll({ city: 'Naju', query: 'before' })).toEqual([])
})

test('what a restaurant is narrows the search, and says what else there is to choose', async () => {
  await seedCity('Jinju', [
    { name: 'A', cuisine: 'Korean', distinction: 'one_star', price: 4 },
    { name: 'B', cuisine: 'Korean, Noodles', distinction: 'bib_gourmand', price: 1 },
    { name: 'C', cuisine: 'French', price: 3, settings: { maxParty: 4 } },
    { name: 'D', cuisine: 'French' },
  ])
  const city = 'Jinju'
  expect(names(await searchAll({ city, cuisine: 'Korean' }))).toEqual(['A', 'B'])
  expect(names(await searchAll({ city, cuisine: 'noodles' }))).toEqual(['B'])
  expect(names(await searchAll({ city, distinction: 'one_star' }))).toEqual(['A'])
  expect(names(await searchAll({ city, price: 3 }))).toEqual(['B', 'C'])
  expect(names(await searchAll({ city, party: 5 }))).toEqual(['A', 'B', 'D'])
  const { cuisines } = await client.must('venue.search', { city, cuisine: 'Korean' })
  expect(cuisines).toEqual([
    { name: 'French', count: 2 },
    { name: 'Korean', count: 2 },
    { name: 'Noodles', count: 1 },
  ])
})

describe('free on a night', () => {
  const date = dateAhead(5)

  test('agrees with the feed of availability for every restaurant, and after every booking', async () => {
    const seeded = await seedCity('Gunsan', [
      { name: 'Small', settings: { tables: oneTable, turnTimes: [{ upTo: 100, minutes: 240 }] } },
      { name: 'Middle' },
      { name: 'Slow', settings: { turnTimes: [{ upTo: 100, minutes: 240 }] } },
      { name: 'Closed', settings: { weekly: Array.from({ length: 7 }, () => []) } },
      { name: 'Large parties only', settings: { minParty: 3 } },
    ])
    const [small, middle, slow] = seeded
    await expectSame(seeded)
    expect(names(await searchAll({ city: 'Gunsan', freeOn: date, party: 2 }))).toEqual(['Middle', 'Slow', 'Small'])

    const at = { date, startsAt: seoul(date, '19:00'), party: 2 }
    for (const venue of [small, middle, slow]) await hold(venue?.venueId ?? '', at)
    await expectSame(seeded)
    expect(names(await searchAll({ city: 'Gunsan', freeOn: date, party: 2 }))).toEqual(['Middle', 'Slow'])
  })

  /** Each hold is another guest's: nobody may hold three at one time. */
  async function hold(venueId: string, at: { date: string; startsAt: string; party: number }): Promise<void> {
    using guest = connect(hub.url(0), hub.tokenFor('guest'))
    await guest.must('hold.create', { venueId, ...at })
  }

  async function expectSame(venues: readonly { readonly venueId: string }[]): Promise<void> {
    for (const party of [1, 2, 4]) {
      const hits = new Map((await searchAll({ city: 'Gunsan', freeOn: date, party })).map((hit) => [hit.venueId, hit]))
      for (const { venueId } of venues) {
        const feed = await client.follow({ feed: 'availability', params: { venueId, date } })
        const free = Object.keys(feed.content)
          .filter((slot) => 'of'.includes(codeOf(feed, slot, party) ?? 'x'))
          .map((slot) => [slot, codeOf(feed, slot, party) === 'f'])
        const found = hits.get(venueId)?.free.map(({ startsAt, few }) => [startsAt, few])
        expect([venueId, party, found ?? []]).toEqual([venueId, party, free.slice(0, 5)])
      }
    }
  }

  test('a time that is held is gone at once, and comes back when the hold is released', async () => {
    const [venue] = await seedCity('Iksan', [{ name: 'One table', settings: { tables: oneTable } }])
    const venueId = venue?.venueId ?? ''
    const first = async () => (await searchAll({ city: 'Iksan', freeOn: date, party: 2 }))[0]?.free[0]?.label
    expect(await first()).toBe('18:00')
    using guest = connect(hub.url(0), hub.tokenFor('guest'))
    const { reservationId } = await guest.must('hold.create', {
      venueId,
      date,
      startsAt: seoul(date, '18:00'),
      party: 2,
    })
    expect(await first()).toBe('20:00')
    await guest.must('hold.release', { reservationId })
    expect(await first()).toBe('18:00')
  })

  test('tonight is each restaurant’s own', async () => {
    const zones = ['Asia/Seoul', 'America/New_York', 'Pacific/Auckland']
    const around = { opens: '05:00', lastSeating: '28:30', slotMinutes: 30 }
    const pacing = {
      intervalMinutes: 30,
      maxParties: null,
      maxCovers: null,
      maxOnlineParties: null,
      maxOnlineCovers: null,
      maxPresentCovers: null,
    }
    const weekly = Array.from({ length: 7 }, () => [{ id: 'day', name: 'All day', ...around, pacing }])
    const turnTimes = [{ upTo: 100, minutes: 15 }]
    await seedCity(
      'Everywhere',
      zones.map((zone) => ({ name: zone, settings: { zone, weekly, turnTimes } })),
    )
    const hits = await searchAll({ city: 'Everywhere', freeOn: 'tonight', party: 2 })
    for (const { venueId, today, free } of hits) {
      const feed = await client.follow({ feed: 'availability', params: { venueId, date: today } })
      // The first of them may have begun between the two questions.
      expect(Object.keys(feed.content)).toContain(free.at(-1)?.startsAt)
    }
    expect(hits.length).toBeGreaterThan(0)
  })

  test('a night that is over, or too far ahead to be booked, is free nowhere', async () => {
    await seedCity('Mokpo', [{ name: 'Open', settings: { bookingWindowDays: 30 } }])
    const freeOn = (on: string) => searchAll({ city: 'Mokpo', freeOn: on, party: 2 })
    expect(await freeOn(dateAhead(20))).toHaveLength(1)
    expect(await freeOn(dateAhead(-2))).toEqual([])
    expect(await freeOn(dateAhead(40))).toEqual([])
    expect(await freeOn('9999-12-31')).toEqual([])
  })

  test('without a party it is not known for whom', async () => {
    const answer = await client.call('venue.search', { freeOn: date })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input', issues: [{ path: 'party' }] } })
  })
})

describe('page after page', () => {
  const city = 'Andong'

  beforeAll(async () => {
    const twelve = Array.from({ length: 12 }, (_, n) => ({
      name: `Table ${n}`,
      distinction: distinctions[n % 7] ?? null,
    }))
    await Promise.all(twelve.map((venue) => hub.seedVenue({ city, ...venue })))
  })

  test('nobody comes twice and nobody who was there is left out, while restaurants are added before and after', async () => {
    await vi.waitFor(async () => expect(await searchAll({ city })).toHaveLength(12), soon)
    const before = names(await searchAll({ city, limit: 100 }))
    let added = 0
    const hits = await searchAll({ city, limit: 2 }, async () => {
      added += 1
      await hub.seedVenue({ city, name: `Aaa ${added}`, distinction: 'three_stars' })
      await hub.seedVenue({ city, name: `Zzz ${added}` })
      const known = async () => names(await searchAll({ city, query: `aaa ${added}`, limit: 100 }))
      if (added <= 3) await vi.waitFor(async () => expect(await known()).toContain(`Aaa ${added}`), soon)
    })
    const found = names(hits)
    expect(new Set(hits.map(({ venueId }) => venueId)).size).toBe(hits.length)
    expect(found.filter((name) => before.includes(name))).toEqual(before)
    expect(added).toBeGreaterThan(5)
  })

  test('with what is free as well', async () => {
    // A node knows of a restaurant two seconds later at most, and of none between two answers here.
    const there = await hub.db.collection('venues').countDocuments({ city })
    await vi.waitFor(async () => expect(await searchAll({ city })).toHaveLength(there), soon)
    const wish = { city, freeOn: dateAhead(9), party: 2 } as const
    const whole = await searchAll({ ...wish, limit: 100 })
    expect(await searchAll({ ...wish, limit: 3 })).toEqual(whole)
  })

  test.each([
    ['text', 'zzz'],
    ['another shape', Buffer.from('["0",1,2,3]').toString('base64url')],
    ['an operator', Buffer.from('[0,1,{"$gt":""},""]').toString('base64url')],
  ])('a cursor that is %s is refused', async (_what, after) => {
    const answer = await client.call('venue.search', { after })
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input', issues: [{ path: 'after' }] } })
  })
})

describe('what nobody types', () => {
  test.each([
    ['fifty kilobytes of one letter', 'a'.repeat(50_000)],
    ['fifty kilobytes of jamo', 'ㅁ'.repeat(16_000)],
    ['fifty kilobytes of accents', `e${'\u0301'.repeat(25_000)}`],
  ])('%s are refused', async (_what, query) => {
    const answer = await client.call('venue.search', { query })
    expect(answer).toMatchObject({ ok: false })
    expect(['invalid_input', 'payload_too_large']).toContain(answer.ok ? '' : answer.error.code)
  })

  test.each([
    ['the widest letters', '\ufdfa'.repeat(100)],
    ['a hundred words', 'a '.repeat(50)],
    ['half of a sign', '\ud83c'],
    ['a pattern', '(a+)+$'],
    ['an operator', '{"$gt":""}'],
    ['a name of the language', '__proto__ constructor'],
  ])('%s find what has them, and nothing breaks', async (_what, query) => {
    expect(await client.call('venue.search', { query })).toMatchObject({ ok: true })
  })
})

test('a long name in Korean does not end the list of restaurants', async () => {
  const name = '가나다라마바사아자차'.repeat(10)
  await Promise.all([1, 2].map((n) => hub.seedVenue({ city: 'Longville', name: `${name.slice(0, -1)}${n}` })))
  const seen: string[] = []
  let after: string | null = null
  do {
    const page: Output<'venue.list'> = await client.must('venue.list', { limit: 1, ...(after !== null && { after }) })
    seen.push(...page.venues.map(({ venueId }) => venueId))
    after = page.next
  } while (after !== null)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(await hub.db.collection('venues').countDocuments())
})
