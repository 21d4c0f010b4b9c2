import type { Deps } from '../../server/core/deps.ts'

/** The same, but for one method of one collection, before which something else happens. */
export function before(deps: Deps, name: keyof Deps['collections'], method: string, work: () => Promise<void>): Deps {
  const collection = new Proxy<object>(deps.collections[name], {
    get(of, key) {
      const part: unknown = Reflect.get(of, key, of)
      if (typeof part !== 'function') return part
      if (key !== method) return part.bind(of) as unknown
      return async (...args: readonly unknown[]) => {
        await work()
        return Reflect.apply(part, of, args) as unknown
      }
    },
  })
  return { ...deps, collections: { ...deps.collections, [name]: collection } }
}

/** Whoever comes waits until so many have come. */
export function gate(count: number): () => Promise<void> {
  let open: () => void
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  let come = 0
  return () => {
    come += 1
    if (come === count) open()
    return opened
  }
}
