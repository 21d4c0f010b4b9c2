import type { Instant } from '../book/types.ts'

/** In code points, after the ends are trimmed. */
export const longestText = 2000

/** Whoever said something may change it for so long. */
const changeMs = 15 * 60_000

/** How often one message may be put in other words. */
export const mostEdits = 20

export const reactions = ['like', 'love', 'laugh', 'wow', 'sad', 'thanks'] as const
export type Reaction = (typeof reactions)[number]

/** What staff say among themselves is numbered by itself: the guest's numbers have no holes where it stands. */
export function notesOf(conversationId: string): string {
  return `${conversationId}.notes`
}

/** The conversation of either of its streams. */
export function conversationOf(stream: string): string {
  return stream.replace(/\.notes$/, '')
}

/** @param at when it was said */
export function mayChange(at: Instant, now: Instant): boolean {
  return now < at + changeMs
}
