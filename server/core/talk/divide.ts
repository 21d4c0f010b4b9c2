import type { Instant } from '../../../shared/domain/book/types.ts'
import { assign } from '../../../shared/domain/concierge/assign.ts'
import type { Assignment, Queued } from '../../../shared/domain/concierge/choose.ts'
import { stateAt } from '../../../shared/domain/concierge/conversation.ts'
import { inTurn } from '../../../shared/domain/concierge/priority.ts'
import type { Deps } from '../deps.ts'
import { rulesOf } from './desks.ts'
import type { ConversationDocument } from './documents.ts'
import { takeSteps } from './steps.ts'
import { teamOf, unresolvedAt } from './team.ts'

type Needs = Pick<Deps, 'collections' | 'presence' | 'clock' | 'talked' | 'stirred' | 'config' | 'probe'>

/** Conversations of one desk that are looked at, those first in which somebody waits. */
const most = 2000

/**
 * Gives out what waits at a desk, after what nobody answers has come back. Any process may do so at any time: each
 * result is written only where the conversation is still as it was when it was decided about, and what was overtaken is
 * decided anew by whoever overtook it.
 *
 * @returns how many conversations changed hands or were told of
 */
export async function divide(deps: Needs, deskId: string): Promise<number> {
  const { collections, presence, clock } = deps
  const [desk, attendance, rows] = await Promise.all([
    collections.desks.findOne({ _id: deskId }, { maxTimeMS: 3000 }),
    presence.at(deskId),
    collections.conversations
      .find(unresolvedAt(deskId), { maxTimeMS: 5000 })
      .sort({ waitingSince: -1 })
      .limit(most)
      .toArray(),
  ])
  const { hours, targets, manner } = rulesOf(desk)
  const now = clock.now()
  const waiting = rows.filter((row) => (row.clock ?? null) !== null && stateAt(row, now) === 'open')
  const stepped = await takeSteps(deps, { waiting, attendance, rows, hours, targets, now })
  // What has come back is given out in the next round, which is now: it was told of.
  const untouched = waiting.filter(({ _id }) => !stepped.has(_id))
  const team = await teamOf(deps, { desk, attendance, held: rows })
  const present = team.filter(({ heard }) => heard.state === 'here').map(({ concierge }) => concierge)
  const queue = untouched.filter(({ assignee = null }) => assignee === null)
  const held = behind(
    untouched.filter(({ assignee }) => present.some(({ id }) => id === assignee)),
    now,
  )
  const state = { queue: queue.flatMap(queuedOf), held: held.flatMap(queuedOf), present }
  const { assignments } = assign(state, { ...manner, hours }, now)
  const byId = new Map(waiting.map((row) => [row._id, row]))
  let given = 0
  for (const assignment of assignments) {
    const row = byId.get(assignment.conversationId)
    if (row !== undefined && (await give(deps, row, assignment))) given += 1
  }
  return stepped.size + given
}

/** What each has besides the one that is their next: that one they are probably answering. */
function behind(waiting: readonly ConversationDocument[], now: Instant): ConversationDocument[] {
  const byId = new Map(waiting.map((row) => [row._id, row]))
  const busy = new Set<string>()
  return inTurn(waiting.flatMap(queuedOf), now).flatMap(({ id }) => {
    const row = byId.get(id)
    const assignee = row?.assignee ?? ''
    const isNext = !busy.has(assignee)
    busy.add(assignee)
    return isNext || row === undefined ? [] : [row]
  })
}

function queuedOf(row: ConversationDocument): Queued[] {
  const { _id, clock, tier = 'standard', own = null, last = null, language, wait } = row
  if (clock === undefined || clock === null) return []
  // A desk of one restaurant asks for no other, and one of the house has not been told which.
  const asks = { venueId: null, language, skills: [] }
  return [{ id: _id, tier, own, last, takenFrom: wait?.takenFrom ?? [], ...asks, ...clock }]
}

/** @returns whether it was still as it was */
async function give(
  { collections, talked, stirred, clock, probe }: Needs,
  { _id, version, assignee = null, wait }: ConversationDocument,
  { conciergeId, why, notOwn }: Assignment,
): Promise<boolean> {
  const from = assignee !== null && {
    last: assignee,
    wait: { ...wait, takenFrom: [...(wait?.takenFrom ?? []), assignee] },
  }
  const compared = probe?.breaks('take-unseen') === true ? {} : { version }
  const written = await collections.conversations.findOneAndUpdate(
    { _id, ...compared },
    {
      $set: { assignee: conciergeId, givenAt: clock.now(), given: { why, notOwn }, ...from },
      $inc: { version: 1 },
    },
    { returnDocument: 'after', maxTimeMS: 3000 },
  )
  if (written === null) return false
  talked.tell(written)
  stirred.tell(written.deskId)
  return true
}

/** Conversations in which somebody waits. */
export const isWaiting = { waitingSince: { $gt: 0 } }

/** Desks at which somebody waits. */
export async function desksWaiting({ collections }: Pick<Deps, 'collections'>): Promise<readonly string[]> {
  const found = collections.conversations.find<Pick<ConversationDocument, 'deskId'>>(isWaiting, {
    projection: { _id: 0, waitingSince: 1, deskId: 1 },
    maxTimeMS: 3000,
  })
  return [
    ...new Set(
      await found
        .limit(5000)
        .map(({ deskId }) => deskId)
        .toArray(),
    ),
  ]
}
