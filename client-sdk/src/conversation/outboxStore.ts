import type { ErrorBody } from '../generated/types.ts'
import type { Store } from '../ports.ts'
import { outboxKey } from '../sessionStore.ts'
import type { Attachment } from './types.ts'

/** On one device, over all conversations. */
const most = 100

/** What somebody has written and the hub has not definitely taken. */
export interface Kept {
  readonly conversationId: string
  /** Whose words they are. */
  readonly actor: string
  /** Under which it is sent, every time; told apart by it here too. */
  readonly requestId: string
  readonly text: string
  readonly replyTo: number | null
  /** What the hub has of it already; absent where it is words alone. */
  readonly attachments?: readonly Attachment[]
  /** Said though a colleague has the conversation. */
  readonly evenIfTaken?: boolean
  /** When it was written, by the device's clock. */
  readonly at: number
  /** The newest message here when it was first sent; null before. What came of it stands after that one. */
  readonly sentAfter: number | null
  /** Why the hub does not take it. */
  readonly refusal: Refusal | null
}

export type Refusal = Pick<ErrorBody, 'message' | 'hint' | 'retryable' | 'settles' | 'reason' | 'issues'> & {
  readonly code: string
}

/** What waits to be said, on the device: shared by its tabs, read anew before each change. */
export function createOutboxStore(store: Store) {
  return {
    read,
    /** @returns whether there was room */
    add(entry: Kept): boolean {
      const entries = read()
      if (entries.length >= most) return false
      write([...entries, entry])
      return true
    },
    change(requestId: string, change: Partial<Kept>) {
      write(read().map((entry) => (entry.requestId === requestId ? { ...entry, ...change } : entry)))
    },
    remove(requestId: string) {
      write(read().filter((entry) => entry.requestId !== requestId))
    },
    /** Runs when another tab wrote here. */
    watch: (changed: () => void) => store.watch?.((key) => (key === outboxKey || key === null) && changed()),
  }

  function read(): readonly Kept[] {
    try {
      const value: unknown = JSON.parse(store.getItem(outboxKey) ?? '[]')
      return Array.isArray(value) ? value.filter(isKept) : []
    } catch {
      // Somebody else wrote there: as good as nothing.
      return []
    }
  }

  function write(entries: readonly Kept[]): void {
    if (entries.length === 0) store.removeItem(outboxKey)
    else store.setItem(outboxKey, JSON.stringify(entries))
  }
}

export type OutboxStore = ReturnType<typeof createOutboxStore>

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false
  const { conversationId, actor, requestId, text, at } = value as { readonly [K in keyof Kept]?: unknown }
  return [conversationId, actor, requestId, text].every((it) => typeof it === 'string') && typeof at === 'number'
}
