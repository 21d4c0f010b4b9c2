import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../server/core/infra/ids.ts'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import { connect as connectBare } from '../contract/callers.ts'
import type { Cluster } from '../replay/cluster.ts'
import { percentile } from '../replay/tally.ts'
import { connect, type FollowedFeed, type TestClient } from '../support/client.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import type { Heart } from './commands.ts'
import type { Goal } from './goals.ts'
import { fill, letRunOut, nights, room, tables } from './nightsHeld.ts'
import { spreadOf } from './rounds.ts'

const rounds = 5
/** Before it counts. */
const warmRounds = 2
/** Until the first of them runs out: time for everybody to look. */
const aheadMs = 6_000
/** For what has nothing around it: until all of it is planned. */
const bareAheadMs = 2_500

/**
 * A thousand holds that run out within one second, and how late those who watch see it; each time followed by as many
 * timers that tell as many sockets, with nothing around them: less than that this machine does not allow. And by as many
 * delayed jobs of bare BullMQ that do the same, on Redis as it comes: a machine that is late with them is late with ours.
 * Each round once with Redis and once while it is away: what the machine does meanwhile meets both.
 */
export async function expiry(cluster: Cluster, heart: Heart, say: (line: string) => void): Promise<readonly Goal[]> {
  // One for each part: a restaurant has no more than 400 nights that can be booked.
  const [first, second] = [await room(heart), await room(heart)]
  const play = ({ venueId }: typeof first, round: number) => lateness(cluster, heart, venueId, round)
  // What runs for the first times runs slowly, whoever wrote it.
  for (let round = 0; round < warmRounds; round++) {
    await play(first, round)
    await bareLateness(cluster, 'timers')
    await bareLateness(cluster, 'jobs')
  }
  const late: Pair[] = []
  const away: Pair[] = []
  const jobs: number[] = []
  for (let round = 0; round < rounds; round++) {
    late.push({ ours: await play(first, warmRounds + round), bare: await bareLateness(cluster, 'timers') })
    jobs.push(await bareLateness(cluster, 'jobs'))
    await cluster.redis.kill9()
    away.push({ ours: await play(second, round), bare: await bareLateness(cluster, 'timers') })
    await cluster.redis.restart()
    await untilRedisIsBack(cluster)
  }
  say(`delayed jobs of bare BullMQ: ${jobs.join(', ')} ms`)
  const ofJobs = spreadOf(jobs).median
  return [
    ...goalsOf('1,000 holds run out in one second, p99 until it is seen', late, ofJobs, say),
    ...goalsOf('the same with Redis away', away, ofJobs, say),
  ]
}

interface Pair {
  readonly ours: number
  readonly bare: number
}

function goalsOf(what: string, pairs: readonly Pair[], ofJobs: number, say: (line: string) => void): readonly Goal[] {
  const bare = pairs.map((pair) => pair.bare)
  say(`${what}: ${pairs.map(({ ours }) => ours).join(', ')} ms; bare timers ${bare.join(', ')} ms`)
  const why = `bare timers are ${spreadOf(bare).median} ms late on this machine`
  return [
    { what, spread: spreadOf(pairs.map(({ ours }) => ours)), most: 25, unit: 'ms', why },
    {
      what: `${what}, beyond bare timers`,
      spread: spreadOf(pairs.map((pair) => pair.ours - pair.bare)),
      most: 25,
      unit: 'ms',
    },
    // 25 ms where those jobs are 100 ms late.
    {
      what: `${what}, against jobs of bare BullMQ`,
      spread: spreadOf(pairs.map(({ ours }) => ours / ofJobs)),
      most: 0.25,
    },
  ]
}

/** p99 in milliseconds of as many bare timers or jobs, each night's told to a socket. */
async function bareLateness({ otherUrls: [url = ''] }: Cluster, how: 'timers' | 'jobs'): Promise<number> {
  const names = Array.from({ length: nights }, () => newId())
  const sockets = await Promise.all(names.map(() => connectBare(url)))
  const from = Date.now() + bareAheadMs
  const late: number[] = []
  for (const [night, socket] of sockets.entries()) {
    socket.on('ended', (end: number) => late.push(Date.now() - end))
    await new Promise<void>((done) => socket.emit('follow', names[night], done))
    const ends = Array.from({ length: tables }, (_, k) => from + k * nights + night)
    await new Promise<void>((done) => socket.emit(how, names[night], ends, done))
  }
  while (late.length < nights * tables) await sleep(50)
  for (const socket of sockets) socket.disconnect()
  return percentile(
    late.toSorted((a, b) => a - b),
    99,
  )
}

async function untilRedisIsBack({ urls }: Cluster): Promise<void> {
  for (const url of urls) {
    while (!(await hasRedis(url))) await sleep(100)
  }
}

async function hasRedis(url: string): Promise<boolean> {
  const { redis } = (await (await fetch(`${url}/health/ready`)).json()) as { redis: boolean }
  return redis
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
