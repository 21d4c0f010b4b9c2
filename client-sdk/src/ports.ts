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
export interface Store {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
  /** Tells what another tab wrote there; null for everything. Without it a tab finds out when it next looks. */
  watch?(changed: (key: string | null) => void): () => void
}

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
    return sharedByTabs(window.localStorage)
  } catch {
    // Storage is switched off or full: all that is lost is what would have outlived a reload.
    return memoryStore()
  }
}

/** What does not fit any more stays in memory: a call must not fail because somebody else filled the storage. */
function sharedByTabs(storage: Storage): Store {
  const unwritten = memoryStore()
  return {
    getItem: (key) => unwritten.getItem(key) ?? storage.getItem(key),
    setItem(key, value) {
      unwritten.removeItem(key)
      try {
        storage.setItem(key, value)
      } catch {
        storage.removeItem(key)
        unwritten.setItem(key, value)
      }
    },
    removeItem(key) {
      unwritten.removeItem(key)
      storage.removeItem(key)
    },
    watch: (changed) => listenTo(window, 'storage', (event) => changed((event as StorageEvent).key)),
  }
}

/** Runs when the device is on a network again, or looked at again; the answer ends it. */
export function onReturn(run: () => void): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => undefined
  const ends = [
    listenTo(window, 'online', run),
    listenTo(document, 'visibilitychange', () => document.visibilityState === 'visible' && run()),
  ]
  return () => {
    for (const end of ends) end()
  }
}

function listenTo(target: EventTarget, event: string, heard: (event: Event) => void): () => void {
  target.addEventListener(event, heard)
  return () => target.removeEventListener(event, heard)
}

/** 128 random bits, as request ids are made. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
