import { AppError } from '../appError.ts'

export interface DoorsOptions {
  /** Elapsed milliseconds. */
  readonly monotonic: () => number
  /** Inside at once, of one key. @default 256 */
  readonly atOnce?: number
  /** Waiting in front of one door; past it the answer is `busy`. @default 10_000 */
  readonly waiting?: number
  /** Whoever waited longer is answered `busy` when their turn comes. @default 5_000 */
  readonly waitMs?: number
}

interface Door {
  inside: number
  readonly queue: (() => void)[]
}

/**
 * Lets so many in at a time, in the order they came. Whoever had to wait is told, and may find that going in is of no use
 * any more: of ten thousand who want the same last places, most never write anything.
 */
export function createDoors({ monotonic, atOnce = 256, waiting = 10_000, waitMs = 5_000 }: DoorsOptions) {
  const doors = new Map<string, Door>()

  /** @returns whether it had to wait */
  async function enter(key: string): Promise<boolean> {
    const door = doors.get(key) ?? { inside: 0, queue: [] }
    doors.set(key, door)
    if (door.inside < atOnce) {
      door.inside += 1
      return false
    }
    if (door.queue.length >= waiting) throw busy()
    await new Promise<void>((open) => void door.queue.push(open))
    return true
  }

  function leave(key: string): void {
    const door = doors.get(key)
    if (door === undefined) return
    const next = door.queue.shift()
    // Whoever is let in takes the place of whoever leaves.
    if (next !== undefined) next()
    else if ((door.inside -= 1) === 0) doors.delete(key)
  }

  return {
    /** @throws AppError `busy` when too many wait or it took too long, and whatever `work` throws */
    async through<T>(key: string, work: (waited: boolean) => Promise<T>): Promise<T> {
      const giveUpAt = monotonic() + waitMs
      const waited = await enter(key)
      try {
        if (monotonic() > giveUpAt) throw busy()
        return await work(waited)
      } finally {
        leave(key)
      }
    },
  }
}

function busy(): AppError {
  return new AppError('busy', { retryAfterMs: 1_000 })
}

export type Doors = ReturnType<typeof createDoors>
