import { AppError } from '../appError.ts'

export interface BatcherOptions<Item, Outcome> {
  /** Does them together. Outcomes in the order given; a throw is everybody's. */
  readonly run: (items: readonly Item[]) => Promise<readonly Outcome[]>
  /** Lets those who come in the same turn join (setImmediate). */
  readonly yieldTurn: () => Promise<void>
  /** Items in one run. @default 256 */
  readonly batch?: number
  /** Items waiting; past it the answer is `busy`. @default 10_000 */
  readonly waiting?: number
}

interface Waiting<Item, Outcome> {
  readonly item: Item
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

/** Gathers what comes in while a run is under way into the next one: many callers, one round trip. */
export function createBatcher<Item, Outcome>({
  run,
  yieldTurn,
  batch = 256,
  waiting = 10_000,
}: BatcherOptions<Item, Outcome>) {
  let queue: Waiting<Item, Outcome>[] = []
  let isRunning = false

  async function runAll(): Promise<void> {
    isRunning = true
    while (queue.length > 0) {
      await yieldTurn()
      const taken = queue.slice(0, batch)
      queue = queue.slice(batch)
      await runBatch(taken)
    }
    isRunning = false
  }

  async function runBatch(taken: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await run(taken.map(({ item }) => item))
      if (outcomes.length !== taken.length) throw new Error('a run must answer each of its items')
      outcomes.forEach((outcome, i) => taken[i]?.resolve(outcome))
    } catch (error) {
      for (const { reject } of taken) reject(error)
    }
  }

  return {
    /** @throws AppError `busy` when too many wait, and whatever `run` throws */
    add(item: Item): Promise<Outcome> {
      if (queue.length >= waiting) return Promise.reject(new AppError('busy', { retryAfterMs: 1_000 }))
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject })
        if (!isRunning) void runAll()
      })
    },
  }
}
