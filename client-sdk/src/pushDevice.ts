import type { Client } from './createClient.ts'
import type { Sent } from './generated/types.ts'
import { deviceStore, type Store } from './ports.ts'
import { createSignal } from './signal.ts'

const storeKey = 'couvert.push'

/** This device as a place where its person is told. */
export interface PushDevice {
  /** Whether whoever speaks now said that they are told here. */
  isOn(): boolean
  /**
   * Be told here: the first time, at every start of the app, and when the provider hands out another token, which takes
   * the place of the last.
   *
   * @throws ClientError
   */
  on(device: Sent<'push.register'>): Promise<void>
  /** No longer. @throws ClientError: then nothing has changed */
  off(): Promise<void>
  subscribe(changed: () => void): () => void
}

interface Kept {
  readonly actor: string
  readonly device: Sent<'push.register'>
}

/**
 * Keeps the token of this device registered through changes of the session: a guest who becomes an account, and somebody
 * who logs in again after the hub ended their session, are told on. Whoever logs out is not, nor is anybody else.
 *
 * Make one, where the client is made.
 *
 * @param store outlives a reload. @default `localStorage` in a browser, else memory
 */
export function createPushDevice({ call, session }: Pick<Client, 'call' | 'session'>, store: Store = deviceStore()) {
  const changed = createSignal()
  let last = session.get()
  session.subscribe(follow)

  const device: PushDevice = {
    isOn: () => read()?.actor === (session.get().actor ?? ''),
    async on(wanted) {
      const { actor } = session.get()
      const before = read()
      await call('push.register', wanted)
      if (actor === null || actor !== session.get().actor) return
      keep({ actor, device: wanted })
      const old = before?.device.token
      // Where it stays, the provider says at the next notice that it is gone.
      if (old !== undefined && old !== wanted.token) await call('push.remove', { token: old }).catch(() => undefined)
    },
    async off() {
      const before = read()
      if (before !== null) await call('push.remove', { token: before.device.token })
      keep(null)
    },
    subscribe: changed.listen,
  }
  return device

  function follow(): void {
    const before = last
    const now = session.get()
    // A link is of this tab alone: whose device it is, it does not say.
    if (now.kind === 'link' || now.actor === before.actor) return
    last = now
    const kept = read()
    if (kept === null) return
    const becameAccount = before.actor === kept.actor && before.kind === 'guest' && now.kind === 'account'
    // The hub hands a guest's devices over by itself; it only has to hear by which session they go on.
    if (becameAccount && now.actor !== null) keep({ ...kept, actor: now.actor })
    if (now.actor === kept.actor || becameAccount) void again(kept)
    else if (now.state !== 'ended') keep(null)
  }

  /** Where it fails, the next start of the app does it. */
  async function again({ device: wanted }: Kept): Promise<void> {
    await device.on(wanted).catch(() => undefined)
  }

  function keep(kept: Kept | null): void {
    if (kept === null) store.removeItem(storeKey)
    else store.setItem(storeKey, JSON.stringify(kept))
    changed.tell()
  }

  function read(): Kept | null {
    try {
      const value = JSON.parse(store.getItem(storeKey) ?? 'null') as Partial<Kept> | null
      const { actor, device: known } = value ?? {}
      return typeof actor === 'string' && typeof known?.token === 'string' ? { actor, device: known } : null
    } catch {
      // Somebody else wrote there: as good as nothing.
      return null
    }
  }
}
