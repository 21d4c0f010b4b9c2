/** What the client needs of the device it runs on; handed in, so that a test decides what time it is. */
export interface Clock {
  /** Milliseconds that only grow, also through sleep; only differences mean something. */
  now(): number
  /** Milliseconds since 1970 as this device believes; may be wrong by days. */
  wall(): number
  /** Runs once after so many milliseconds; the answer calls it off. */
  after(ms: number, run: () => void): () => void
}

/** Where the session and the ids of unanswered requests outlive a reload. `localStorage` is one. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * Some browsers stop the monotonic clock while the device sleeps, and the wall clock jumps when it is set: the larger
 * step of the two counts. So what was proven before a sleep is never taken for fresh after it.
 */
export function deviceClock(): Clock {
  let now = 0
  let last = { monotonic: performance.now(), wall: Date.now() }
  return {
    now() {
      const next = { monotonic: performance.now(), wall: Date.now() }
      now += Math.max(next.monotonic - last.monotonic, next.wall - last.wall)
      last = next
      return now
    },
    wall: () => Date.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  }
}

export function memoryStore(): Store {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}

/** `localStorage` where there is one that can be written, else memory. */
export function deviceStore(): Store {
  if (typeof window === 'undefined') return memoryStore()
  try {
    const probe = 'couvert.probe'
    window.localStorage.setItem(probe, '')
    window.localStorage.removeItem(probe)
    return window.localStorage
  } catch {
    // Storage is switched off or full: all that is lost is what would have outlived a reload.
    return memoryStore()
  }
}

/** 128 random bits, as request ids are made. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
