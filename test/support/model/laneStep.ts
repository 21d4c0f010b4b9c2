import type { EventRecord } from '../../../server/core/lane/ports.ts'
import type { Book } from '../../../shared/domain/book/types.ts'

/** One committed version of a book: what it was made of, and when by the store's clock. */
export interface Step {
  readonly before: Book
  readonly after: Book
  readonly events: readonly EventRecord[]
  readonly at: number
  /** True time from which it could be seen. */
  readonly appliedAt: number
}
