import type { Clock, Store } from './ports.ts'
import type { Transport } from './transport.ts'

/** What a client is made of, for those parts of it that an app loads by themselves. */
export interface Parts {
  readonly transport: Transport
  readonly clock: Clock
  readonly random: () => number
  readonly newId: () => string
  /** Where the session lies, and what goes with it. */
  readonly store: Store
  /** For what does not fit a socket: where the hub is, and who asks; null for a visitor. */
  readonly http: { readonly url: string; token(): Promise<string | null> | string | null }
  /** A token from elsewhere says who speaks; the session here knows nobody. */
  readonly byToken: boolean
}

const known = new WeakMap<object, Parts>()

/** Beside the client and not in it: nobody else is to lean on it. */
export function keepParts<C extends object>(client: C, parts: Parts): C {
  known.set(client, parts)
  return client
}

/** @throws Error for what `createClient` has not made */
export function partsOf(client: object): Parts {
  const parts = known.get(client)
  if (parts === undefined) throw new Error('this client was not made by createClient')
  return parts
}
