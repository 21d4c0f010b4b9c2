import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { saveVenue } from '../../server/core/commands/saveVenue.ts'
import { idOf } from '../../server/core/infra/ids.ts'
import type { SettingsDocument, VenueDocument } from '../../server/core/models/documents.ts'
import { createRecorder, readHistory } from '../checker/historyFile.ts'
import { judge, printVerdicts } from '../checker/judge.ts'
import { markOplog, readOplog } from '../checker/oplog.ts'
import { createCaller } from './caller.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { type Followed, followFeed } from './followFeed.ts'
import { courseRule, type Plan, planReplay, type Visit } from './plan.ts'
import { playVisit, type Stage } from './playVisit.ts'
import { quiesce } from './quiesce.ts'
import { printReport } from './report.ts'
import { readReservations } from './rows.ts'
import { roomRule, storeSettings } from './storeRoom.ts'
import { createTally, type Tally } from './tally.ts'

/*
 * `npm run replay -- <reservations.csv[.gz]> [--from --to --nodes --speed --seed]`: real reservations through real
 * nodes, each twice, and a judge at the end.
 *
 * Exit codes: 0 no invariant broken, 1 some was, 2 wrong arguments.
 */

/** Rows under way at once; each is two guests. */
const inFlight = 12
const watchedNights = 8

const say = (line: string): void => void process.stdout.write(`${line}\n`)

interface Options {
  readonly file: string
  readonly from?: string
  readonly to?: string
  readonly nodes: number
  /** So many times faster than they were made; infinite: as fast as they are answered. */
  readonly speed: number
  readonly seed: number
}

const usage =
  'usage: npm run replay -- <reservations.csv[.gz]> [--from 2016-01-01] [--to 2016-01-31] [--nodes 2] [--speed 20000] [--seed 1]'

function readOptions(): Options | null {
  const string = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { from: string, to: string, nodes: string, speed: string, seed: string },
  })
  const [file] = positionals
  const [nodes, speed, seed] = [Number(values.nodes ?? 2), Number(values.speed ?? Infinity), Number(values.seed ?? 1)]
  const dates = [values.from, values.to].filter((date) => date !== undefined)
  const fits =
    nodes >= 1 && speed > 0 && Number.isInteger(seed) && dates.every((date) => /^\d{4}-\d\d-\d\d$/.test(date))
  if (file === undefined || !fits) return null
  return {
    file,
    nodes,
    speed,
    seed,
    ...(values.from !== undefined && { from: values.from }),
    ...(values.to !== undefined && { to: values.to }),
  }
}

/** Two rooms per store, which differ in re-packing only. */
function venueIdOf(storeId: string, repacking: boolean): string {
  return idOf(`${storeId} ${repacking ? 'on' : 'off'}`)
}

async function makeVenues({ client, database }: Cluster, { stores }: Plan): Promise<void> {
  const db = client.db(database)
  const collections = {
    venues: db.collection<VenueDocument>('venues'),
    settings: db.collection<SettingsDocument>('settings'),
  }
  for (const { storeId, peak } of stores) {
    for (const repacking of [false, true]) {
      const settings = storeSettings(peak, repacking)
      const venue = { venueId: venueIdOf(storeId, repacking), name: storeId, city: 'Japan', cuisine: '', settings }
      await saveVenue(collections as never, venue)
    }
  }
}

async function play(stage: Stage, { visits }: Plan, tallies: readonly Tally[], speed: number): Promise<void> {
  const waiting = visits.values()
  const begun = performance.now()
  const firstAt = visits[0]?.bookedAt ?? 0
  let [done, lastSaid] = [0, begun]
  const client = async (): Promise<void> => {
    for (const visit of waiting) {
      const early = (visit.bookedAt - firstAt) / speed - (performance.now() - begun)
      if (early > 0) await sleep(early)
      await Promise.all(
        tallies.map((tally) => playVisit(stage, visit, { tally, venueId: venueIdOf(visit.storeId, tally.repacking) })),
      )
      done += 1
      if (performance.now() - lastSaid < 10_000) continue
      lastSaid = performance.now()
      const seconds = (lastSaid - begun) / 1000
      say(`${done} of ${visits.length} rows, ${seconds.toFixed(0)} s, ${(done / seconds).toFixed(0)} rows/s`)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, client))
}

/** The nights most booked, from both rooms: what somebody looks at all the while. */
function busiestNights(visits: readonly Visit[]): readonly { storeId: string; date: string }[] {
  const counts = new Map<string, number>()
  for (const { storeId, date } of visits) counts.set(`${storeId} ${date}`, (counts.get(`${storeId} ${date}`) ?? 0) + 1)
  const nights = [...counts].sort(([, a], [, b]) => b - a).slice(0, watchedNights / 2)
  return nights.map(([night]) => ({ storeId: night.split(' ')[0] ?? '', date: night.split(' ')[1] ?? '' }))
}

function watchNights({ cluster, recorder }: Stage, plan: Plan) {
  const newCaller = (first: number) =>
    createCaller({ urls: cluster.urls, first, person: cluster.person({ role: 'guest', venueId: null }), recorder })
  const watched = busiestNights(plan.visits).flatMap(({ storeId, date }, index) =>
    [false, true].map((repacking) => {
      const caller = newCaller(index)
      const venueId = venueIdOf(storeId, repacking)
      return { caller, feed: followFeed({ caller, recorder, sess: caller.sess, venueId, date }) }
    }),
  )
  const looking = setInterval(() => watched.forEach(({ feed }) => feed.look()), 1_000)
  return {
    async end(): Promise<void> {
      clearInterval(looking)
      const other = newCaller(1)
      for (const { caller, feed } of watched) {
        await (feed as Followed).rest(other)
        caller.close()
      }
      other.close()
    },
  }
}

async function main(options: Options): Promise<boolean> {
  const plan = planReplay(await readReservations(options.file), { ...options, now: Date.now() })
  say(`${courseRule}\n${roomRule}`)
  say(
    `${plan.visits.length} rows of ${plan.stores.length} stores, ${plan.weeks} weeks later, on ${options.nodes} nodes, seed ${options.seed}`,
  )
  await using cluster = await startCluster({ nodes: options.nodes, members: 1, worker: true })
  const folder = await mkdtemp(join(tmpdir(), 'couvert-replay-'))
  const historyFile = join(folder, 'history.jsonl')
  const mark = await markOplog(cluster.client)
  await makeVenues(cluster, plan)
  const tallies = [createTally(false), createTally(true)] as const
  {
    using recorder = createRecorder(historyFile, 'replay')
    const stage = { cluster, recorder }
    const watch = watchNights(stage, plan)
    await play(stage, plan, tallies, options.speed)
    const left = await quiesce(cluster.client.db(cluster.database), 60_000)
    say(left === '' ? 'all is at rest' : `not at rest after a minute: ${left}`)
    await watch.end()
  }
  say(printReport(...tallies))
  say(`history: ${historyFile}`)
  const oplog = await readOplog(cluster.client, cluster.database, mark)
  const verdicts = await judge(readHistory(historyFile), oplog)
  const differences = await oplog.differences()
  say(printVerdicts(verdicts))
  say(
    differences.length === 0
      ? 'every book rebuilt from the oplog is the stored one'
      : differences.slice(0, 5).join('\n'),
  )
  return differences.length === 0 && verdicts.every(({ outcome }) => outcome === 'holds')
}

const options = readOptions()
if (options === null) {
  say(usage)
  process.exitCode = 2
} else {
  process.exitCode = (await main(options)) ? 0 : 1
}
