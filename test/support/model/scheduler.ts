import { Dice } from './random.ts'

interface Turn {
  readonly at: number
  readonly seq: number
  readonly owner: string
  run: (() => void) | null
}

/**
 * Virtual time for code that meets the world through ports.
 *
 * How to put code under it: give it ports whose every promise comes from here (`sleep`, or a `ModelServer`'s calls), so that
 * it can only go on when the scheduler says so. Then start it, and `run`: the scheduler takes the earliest turn, moves the
 * clock there, runs it, lets everything that follows from it happen, and takes the next. Nothing waits in real time, and
 * the same seed gives the same run, message by message.
 *
 * - `sleep(ms, owner)` and `after(ms, act, owner)` make turns. `owner` is the process they belong to.
 * - `kill(owner)` ends a process as kill -9 does: none of its turns is ever run, so its promises never settle. What it had
 *   sent is under way all the same.
 * - `dice` is the seeded source of all chance; `now()` is true time, which no process of the model may look at (processes
 *   have clocks, see `ModelServer.now` and `createPrimaryClock`).
 */
export class Scheduler {
  readonly dice: Dice
  #now = 1_000_000
  #seq = 0
  readonly #turns: Turn[] = []
  readonly #dead = new Set<string>()
  readonly #mourners: { readonly owner: string; readonly tell: () => void }[] = []

  constructor(seed: number) {
    this.dice = new Dice(seed)
  }

  now(): number {
    return this.#now
  }

  isAlive(owner: string): boolean {
    return !this.#dead.has(owner)
  }

  kill(owner: string): void {
    this.#dead.add(owner)
    for (const mourner of this.#mourners) if (mourner.owner === owner) mourner.tell()
  }

  /** Resolves when that process is killed: its connections break. */
  death(owner: string): Promise<void> {
    return new Promise((tell) => void (this.isAlive(owner) ? this.#mourners.push({ owner, tell }) : tell()))
  }

  sleep(ms: number, owner: string): Promise<void> {
    return new Promise((resolve) => void this.after(ms, resolve, owner))
  }

  /** @returns undoes it */
  after(ms: number, act: () => void, owner: string): () => void {
    this.#seq += 1
    const turn: Turn = { at: this.#now + Math.max(0, ms), seq: this.#seq, owner, run: act }
    this.#turns.splice(this.#place(turn), 0, turn)
    return () => {
      turn.run = null
    }
  }

  /** Until nothing is left to do, or that much virtual time has passed. */
  async run(forMs: number): Promise<void> {
    const end = this.#now + forMs
    for (let turn = this.#turns.pop(); turn !== undefined; turn = this.#turns.pop()) {
      if (turn.run === null || !this.isAlive(turn.owner)) continue
      if (turn.at > end) return
      this.#now = turn.at
      turn.run()
      await settled()
    }
  }

  // The earliest stands last.
  #place({ at, seq }: Turn): number {
    let [low, high] = [0, this.#turns.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.#turns[middle] as Turn
      if (other.at > at || (other.at === at && other.seq > seq)) low = middle + 1
      else high = middle
    }
    return low
  }
}

// setImmediate runs after the microtask queue is empty, so after everything the turn has set going.
function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
