/** Brings up to date what follows from something, after that was answered: of a conversation, or of a desk. */
export interface Folder {
  wake(id: string): void
  /** Resolves when nothing is under way. */
  close(): Promise<void>
}

/** Each one at a time: what comes while it is under way is looked at after. */
export function createFolder(fold: (id: string) => Promise<unknown>, onError: (err: unknown) => void): Folder {
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()

  async function run(id: string): Promise<void> {
    do {
      again.delete(id)
      // What fails here the sweep makes up for.
      await fold(id).catch(onError)
    } while (again.has(id))
    running.delete(id)
  }

  return {
    wake(id) {
      if (running.has(id)) again.add(id)
      else running.set(id, run(id))
    },
    async close() {
      await Promise.all(running.values())
    },
  }
}
