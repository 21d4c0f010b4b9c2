import { applyAll } from '../../../shared/domain/book/apply.ts'
import type { Book, BookEvent, Claim } from '../../../shared/domain/book/types.ts'

/**
 * A book that a batch changes in place: its claims are copied once for the batch instead of once for each command, which
 * on a full night would be most of the work. What the events mean is still said by `applyAll` alone. After each change it
 * is another object, as any book is: what was worked out for the one before does not hold for it.
 */
export class DraftBook {
  #book: Book
  #claims: Record<string, Claim>

  constructor(base: Book) {
    this.#claims = { ...base.claims }
    this.#book = { ...base, claims: this.#claims }
  }

  get book(): Book {
    return this.#book
  }

  take(events: readonly BookEvent[]): void {
    const ids = claimIds(events)
    if (ids === 'all') return this.#replace(applyAll(this.#book, events))
    const touched = Object.fromEntries(ids.flatMap((id) => (this.#claims[id] ? [[id, this.#claims[id]]] : [])))
    const after = applyAll({ ...this.#book, claims: touched }, events).claims
    for (const id of ids) {
      if (after[id] === undefined) delete this.#claims[id]
      else this.#claims[id] = after[id]
    }
    this.#book = { ...this.#book }
  }

  #replace(book: Book): void {
    this.#claims = { ...book.claims }
    this.#book = { ...book, claims: this.#claims }
  }
}

function claimIds(events: readonly BookEvent[]): readonly string[] | 'all' {
  const ids = new Set<string>()
  for (const event of events) {
    if (event.type === 'settings.adopted') return 'all'
    ids.add(event.claim.id)
  }
  return [...ids]
}
