import type { Session } from '../../../src/index.ts'

/** What is kept, and how many of a kind: the list, a few tickets, the slots that were looked at last. */
const kept = { reservations: 1, reservation: 6, availability: 1, venue: 12 } as const

/** `availability 0123… 2026-12-05`: the kind, then what tells it from others of its kind. */
export type LastKnownKey = keyof typeof kept | `${keyof typeof kept} ${string}`

export interface Remembered<T> {
  readonly content: T
  /** When the hub last proved it: milliseconds since 1970 by this device's clock. */
  readonly at: number
}

interface Stored extends Remembered<unknown> {
  /** Whose it is; nobody else gets to see it. */
  readonly actor: string
}

/** Raised when what is kept changes its shape: older things are then not read any more. */
const prefix = 'couvert.known.1.'

/** What was last known, for this person on this device; null where nothing is. */
export function remembered<T>(key: LastKnownKey, actor: string | null): Remembered<T> | null {
  const stored = parse(read(prefix + key))
  // What lies there was put there under the same key by the same app.
  return stored !== null && stored.actor === actor ? (stored as Remembered<unknown> as Remembered<T>) : null
}

/** Keeps it, and lets go of the oldest of its kind. Nothing that a guest wrote may be in it. */
export function remember(key: LastKnownKey, actor: string, { content, at }: Remembered<unknown>): void {
  write(prefix + key, JSON.stringify({ actor, at, content } satisfies Stored))
  const kind = key.split(' ')[0] as keyof typeof kept
  const others = keys()
    .filter((name) => name === prefix + kind || name.startsWith(`${prefix}${kind} `))
    .map((name) => ({ name, at: parse(read(name))?.at ?? 0 }))
    .sort((a, b) => b.at - a.at)
  for (const { name } of others.slice(kept[kind])) remove(name)
}

/** Everything, of whatever version. */
function forgetAll(): void {
  for (const name of keys()) remove(name)
}

/**
 * Once, where the client is made: with the session goes what it saw. A link opens one reservation for a while; the
 * person whose device it is has not left.
 */
export function forgetAtLogout(session: Pick<Session, 'get' | 'subscribe'>): void {
  let owner = session.get().actor
  session.subscribe(() => {
    const { actor, kind } = session.get()
    if (kind === 'link' || actor === owner) return
    if (owner !== null) forgetAll()
    owner = actor
  })
}

function parse(text: string | null): Stored | null {
  try {
    const value = JSON.parse(text ?? 'null') as Partial<Stored> | null
    if (typeof value?.actor !== 'string' || typeof value.at !== 'number') return null
    return { actor: value.actor, at: value.at, content: value.content }
  } catch {
    // Somebody else wrote there: as good as nothing.
    return null
  }
}

function keys(): string[] {
  return whereAllowed((store) => Object.keys(store).filter((name) => name.startsWith('couvert.known.'))) ?? []
}

function read(name: string): string | null {
  return whereAllowed((store) => store.getItem(name)) ?? null
}

function write(name: string, text: string): void {
  whereAllowed((store) => store.setItem(name, text))
}

function remove(name: string): void {
  whereAllowed((store) => store.removeItem(name))
}

function whereAllowed<T>(use: (store: Storage) => T): T | undefined {
  try {
    return use(window.localStorage)
  } catch {
    // Switched off or full: all that is lost is what would have been readable offline.
    return undefined
  }
}
