import type { OpenedSession, Sent } from './generated/types.ts'
import type { Store } from './ports.ts'

const sessionKey = 'couvert.session'
/** Outlives a logout: the next login on this device is then not hindered by a stranger's guessing. */
const deviceKey = 'couvert.device'
/** What waits to be said: its writer's own words, and gone with their session. */
export const outboxKey = 'couvert.outbox'

/** A session as this client has it. */
export interface Held extends Omit<OpenedSession, 'knownDevice'> {
  /** Milliseconds since 1970 by the device, when the hub's answer came. */
  readonly takenAt: number
  /** What a session by link is opened again with. Never stored. */
  readonly link: Sent<'session.link'> | null
}

/** The session of this device, shared by its tabs and across reloads. */
export function createSessionStore(store: Store) {
  const read = () => parse(store.getItem(sessionKey))
  return {
    read,
    write({ link: _inMemoryOnly, ...session }: Held) {
      if (read()?.actor !== session.actor) store.removeItem(outboxKey)
      store.setItem(sessionKey, JSON.stringify(session))
    },
    clear() {
      store.removeItem(outboxKey)
      store.removeItem(sessionKey)
    },
    knownDevice: () => store.getItem(deviceKey),
    keepKnownDevice: (proof: string) => store.setItem(deviceKey, proof),
    /** Runs when another tab wrote here. */
    watch: (changed: () => void) => store.watch?.((key) => key === sessionKey && changed()),
  }
}

export type SessionStore = ReturnType<typeof createSessionStore>

function parse(stored: string | null): Held | null {
  try {
    const value: unknown = JSON.parse(stored ?? 'null')
    return isStored(value) ? { ...value, link: null } : null
  } catch {
    // Somebody else wrote there: as good as no session.
    return null
  }
}

function isStored(value: unknown): value is Omit<Held, 'link'> {
  if (typeof value !== 'object' || value === null) return false
  const { token, refreshToken, actor, grants, takenAt } = value as { readonly [K in keyof Held]?: unknown }
  const texts = [token, refreshToken, actor].every((it) => typeof it === 'string')
  return texts && Array.isArray(grants) && typeof takenAt === 'number'
}
