import { earliestExpiry } from '../../../shared/domain/book/deadlines.ts'
import type { Book, Claim, Instant } from '../../../shared/domain/book/types.ts'
import type { Plan } from './decideBatch.ts'
import type { BookWrite } from './ports.ts'

export interface WriteHead {
  readonly bookId: string
  readonly at: Instant
  readonly nodeId: string
  readonly attemptId: string
}

/** The compare-and-set that turns `before` into what was planned: changed claims only. */
export function bookWrite(head: WriteHead, before: Book, plan: Plan): BookWrite {
  return {
    ...head,
    version: before.version,
    guards: plan.guards,
    settingsVersion: plan.after.settingsVersion,
    set: changed(before, plan.after),
    unset: Object.keys(before.claims).filter((id) => !Object.hasOwn(plan.after.claims, id)),
    nextDue: earliestExpiry(Object.values(plan.after.claims)),
    events: plan.events,
  }
}

// Claims are values: one that no event touched is the same object.
function changed(before: Book, after: Book): Record<string, Claim> {
  return Object.fromEntries(Object.entries(after.claims).filter(([id, claim]) => before.claims[id] !== claim))
}
