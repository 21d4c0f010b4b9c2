import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Ticks of a core in a second, in `/proc/stat`. */
const ticksPerSecond = 100
/** A figure counts as undisturbed while no more than this part of the cores was taken away. */
const mostStolen = 0.05
/** Then the least disturbed of them counts. */
const mostTurns = 8

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** A figure, and the part of this machine's cores that went to its neighbours while it was taken. */
export interface Taken {
  readonly figure: number
  readonly stolen: number
}

/**
 * `watch`, and how much of the machine was taken away between `from` and its end. What a virtual machine's host does
 * with its cores meanwhile is in every latency, and not ours: it is measured by itself, never guessed from the figure.
 * Nor is the garbage of this process, which is collected before: with all it holds that takes a tenth of a second.
 */
export async function whileWatched(from: number, watch: () => Promise<number>): Promise<Taken> {
  collectGarbage()
  await sleep(from - Date.now())
  const before = await stolenTicks()
  const begun = performance.now()
  const figure = await watch()
  const cores = ((performance.now() - begun) / 1000) * availableParallelism()
  return { figure, stolen: ((await stolenTicks()) - before) / ticksPerSecond / cores }
}

/** The first undisturbed turn; where there is none, the least disturbed. */
export async function undisturbed(turn: () => Promise<Taken>): Promise<Taken> {
  let best = await turn()
  for (let turns = 1; turns < mostTurns && best.stolen > mostStolen; turns++) {
    const next = await turn()
    if (next.stolen < best.stolen) best = next
  }
  return best
}

/** Of all cores since the machine was started; nothing where the system does not say. Field 8 of `cpu`, see `man proc_stat`. */
async function stolenTicks(): Promise<number> {
  if (process.platform !== 'linux') return 0
  return Number((await readFile('/proc/stat', 'utf8')).split(/\s+/, 9)[8])
}
