import type { Log } from '../server/core/infra/log.ts'

export interface Loop {
  /** Run again at once; while it runs, once more afterwards. */
  readonly wake: () => void
  readonly stop: () => Promise<void>
}

interface LoopOptions {
  readonly name: string
  readonly pauseMs: number
  readonly log: Log
  /** @returns how much was done: more than nothing, and it runs again without a pause */
  readonly run: () => Promise<number>
}

/** Runs one thing again and again, never twice at once. A failure is told and tried again after the pause. */
export function loop({ name, pauseMs, log, run }: LoopOptions): Loop {
  let stopped = false
  let woken = false
  let endPause: () => void = () => undefined

  async function once(): Promise<number> {
    try {
      return await run()
    } catch (err) {
      log.warn({ err, job: name }, 'round failed')
      return 0
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pauseMs)
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
      // Set meanwhile by `wake` or `stop`, which the compiler cannot see.
      if (done === 0 && !(woken as boolean) && !(stopped as boolean)) await pause()
    }
  }

  const running = forever()
  return {
    wake: () => {
      woken = true
      endPause()
    },
    stop: () => {
      stopped = true
      endPause()
      return running
    },
  }
}
