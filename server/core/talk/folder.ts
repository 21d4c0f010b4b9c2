import type { Log } from '../infra/log.ts'

/** Counts in what was said at this node, after it was answered. */
export interface Folder {
  wake(conversationId: string): void
  /** Resolves when nothing is being counted in. */
  close(): Promise<void>
}

/** One conversation at a time once: what is said while it is counted in is counted in after. */
export function createFolder(fold: (conversationId: string) => Promise<unknown>, log: Log): Folder {
  const running = new Map<string, Promise<void>>()
  const again = new Set<string>()

  async function run(conversationId: string): Promise<void> {
    do {
      again.delete(conversationId)
      // What fails here the sweep makes up for.
      await fold(conversationId).catch((err: unknown) => log.warn({ err }, 'messages could not be counted in'))
    } while (again.has(conversationId))
    running.delete(conversationId)
  }

  return {
    wake(conversationId) {
      if (running.has(conversationId)) again.add(conversationId)
      else running.set(conversationId, run(conversationId))
    },
    async close() {
      await Promise.all(running.values())
    },
  }
}
