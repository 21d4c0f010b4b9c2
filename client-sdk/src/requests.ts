import type { Store } from './ports.ts'

const storeKey = 'couvert.requests'
const kept = 50
/** The hub remembers request ids for a day; an older one would be a new request. */
const keptMs = 24 * 3_600_000

interface Entry {
  readonly call: string
  readonly requestId: string
  /** Device's wall clock. */
  readonly at: number
}

/** The request id of one call, from before it is sent until its answer is definite. */
export interface Request {
  readonly requestId: string
  /** Sent before, and no definite answer came. */
  readonly again: boolean
  /** The answer was definite: the id is forgotten. */
  settle(): void
  /** The call ended without one: the next call that is the same takes the id up again. */
  leave(): void
}

/**
 * Request ids, stored before sending. What is stored is a fingerprint of the call, never its input: a guest's name and
 * phone do not stay behind in the browser.
 */
export function createRequests(options: { store: Store; newId: () => string; wall: () => number }) {
  const { store, newId, wall } = options
  const inFlight = new Set<string>()

  return { begin }

  function begin(name: string, input: unknown, requestId?: string): Request {
    const call = fingerprint(`${name} ${canonical(input)}`)
    const entries = read()
    const left = leftOver(entries, call)
    const id = requestId ?? left ?? newId()
    write([...entries.filter((entry) => entry.requestId !== id), { call, requestId: id, at: wall() }])
    inFlight.add(id)
    return {
      requestId: id,
      again: left === id,
      settle() {
        inFlight.delete(id)
        write(read().filter((entry) => entry.requestId !== id))
      },
      leave: () => void inFlight.delete(id),
    }
  }

  /** Not one in flight: two walk-ins of two, entered one after the other, are two. */
  function leftOver(entries: readonly Entry[], call: string): string | undefined {
    return entries.find((entry) => entry.call === call && !inFlight.has(entry.requestId))?.requestId
  }

  function read(): readonly Entry[] {
    const since = wall() - keptMs
    return parse(store.getItem(storeKey)).filter((entry) => entry.at > since)
  }

  function write(entries: readonly Entry[]): void {
    if (entries.length === 0) store.removeItem(storeKey)
    else store.setItem(storeKey, JSON.stringify(entries.slice(-kept)))
  }
}

function parse(stored: string | null): readonly Entry[] {
  try {
    const value: unknown = JSON.parse(stored ?? '[]')
    return Array.isArray(value) ? value.filter(isEntry) : []
  } catch {
    // Somebody else wrote there: as good as nothing.
    return []
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false
  const { call, requestId, at } = value as Partial<Entry>
  return typeof call === 'string' && typeof requestId === 'string' && typeof at === 'number'
}

/** JSON with the keys of every object in order, so that equal inputs are equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** 64 bits of FNV-1a. `crypto.subtle` would be absent on a plain `http:` address; this guards nothing. */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  }
  return hash.toString(16)
}
