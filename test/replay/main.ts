import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { saveVenue } from '../../server/core/commands/saveVenue.ts'
import type { SettingsDocument, VenueDocument } from '../../server/core/models/documents.ts'
import { createRecorder, readHistory } from '../checker/historyFile.ts'
import { judge, printVerdicts } from '../checker/judge.ts'
import { markOplog, readOplog } from '../checker/oplog.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { courseRule, type Plan, planReplay } from './plan.ts'
import { playAll } from './playAll.ts'
import { quiesce } from './quiesce.ts'
import { printReport } from './report.ts'
import { readReservations } from './rows.ts'
import { roomRule, storeSettings, venueIdOf } from './storeRoom.ts'
import { replayTalk } from './talk/main.ts'
import { createTally } from './tally.ts'
import { watchNights } from './watchNights.ts'

/*
 * `npm run replay -- <reservations.csv[.gz]> [--from --to --nodes --speed --seed]`: real reservations through real
 * nodes, each twice, and a judge at the end. `npm run replay -- talk`: real dialogues, see `talk/main.ts`.
 *
 * Exit codes: 0 no invariant broken, 1 some was, 2 wrong arguments.
 */

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
      await saveVenue(collections, venue)
    }
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
    await playAll(stage, plan, tallies, { speed: options.speed, say })
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

const isTalk = process.argv[2] === 'talk'
const options = isTalk ? null : readOptions()
if (isTalk) {
  process.exitCode = (await replayTalk(process.argv.slice(3), say)) ? 0 : 1
} else if (options === null) {
  say(usage)
  process.exitCode = 2
} else {
  process.exitCode = (await main(options)) ? 0 : 1
}
