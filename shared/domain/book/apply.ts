import type { Book, BookEvent, Claim } from './types.ts'

/** The book after one event. The version is the commit's, not the event's: it stays. */
export function apply(book: Book, event: BookEvent): Book {
  return applyAll(book, [event])
}

/** The book after the events, in their order; the given book is left as it is. */
export function applyAll(book: Book, events: readonly BookEvent[]): Book {
  if (events.length === 0) return book
  // One copy for all events: a book may hold hundreds of claims and a batch hundreds of commands.
  const next = { ...book, claims: { ...book.claims } }
  for (const event of events) take(next, event)
  return next
}

function take(draft: Draft, event: BookEvent): void {
  // The map's type binds each effect to its event; TypeScript cannot follow that through a look-up by `type`.
  const effect = effects[event.type] as (draft: Draft, event: BookEvent) => void
  effect(draft, event)
}

interface Draft {
  settingsVersion: number
  readonly claims: Record<string, Claim>
}

type Effect<T extends BookEvent['type']> = (draft: Draft, event: Extract<BookEvent, { type: T }>) => void

const effects: { readonly [T in BookEvent['type']]: Effect<T> } = {
  'claim.made': (draft, { claim }) => {
    draft.claims[claim.id] = claim
  },
  'claim.changed': (draft, { claim }) => {
    draft.claims[claim.id] = claim
  },
  'claim.ended': (draft, { claim }) => {
    delete draft.claims[claim.id]
  },
  'settings.adopted': (draft, { settingsVersion, flagged }) => {
    draft.settingsVersion = settingsVersion
    for (const claim of Object.values(draft.claims)) {
      const isFlagged = flagged.includes(claim.id)
      if (claim.flagged !== isFlagged) draft.claims[claim.id] = { ...claim, flagged: isFlagged }
    }
  },
}
