import type { ConversationDocument } from './documents.ts'

/** What of a conversation's row is seen in the conversation itself. */
export function seenOf({
  state,
  wakesAt,
  language,
  assignee = null,
  tier = 'standard',
  awaits,
  answered,
}: ConversationDocument) {
  return { state, wakesAt, language, assignee, tier, awaits, answered }
}

export function looksTheSame(before: ConversationDocument, after: ConversationDocument): boolean {
  return JSON.stringify(seenOf(before)) === JSON.stringify(seenOf(after))
}
