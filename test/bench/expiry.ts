import { setTimeout as sleep } from 'node:timers/promises'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import type { Cluster } from '../replay/cluster.ts'
import { percentile } from '../replay/tally.ts'
import { connect, type FollowedFeed, type TestClient } from '../support/client.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import type { Heart } from './commands.ts'
import type { Goal } from './goals.ts'
import { fill, letRunOut, nights, room, tables } from './nightsHeld.ts'
import { spreadOf } from './rounds.ts'

const rounds = 3
/** Before it counts. */
const warmRounds = 2
/** Until the first of them runs out: time for everybody to look. */
const aheadMs = 6_000

/** A thousand holds that run out within one second, and how late those who watch see it. */
export async function expiry(cluster: Cluster, heart: Heart, say: (line: string) => void): Promise<readonly Goal[]> {
  // One for each part: a restaurant has no more than 400 nights that can be booked.
  const [first, second] = [await room(heart), await room(heart)]
  const play = ({ venueId }: typeof first, round: number) => lateness(cluster, heart, venueId, round)
  // What runs for the first times runs slowly, whoever wrote it.
  for (let round = 0; round < warmRounds; round++) await play(first, round)
  const late: number[] = []
  const away: number[] = []
  for (let round = 0; round < rounds; round++) late.push(await play(first, warmRounds + round))
  say(`with Redis: p99 ${late.join(', ')} ms`)
  await cluster.redis.kill9()
  for (let round = 0; round < rounds; round++) away.push(await play(second, round))
  say(`with Redis away: p99 ${away.join(', ')} ms`)
  const why = 'what a book’s watchers hear within 25 ms goes in one patch, so half of that is the least on average'
  return [
    {
      what: '1,000 holds run out in one second, p99 until it is seen',
      spread: spreadOf(late),
      most: 25,
      unit: 'ms',
      why,
    },
    { what: 'the same with Redis away', spread: spreadOf(away), most: 25, unit: 'ms', why },
  ]
}

/** p99 in milliseconds, over all holds of one round, which has dates of its own. */
async function lateness(cluster: Cluster, heart: Heart, venueId: string, round: number): Promise<number> {
  const dates = Array.from({ length: nights }, (_, n) => dateAhead(5 + round * nights + n))
  const ids = await Promise.all(dates.map((date) => fill(heart, venueId, date)))
  const from = Date.now() + aheadMs
  await Promise.all(
    dates.map((date, n) => letRunOut(cluster, bookIdOf(venueId, date), ids[n] ?? [], (k) => from + k * nights + n)),
  )
  const clients: TestClient[] = []
  try {
    const seen = dates.map(async (date, n) => {
      // Each somebody of their own: of one address so many would be too many, above all while nodes count by themselves.
      const client = connect(cluster.urls[0] ?? '', cluster.person({ role: 'guest', venueId: null }).token())
      clients.push(client)
      const feed = await client.follow({ feed: 'availability', params: { venueId, date } })
      return watch(client, feed, seoul(date, '19:00'), (party) => from + (party - 1) * nights + n)
    })
    const all = (await Promise.all(await Promise.all(seen).then((waits) => waits.map((wait) => wait())))).flat()
    return percentile(
      all.toSorted((a, b) => a - b),
      99,
    )
  } finally {
    for (const client of clients) client[Symbol.dispose]()
  }
}

/** @returns waits until all were seen, and says how late each was, in milliseconds */
function watch(
  { socket }: TestClient,
  feed: FollowedFeed,
  startsAt: string,
  endOf: (party: number) => number,
): () => Promise<readonly number[]> {
  const seen = new Map<number, number>()
  const look = (): void => {
    const codes = codesAt(feed, startsAt)
    for (let party = 1; party <= tables; party++) {
      if (!seen.has(party) && 'of'.includes(codes[party - 1] ?? 'x')) seen.set(party, Date.now() - endOf(party))
    }
  }
  look()
  if (seen.size > 0) throw new Error('some were free before they should be')
  socket.on('feed.patch', look)
  return async () => {
    const until = endOf(tables) + 10_000
    while (seen.size < tables && Date.now() < until) await sleep(50)
    if (seen.size < tables) throw new Error(`${tables - seen.size} were never seen`)
    return [...seen.values()]
  }
}

function codesAt(feed: FollowedFeed, startsAt: string): string {
  const slots = Object.values(feed.content) as readonly { readonly startsAt: string; readonly codes: string }[]
  return slots.find((slot) => slot.startsAt === startsAt)?.codes ?? ''
}
