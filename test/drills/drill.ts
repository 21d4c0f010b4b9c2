import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { saveVenue } from '../../server/core/commands/saveVenue.ts'
import { type Bounds, healthyBounds } from '../checker/evidence.ts'
import type { Verdict } from '../checker/findings.ts'
import { createRecorder, type Recorder, readHistory } from '../checker/historyFile.ts'
import { judge } from '../checker/judge.ts'
import { markOplog, readOplog } from '../checker/oplog.ts'
import { type Caller, createCaller } from '../replay/caller.ts'
import { type Cluster, type ClusterOptions, type Person, startCluster } from '../replay/cluster.ts'
import { type Followed, followFeed } from '../replay/followFeed.ts'
import { quiesce } from '../replay/quiesce.ts'
import { buildVenue, dateAhead } from '../support/venue.ts'

/** A hub with a crowd before it, to be hurt; and a judge of what it did meanwhile. */
export interface Drill extends AsyncDisposable {
  readonly cluster: Cluster
  readonly recorder: Recorder
  readonly venueId: string
  readonly dates: readonly string[]
  readonly watchers: readonly Followed[]
  /** @param person @default somebody new */
  newCaller(first: number, person?: Person): Caller
  /**
   * When everything is at rest: what is broken, a line each; and the verdicts themselves.
   *
   * @param restMs how long to wait for that @default 60_000
   */
  judge(
    bounds?: Partial<Bounds>,
    restMs?: number,
  ): Promise<{ readonly wrong: readonly string[]; readonly verdicts: readonly Verdict[] }>
}

/** Holds this short run out during a drill. */
const holdMs = 3_000

export async function startDrill(options: ClusterOptions): Promise<Drill> {
  const folder = await mkdtemp(join(tmpdir(), 'couvert-drill-'))
  const cluster = await startCluster(options)
  const recorder = createRecorder(join(folder, 'history.jsonl'), 'drill')
  const mark = await markOplog(cluster.client)
  const db = cluster.client.db(cluster.database)
  const venue = buildVenue({ settings: { holdMs, tables: tablesOf(12) } })
  await saveVenue({ venues: db.collection('venues'), settings: db.collection('settings') } as never, venue)
  const { venueId } = venue
  const dates = [dateAhead(10), dateAhead(11)]

  function newCaller(first: number, person = cluster.person({ role: 'guest', venueId: null })): Caller {
    return createCaller({ urls: cluster.urls, first, person, recorder })
  }

  const watching = dates.map((date, first) => {
    const caller = newCaller(first)
    return { caller, feed: followFeed({ caller, recorder, sess: caller.sess, venueId, date }) }
  })
  await Promise.all(watching.map(({ feed }) => feed.opened))
  const looking = setInterval(() => watching.forEach(({ feed }) => feed.look()), 500)

  async function rest(): Promise<void> {
    const other = newCaller(0)
    for (const { feed } of watching) await feed.rest(other)
    other.close()
  }

  return {
    cluster,
    recorder,
    venueId,
    dates,
    watchers: watching.map(({ feed }) => feed),
    newCaller,
    async judge(bounds = {}, restMs = 60_000) {
      const left = await quiesce(db, restMs)
      await rest()
      recorder.flush()
      const oplog = await readOplog(cluster.client, cluster.database, mark)
      const verdicts = await judge(readHistory(join(folder, 'history.jsonl')), oplog, { ...healthyBounds, ...bounds })
      const broken = verdicts.filter(({ outcome }) => outcome === 'broken')
      const told = broken.map(({ id, title, witness }) => `${id} ${title}: ${witness.join(' | ')}`)
      return {
        verdicts,
        wrong: [...(left === '' ? [] : [`not at rest: ${left}`]), ...(await oplog.differences()), ...told],
      }
    },
    async [Symbol.asyncDispose]() {
      clearInterval(looking)
      for (const { caller } of watching) caller.close()
      await cluster[Symbol.asyncDispose]()
      recorder[Symbol.dispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function tablesOf(count: number) {
  return Array.from({ length: count }, (_, n) => ({
    id: `T${n}`,
    minParty: 1,
    maxParty: 2 + (n % 2) * 2,
    area: 'room',
    channel: 'online' as const,
  }))
}
