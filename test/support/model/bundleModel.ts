import type { Bundle, BundleStore } from '../../../server/core/bundle/ports.ts'
import type { BooksState } from './modelBooks.ts'
import type { ModelServer } from './modelServer.ts'

export interface StoredBundle extends Bundle {
  readonly finished: boolean
}

export interface BundlesState extends BooksState {
  readonly bundles: Readonly<Record<string, StoredBundle>>
}

export interface BundleModelOptions {
  /** Commits whatever the state and the clock say: the mistake a control makes. */
  readonly unguarded?: boolean
}

/** Bundles on the model server, as `mongoBundleStore` has them in MongoDB. */
export function modelBundleStore<S extends BundlesState>(
  server: ModelServer<S>,
  owner: string,
  { unguarded = false }: BundleModelOptions = {},
): BundleStore {
  const mustHave = (state: S, id: string): StoredBundle => {
    const found = state.bundles[id]
    if (found === undefined) throw new Error(`bundle ${id} is gone`)
    return found
  }

  /** As there: the write, and where it missed, a linearizable read. */
  async function decide(id: string, may: (bundle: Bundle, now: number) => boolean, change: Partial<Bundle>) {
    const decided = await server.write(owner, (state, now) => {
      const bundle = mustHave(state, id)
      if (!may(bundle, now)) return [state, null]
      const next = { ...bundle, ...change }
      return [withBundle(state, next), next]
    })
    return decided ?? (await server.readLinearizable(owner, (state) => mustHave(state, id)))
  }

  const isOpen = ({ state }: Bundle) => state === 'open'

  return {
    open: async (made, openMs) => {
      await server.write(owner, (state, now) => {
        if (state.bundles[made.id] !== undefined) return [state, undefined]
        const fresh = { state: 'open', deadline: now + openMs, refusal: null, arrived: null, finished: false } as const
        return [withBundle(state, { ...made, ...fresh }), undefined]
      })
      return server.readLinearizable(owner, (state) => mustHave(state, made.id))
    },
    read: (id) => server.readLinearizable(owner, ({ bundles }) => bundles[id] ?? null),
    newestOf: (reservationId) =>
      server.readMajority(owner, ({ bundles }) => {
        const committed = Object.values(bundles).filter((bundle) => bundle.state === 'committed')
        return committed.filter((bundle) => bundle.reservationId === reservationId).at(-1)?.to ?? null
      }),
    commit: (id, arrived) =>
      decide(id, (bundle, now) => unguarded || (isOpen(bundle) && now < bundle.deadline), {
        state: 'committed',
        arrived,
      }),
    abort: (id, refusal) => decide(id, isOpen, { state: 'aborted', refusal }),
    abortIfLate: (id) => decide(id, (bundle, now) => isOpen(bundle) && now >= bundle.deadline, { state: 'aborted' }),
    finish: (id, driftMs) =>
      server.write(owner, (state, now) => {
        const bundle = mustHave(state, id)
        if (bundle.state !== 'committed' && now <= bundle.deadline + driftMs) return [state, undefined]
        return [withBundle(state, { ...bundle, finished: true }), undefined]
      }),
    unfinished: (driftMs) =>
      server.readMajority(owner, ({ bundles }) =>
        Object.values(bundles).filter(({ finished, deadline }) => !finished && server.now() > deadline + driftMs),
      ),
  }
}

function withBundle<S extends BundlesState>(state: S, bundle: StoredBundle): S {
  return { ...state, bundles: { ...state.bundles, [bundle.id]: bundle } }
}
