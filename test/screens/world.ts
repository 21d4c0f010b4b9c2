import { seedDesk } from '../support/desk.ts'
import { untilFound } from '../support/found.ts'
import type { TestHub } from '../support/hub.ts'
import { oneTable } from '../support/venue.ts'

/** Written in all three scripts, and longer than any line. */
export const longNames = {
  name: 'La Maison de la Mer et du Ciel – Cheongdam',
  localNames: {
    ko: '라 메종 드 라 메르 에 뒤 시엘 청담 본점',
    ja: 'ラ・メゾン・ド・ラ・メール・エ・デュ・シエル 清潭本店',
  },
}

/** Of guests, in their own scripts whatever the language of the page is. */
export const guestNames = { ko: '이서연', ja: '佐藤 美咲' } as const

/** Restaurants in the states that a night can be in. */
export interface World {
  /** Some times are taken; its name is long, and it has a desk. */
  readonly night: string
  /** One table, taken whenever it opens. */
  readonly full: string
  readonly closed: string
  /** Its holds last three seconds. */
  readonly short: string
}

export async function makeWorld(hub: TestHub): Promise<World> {
  const { seedVenue } = hub
  const facts = {
    city: 'Seoul',
    cuisine: 'Contemporary French',
    distinction: 'two_stars' as const,
    price: 4,
    address: '서울 강남구 도산대로 45길 10-3',
    phone: '+82212345678',
  }
  const [night, full, closed, short] = [
    await seedVenue({ ...facts, ...longNames, settings: { holdMs: 300_000 } }),
    await seedVenue({ ...facts, name: 'One Table', settings: { tables: oneTable, holdMs: 300_000 } }),
    await seedVenue({ ...facts, name: 'Sora', settings: { weekly: Array.from({ length: 7 }, () => []) } }),
    await seedVenue({ ...facts, name: 'Quick Bite', settings: { holdMs: 3000 } }),
  ]
  await seedDesk(hub, night.venueId, longNames)
  await untilFound(hub, ['One Table', 'Sora', 'Quick Bite'])
  return { night: night.venueId, full: full.venueId, closed: closed.venueId, short: short.venueId }
}
