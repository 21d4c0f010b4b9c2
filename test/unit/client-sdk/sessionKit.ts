import { expect, onTestFinished } from 'vitest'
import { createClient } from '../../../client-sdk/src/createClient.ts'
import { memoryStore, type Store } from '../../../client-sdk/src/ports.ts'
import { fakeClock } from './fakeClock.ts'
import { eventually, type FakeHub, ok } from './fakeHub.ts'

export const lifeMs = 900_000
/** A year before what the device believes, and not on a whole second. */
export const issuedAt = Date.UTC(2025, 11, 5) + 123

export function token(name: string): string {
  const claims = btoa(JSON.stringify({ iat: issuedAt / 1000, exp: (issuedAt + lifeMs) / 1000, name }))
  return `head.${claims}.signature`
}

export interface Wanted {
  readonly actor?: string
  readonly link?: true
  readonly knownDevice?: string
  readonly grants?: readonly { readonly role: string; readonly venueId: string | null }[]
}

/** What a hub answers that opens or renews a session; its refresh token is `r-name`. */
export function session(name: string, { actor = 'guest:1', link, knownDevice, grants = [] }: Wanted = {}) {
  const at = (ms: number) => new Date(ms).toISOString()
  return ok({
    token: token(name),
    expiresAt: at(issuedAt + lifeMs),
    refreshToken: link ? null : `r-${name}`,
    refreshUntil: link ? null : at(issuedAt + 7 * 86_400_000),
    actor,
    grants,
    secondFactor: 'off',
    knownDevice: knownDevice ?? null,
  })
}

/** One storage as several tabs have it: each hears what another one writes, or does not where `deaf`. */
export function sharedStorage() {
  const items = memoryStore()
  const watchers = new Map<Store, (key: string) => void>()
  const tellOthers = (writer: Store, key: string) => {
    for (const [tab, heard] of watchers) if (tab !== writer) heard(key)
  }
  function tab({ deaf = false } = {}): Store {
    const own: Store = {
      getItem: items.getItem,
      setItem(key, value) {
        items.setItem(key, value)
        tellOthers(own, key)
      },
      removeItem(key) {
        items.removeItem(key)
        tellOthers(own, key)
      },
      watch(changed) {
        if (!deaf) watchers.set(own, changed)
        return () => void watchers.delete(own)
      },
    }
    return own
  }
  return { tab, getItem: items.getItem }
}

/** A client, or one tab of it, with a clock of its own. */
export function setUp(hub: FakeHub, storage = memoryStore(), clock = fakeClock()) {
  const client = createClient({ url: hub.url, storage, clock, random: () => 0 })
  onTestFinished(client.close)
  /** What waits for no time at all needs a tick of this clock too. */
  const ticking = (check: () => void) =>
    eventually(() => {
      clock.advance(1)
      check()
    })
  /** Waits until it is connected and let in, which the client knows a little later than the hub. */
  const letIn = async () => {
    hub.on('venue.list', () => ok({ venues: [], next: null }))
    let answered = false
    void client.call('venue.list', {}).then(() => (answered = true))
    await ticking(() => expect(answered).toBe(true))
  }
  /** Opens a guest's session and waits until the connection speaks for it. */
  const asGuest = async () => {
    await client.session.guest()
    await letIn()
  }
  return { clock, client, storage, ticking, letIn, asGuest }
}

/** What lies on the device after a reload, taken so many milliseconds ago. */
export function stored(name: string, agoMs: number, wanted: Wanted = {}, clock = fakeClock()): Store {
  const storage = memoryStore()
  const { data } = session(name, wanted)
  storage.setItem('couvert.session', JSON.stringify({ ...(data as object), takenAt: clock.wall() - agoMs }))
  return storage
}
