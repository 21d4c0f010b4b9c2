import type { mongo } from 'mongoose'
import type { Deps } from '../server/core/deps.ts'
import type { Collections } from '../server/core/models/collections.ts'
import type { Instant } from '../shared/domain/book/types.ts'
import type { WorkerContext } from './context.ts'
import { type Loop, loop } from './loop.ts'

/** Where it shows that there is something to do. */
export interface Place {
  readonly of: keyof Collections
  /** Has an index of its own. */
  readonly filter: (now: Instant) => mongo.Document
}

/** Something that is done again and again. */
export interface Sweep {
  readonly name: string
  readonly everyMs: number
  /** Where it shows that it has work: it runs when it has. Without places it runs in any case. */
  readonly places?: readonly Place[]
  /** @returns 0 when there is nothing more to do now */
  readonly run: (ctx: WorkerContext) => Promise<number>
}

/** From one look to the next. */
const beatMs = 500
/** A look comes a little early rather than a beat late. */
const earlyMs = beatMs / 2
/** A sweep that is looked out for looks itself so seldom, should a look be slow or miss something. */
const byItselfMs = 30_000

/**
 * Runs the sweeps, each in a loop of its own: one that is slow holds up no other. For those with places one command asks
 * which of them have work, so that a worker with nothing to do hardly asks.
 */
export function startSweeps(ctx: WorkerContext, sweeps: readonly Sweep[]): readonly Loop[] {
  const { deps } = ctx
  const started = sweeps.map((sweep) => startSweep(ctx, sweep))

  async function look(): Promise<number> {
    const asked = started.filter(({ takesTurn }) => takesTurn())
    const names = await sweepsWithWork(
      deps,
      asked.map(({ sweep }) => sweep),
    )
    for (const { sweep, running } of asked) if (names.has(sweep.name)) running.wake()
    return 0
  }

  const lookout = loop({ name: 'sweep.lookout', pauseMs: beatMs, log: deps.log, metrics: deps.metrics, run: look })
  return [...started.map(({ running }) => running), lookout]
}

function startSweep(ctx: WorkerContext, sweep: Sweep) {
  const { log, metrics } = ctx.deps
  const { name, everyMs, places, run } = sweep
  let isAtIt = false
  let restsSince = 0

  async function once(): Promise<number> {
    isAtIt = true
    try {
      return await run(ctx)
    } finally {
      isAtIt = false
      restsSince = performance.now()
    }
  }

  const pauseMs = places === undefined ? everyMs : byItselfMs
  return {
    sweep,
    running: loop({ name: `sweep.${name}`, pauseMs, log, metrics, run: once }),
    /** Whether it has rested for long enough to be asked for; then it rests anew. */
    takesTurn(): boolean {
      const now = performance.now()
      if (places === undefined || isAtIt || now - restsSince < everyMs - earlyMs) return false
      restsSince = now
      return true
    },
  }
}

/** Names of those that have something to do, in one command: a step into an index for each place. */
export async function sweepsWithWork(
  { collections, clock }: Pick<Deps, 'collections' | 'clock'>,
  sweeps: readonly Pick<Sweep, 'name' | 'places'>[],
): Promise<ReadonlySet<string>> {
  const now = clock.now()
  const [first, ...others] = sweeps.flatMap(({ name, places = [] }) => places.map((place) => looking(name, place, now)))
  if (first === undefined) return new Set()
  const unions = others.map(({ of, pipeline }) => ({
    $unionWith: { coll: collections[of].collectionName, pipeline },
  }))
  const found = collections[first.of].aggregate<{ readonly _id: string }>([...first.pipeline, ...unions], {
    maxTimeMS: 5000,
  })
  return new Set(await found.map(({ _id }) => _id).toArray())
}

function looking(name: string, { of, filter }: Place, now: Instant) {
  return { of, pipeline: [{ $match: filter(now) }, { $limit: 1 }, { $project: { _id: { $literal: name } } }] }
}
