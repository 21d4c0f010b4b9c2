import type { FeedEntry } from '../../../src/index.ts'

export type Queued = FeedEntry<'queue'>
export type Tab = 'mine' | 'all' | 'resolved'
export interface QueueItem extends Queued {
  readonly conversationId: string
}

/** Whoever waits first, the soonest due before the others; then what was answered, the newest first; what is laid aside last. */
export function inOrder(content: Readonly<Record<string, Queued>>): readonly QueueItem[] {
  const items = Object.entries(content).map(([conversationId, it]) => ({ conversationId, ...it }))
  return items.toSorted((a, b) => rank(a) - rank(b) || between(a, b) || (a.conversationId < b.conversationId ? -1 : 1))
}

function rank({ state, waitingSince }: Queued): number {
  if (state === 'snoozed') return 2
  return waitingSince === null ? 1 : 0
}

function between(a: Queued, b: Queued): number {
  if (a.waitingSince === null || b.waitingSince === null) return Date.parse(b.lastAt) - Date.parse(a.lastAt)
  return dueOf(a) - dueOf(b)
}

/** A desk that does not open has nothing due. */
function dueOf({ dueAt }: Queued): number {
  return dueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(dueAt)
}

/** What is left of a target in milliseconds, below zero past it; null: nothing is due. */
export function leftOf({ dueAt }: Pick<Queued, 'dueAt'>, now: number): number | null {
  return dueAt === null ? null : Date.parse(dueAt) - now
}

export function isOver(item: Pick<Queued, 'dueAt'>, now: number): boolean {
  const left = leftOf(item, now)
  return left !== null && left <= 0
}

/** The one `by` steps from where one is; at the ends one stays. */
export function stepFrom(ids: readonly string[], at: string | null, by: 1 | -1): string | null {
  const where = at === null ? -1 : ids.indexOf(at)
  if (where < 0) return (by === 1 ? ids[0] : ids.at(-1)) ?? null
  return ids[Math.min(ids.length - 1, Math.max(0, where + by))] ?? null
}
