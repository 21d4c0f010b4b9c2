import { type WaitClock, waitClock } from '../../../shared/domain/concierge/clock.ts'
import type { Summary } from '../../../shared/domain/concierge/conversation.ts'
import type { Deps } from '../deps.ts'
import { rulesOf } from './desks.ts'
import type { ConversationDocument } from './documents.ts'

/**
 * The clock of a guest who waits: set when the wait begins, and kept through whatever is said or changed at the desk
 * meanwhile, so that what somebody was shown does not move.
 */
export async function clockAfter(
  { collections }: Pick<Deps, 'collections'>,
  before: Pick<ConversationDocument, 'deskId' | 'tier' | 'clock'>,
  { waitingSince, awaits }: Pick<Summary, 'waitingSince' | 'awaits'>,
): Promise<WaitClock | null> {
  if (waitingSince === null || awaits === null) return null
  if (before.clock?.waitingSince === waitingSince) return before.clock
  const desk = await collections.desks.findOne({ _id: before.deskId }, { maxTimeMS: 3000 })
  return waitClock({ waitingSince, tier: before.tier ?? 'standard', answer: awaits }, rulesOf(desk))
}
