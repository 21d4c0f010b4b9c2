import type { LaneDeps } from './ports.ts'

/** Batches to go carefully after a miss. */
const memory = 8
const usualPauseMs = 20
/** A commit that took longer says more about the server than about who writes. */
const longestPauseMs = 100

/**
 * Keeps nodes that write the same book from starving each other.
 *
 * Whoever missed comes back after a random pause, and whoever won leaves the next commit time to the others; alone on a
 * book nobody ever waits.
 */
export class Pace {
  readonly #deps: Pick<LaneDeps, 'sleep' | 'random'>
  #contested = 0
  #commitMs = 5

  constructor(deps: Pick<LaneDeps, 'sleep' | 'random'>) {
    this.#deps = deps
  }

  async afterMiss(): Promise<void> {
    this.#contested = memory
    await this.#deps.sleep(this.#deps.random() * Math.max(usualPauseMs, this.#commitMs))
  }

  /** @param tookMs what the commit took */
  async afterWin(tookMs: number): Promise<void> {
    this.#commitMs += (Math.min(tookMs, longestPauseMs) - this.#commitMs) / 8
    if (this.#contested === 0) return
    this.#contested -= 1
    await this.#deps.sleep(this.#commitMs)
  }
}
