/** Something that others want to hear of. */
export interface Signal {
  tell(): void
  listen(heard: () => void): () => void
}

/** Who listens is settled when it is told: beginning or ceasing to meanwhile counts for the next time. */
export function createSignal(): Signal {
  const listeners = new Set<() => void>()
  return {
    tell() {
      for (const heard of [...listeners]) heard()
    },
    listen(heard) {
      // Two who listen with the same function are two.
      const own = () => heard()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
  }
}
