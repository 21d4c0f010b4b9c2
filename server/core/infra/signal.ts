/** Something that happens in this process, told to whoever listens, at once and in order. */
export interface Signal<T> {
  tell(value: T): void
  /** @returns stops listening */
  listen(listener: (value: T) => void): () => void
}

export function createSignal<T>(): Signal<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    tell(value) {
      for (const listener of listeners) listener(value)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
