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
import { type Taken, undisturbed, whileWatched } from './stolen.ts'

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
 * delayed jobs of bare BullMQ that do the same, on Redis as it comes. Each round once with Redis and once while it is
 * away. What is played while the host takes the machine's cores away is played again: it would be the host's lateness.
 */
export async function expiry(cluster: Cluster, heart: Heart, say: (line: string) => void): Promise<readonly Goal[]> {
  const turns = {
    ours: () => undisturbed(() => lateness(cluster, heart)),
    timers: () => undisturbed(() => bareLateness(cluster, 'timers')),
    jobs: () => undisturbed(() => bareLateness(cluster, 'jobs')),
  }
  // What runs for the first times runs slowly, whoever wrote it.
  for (let round = 0; round < warmRounds; round++) {
    await lateness(cluster, heart)
    await bareLateness(cluster, 'timers')
    await bareLateness(cluster, 'jobs')
  }
  const late: Round[] = []
  const away: Round[] = []
  for (let round = 0; round < rounds; round++) {
    const jobs = await turns.jobs()
    late.push({ ours: await turns.ours(), timers: await turns.timers(), jobs })
    await cluster.redis.kill9()
    away.push({ ours: await turns.ours(), timers: await turns.timers(), jobs })
    await cluster.redis.restart()
    await untilRedisIsBack(cluster)
  }
  return [
    ...goalsOf('1,000 holds run out in one second, p99 until it is seen', late, say),
    ...goalsOf('the same with Redis away', away, say),
  ]
}

/** How late each was, p99 in milliseconds. */
interface Round {
  readonly ours: Taken
  readonly timers: Taken
  readonly jobs: Taken
}

function goalsOf(what: string, taken: readonly Round[], say: (line: string) => void): readonly Goal[] {
  say(`${what}, in ms, and how much of the machine was taken away meanwhile`)
  for (const name of ['ours', 'timers', 'jobs'] as const) {
    const its = taken.map((round) => `${round[name].figure} (${Math.round(round[name].stolen * 100)} %)`)
    say(`  ${name.padEnd(7)}${its.join(', ')}`)
  }
  const ours = spreadOf(taken.map((round) => round.ours.figure))
  const why = `bare timers are ${spreadOf(taken.map((round) => round.timers.figure)).median} ms late on this machine`
  return [
    { what, spread: ours, most: 25, unit: 'ms', why },
    {
      what: `${what}, beyond bare timers`,
      spread: spreadOf(taken.map((round) => round.ours.figure - round.timers.figure)),
      most: 25,
      unit: 'ms',
    },
    // 25 ms where those jobs are 100 ms late.
    {
      what: `${what}, against jobs of bare BullMQ`,
      spread: spreadOf(taken.map((round) => round.ours.figure / round.jobs.figure)),
      most: 0.25,
    },
  ]
}

/** p99 in milliseconds of as many bare timers or jobs, each night's told to a socket. */
async function bareLateness({ otherUrls: [url = ''] }: Cluster, how: 'timers' | 'jobs'): Promise<Taken> {
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
  const taken = await whileWatched(from, async () => {
    while (late.length < nights * tables) await sleep(50)
    return p99(late)
  })
  for (const socket of sockets) socket.disconnect()
  return taken
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

/** p99 in milliseconds, over all holds of one turn, in a restaurant of its own. */
async function lateness(cluster: Cluster, heart: Heart): Promise<Taken> {
  const { venueId } = await room(heart)
  const dates = Array.from({ length: nights }, (_, n) => dateAhead(5 + n))
  const ids = await Promise.all(dates.map((date) => fill(heart, venueId, date)))
  const from = Date.now() + aheadMs
  await Promise.all(
    dates.map((date, n) => letRunOut(cluster, bookIdOf(venueId, date), ids[n] ?? [], (k) => from + k * nights + n)),
  )
  const clients: TestClient[] = []
  try {
    const seen = await Promise.all(
      dates.map(async (date, n) => {
        // Each somebody of their own: of one address so many would be too many, above all while nodes count by themselves.
        const client = connect(cluster.urls[0] ?? '', cluster.person({ role: 'guest', venueId: null }).token())
        clients.push(client)
        const feed = await client.follow({ feed: 'availability', params: { venueId, date } })
        return watch(client, feed, seoul(date, '19:00'), (party) => from + (party - 1) * nights + n)
      }),
    )
    return await whileWatched(from, async () => p99((await Promise.all(seen.map((wait) => wait()))).flat()))
  } finally {
    for (const client of clients) client[Symbol.dispose]()
  }
}

function p99(late: readonly number[]): number {
  return percentile(
    late.toSorted((a, b) => a - b),
    99,
  )
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
