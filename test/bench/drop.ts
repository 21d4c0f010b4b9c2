import { type ChildProcess, spawn } from 'node:child_process'
import { saveVenue } from '../../server/core/commands/saveVenue.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { Cluster } from '../replay/cluster.ts'
import { buildVenue, dateAhead, seoul } from '../support/venue.ts'
import type { Heart } from './commands.ts'
import type { FromDiners, ToDiners } from './dropDiners.ts'
import type { Goal } from './goals.ts'
import { ratioOf, spreadOf } from './rounds.ts'

const diners = 10_000
const places = 240
const processes = 4

interface DropTarget {
  readonly urls: readonly string[]
  readonly input: unknown
}

interface Dropped {
  /** How many heard what: `won`, or why not. */
  readonly reasons: Readonly<Record<string, number>>
  /** From the first asked to the last definitely answered. */
  readonly tookMs: number
}

/** Ten thousand guests, each with a connection of their own, ask for 240 places within one second. */
async function drop({ urls, input }: DropTarget, tokenOf: () => string): Promise<Dropped> {
  const children = await Promise.all(Array.from({ length: processes }, () => startDiners()))
  try {
    const each = diners / processes
    await Promise.all(
      children.map(({ connect }) => connect({ urls, tokens: Array.from({ length: each }, tokenOf), input })),
    )
    const startAt = Date.now() + 500
    const results = await Promise.all(children.map(({ go }) => go(startAt)))
    const reasons: Record<string, number> = {}
    for (const result of results) {
      for (const [reason, count] of Object.entries(result.reasons)) reasons[reason] = (reasons[reason] ?? 0) + count
    }
    const first = Math.min(...results.map(({ firstAt }) => firstAt))
    return { reasons, tookMs: Math.max(...results.map(({ lastAt }) => lastAt)) - first }
  } finally {
    for (const { child } of children) child.kill()
  }
}

async function startDiners() {
  const file = new URL('./dropDiners.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const heard = <T extends FromDiners['type']>(type: T) => waitFor(child, type)
  await heard('ready')
  return {
    child,
    async connect(connect: Omit<ToDiners & { type: 'connect' }, 'type'>) {
      const connected = heard('connected')
      child.send({ type: 'connect', ...connect } satisfies ToDiners)
      await connected
    },
    go(startAt: number) {
      const done = heard('done')
      child.send({ type: 'go', startAt } satisfies ToDiners)
      return done
    },
  }
}

function waitFor<T extends FromDiners['type']>(
  child: ChildProcess,
  type: T,
): Promise<Extract<FromDiners, { type: T }>> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`diners ended early (${code ?? 'killed'})`)))
    child.on('message', (message: FromDiners) => {
      if (message.type === type) resolve(message as never)
    })
  })
}

/** 240 tables for two, one slot. */
function dropVenue() {
  const tables = Array.from({ length: places }, (_, n) => ({
    id: `T${n}`,
    minParty: 1,
    maxParty: 2,
    area: 'room',
    channel: 'online' as const,
  }))
  return buildVenue({ settings: { tables, repacking: false, holdMs: 600_000 } })
}

/** The drop on two nodes, and the same over the same sockets with `findOneAndUpdate` behind them, in turn. */
export async function hotDrop(
  cluster: Cluster,
  heart: Heart,
  bare: readonly string[],
  say: (line: string) => void,
): Promise<readonly Goal[]> {
  const db = cluster.client.db(cluster.database)
  const [hub, baseline]: Dropped[][] = [[], []]
  let winners = places
  for (let round = 0; round < 3; round++) {
    const venue = dropVenue()
    await saveVenue(heart.core.deps.collections, venue)
    const date = dateAhead(30)
    const input = { venueId: venue.venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
    const done = await drop({ urls: cluster.urls, input }, () =>
      cluster.person({ role: 'diner', venueId: null }).token(),
    )
    hub?.push(done)
    const book = await db
      .collection<{ _id: string; claims: object }>('books')
      .findOne({ _id: `${venue.venueId}:${date}` })
    const held = Object.keys(book?.claims ?? {}).length
    if (held !== places || done.reasons.won !== places) winners = held
    say(`drop ${round + 1}: ${held} places held in the database, ${describe(done)}`)
    const sale = newId()
    const compared = await drop({ urls: bare, input: { sale, places } }, () => '')
    baseline?.push(compared)
    say(`  findOneAndUpdate over the same sockets: ${describe(compared)}`)
  }
  const asSlices = (drops: readonly Dropped[]) =>
    drops.map(({ tookMs }) => ({ perSecond: tookMs, latencies: [], refused: 0, cpuMicros: 0 }))
  return [
    {
      what: 'winners of the drop in the database',
      spread: spreadOf([winners]),
      least: places,
      most: places,
      unit: 'places',
    },
    {
      what: 'drop answered, from the first asked',
      spread: spreadOf((hub ?? []).map(({ tookMs }) => tookMs / 1000)),
      most: 2.5,
      unit: 's',
      why: `ten thousand sockets, their clients, two nodes and three members share two cores: with nothing but findOneAndUpdate behind them the same sockets took ${(spreadOf((baseline ?? []).map(({ tookMs }) => tookMs / 1000)).median).toFixed(1)} s`,
    },
    {
      what: 'drop, time against findOneAndUpdate',
      spread: ratioOf(asSlices(hub ?? []), asSlices(baseline ?? []), (it) => it.perSecond),
      most: 0.6,
      why: 'most of it is the sockets: validation, limit and answer of each cost more than the book',
    },
  ]
}

function describe({ reasons, tookMs }: Dropped): string {
  const heard = Object.entries(reasons).sort(([, a], [, b]) => b - a)
  return `${heard.map(([reason, count]) => `${count} ${reason}`).join(', ')}; ${(tookMs / 1000).toFixed(2)} s`
}
