import type { Log } from '../server/core/infra/log.ts'
import type { Metrics } from '../server/core/infra/metrics.ts'
import { timed } from './timed.ts'

export interface Loop {
  /** Run again at once; while it runs, once more afterwards. */
  readonly wake: () => void
  readonly stop: () => Promise<void>
}

interface LoopOptions {
  /** Of the job it is in logs and metrics. */
  readonly name: string
  readonly pauseMs: number
  /** Least time from one round to the next: what comes meanwhile goes together. @default 0 */
  readonly gapMs?: number
  readonly log: Log
  readonly metrics: Pick<Metrics, 'job'>
  /** @returns how much was done: more than nothing, and it runs again without a pause */
  readonly run: () => Promise<number>
}

/** Runs one thing again and again, never twice at once. A failure is told and tried again after the pause. */
export function loop({ name, pauseMs, gapMs = 0, log, metrics, run }: LoopOptions): Loop {
  let stopped = false
  let woken = false
  let idle = false
  let endPause: () => void = () => undefined

  async function once(): Promise<number> {
    try {
      return await timed(metrics, name, run, (done) => done > 0)
    } catch (err) {
      log.warn({ err, job: name }, 'round failed')
      return 0
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function forever(): Promise<void> {
    while (!stopped) {
      woken = false
      const done = await once()
      // Both are set meanwhile by `wake` or `stop`, which the compiler cannot see.
      idle = done === 0 && !(woken as boolean)
      if (!(stopped as boolean)) await pause(idle ? pauseMs : gapMs)
    }
  }

  const running = forever()
  return {
    wake: () => {
      woken = true
      if (idle) endPause()
    },
    stop: () => {
      stopped = true
      endPause()
      return running
    },
  }
}
