import type { Instant } from '../../../shared/domain/book/types.ts'
import {
  type Awaiting,
  callAt,
  defaultPatience,
  type PlannedStep,
  type Presence,
  stepsDue,
} from '../../../shared/domain/concierge/escalate.ts'
import { type DeskHours, opensAt } from '../../../shared/domain/concierge/hours.ts'
import { type Targets, targetMs } from '../../../shared/domain/concierge/targets.ts'
import type { Deps } from '../deps.ts'
import type { ConversationDocument } from './documents.ts'
import { planCalls } from './notices/planCalls.ts'
import { accountIdOf } from './people.ts'
import { type Attendance, isThere, nobodyIsThere } from './presence.ts'

type Needs = Pick<Deps, 'collections' | 'talked' | 'stirred' | 'config'>

interface Seen {
  readonly waiting: readonly ConversationDocument[]
  readonly attendance: Attendance
  /** Everything of the desk that is not resolved: by it, it is known when somebody last wrote. */
  readonly rows: readonly ConversationDocument[]
  readonly hours: DeskHours
  readonly targets: Targets
  readonly now: Instant
}

/**
 * Does what is due for those who wait: takes back what nobody answers, says that a target has run out, and calls those
 * who are not there. A step is done once, for its key is noted in the write that does it; whom it calls is written down
 * before, under names that follow from the key, and judged again when they are told.
 *
 * @returns the conversations for which something was due, done here or by somebody else
 */
export async function takeSteps(deps: Needs, seen: Seen): Promise<ReadonlySet<string>> {
  const { waiting, hours, now } = seen
  const stepped = new Set<string>()
  for (const row of waiting) {
    const awaiting = awaitingOf(row, seen)
    const done = new Set(row.wait?.done ?? [])
    const due = stepsDue(awaiting, { ...defaultPatience, hours }, { done, now })
    const call = callDue(awaiting, seen, done)
    if (due.length === 0 && call === null) continue
    stepped.add(row._id)
    const overdue = due.find(({ step }) => step.do === 'tell' && step.whom === 'supervisor')
    if (overdue !== undefined) await planCalls(deps, row, { ...seen, kind: 'wait.overdue', awaiting, key: overdue.key })
    if (call !== null) await planCalls(deps, row, { ...seen, kind: 'wait.unattended', awaiting, key: call.key })
    await write(deps, row, { due, keys: [...due, ...(call === null ? [] : [call])].map(({ key }) => key) })
  }
  return stepped
}

/** Null also where it cannot be told who is there. */
function callDue(awaiting: Awaiting, { attendance, hours, now }: Seen, done: ReadonlySet<string>) {
  const isAlone = nobodyIsThere(attendance, now) === true && opensAt(hours, now) === now
  const call = isAlone ? callAt(awaiting, { ...defaultPatience, hours }) : null
  return call !== null && call.at <= now && !done.has(call.key) ? call : null
}

function awaitingOf(row: ConversationDocument, { attendance, rows, targets, now }: Seen): Awaiting {
  const { _id, assignee = null, tail, tier = 'standard', awaits, wait, givenAt } = row
  const waitingSince = row.waitingSince ?? now
  const answered = tail.desk.at(-1) ?? 0
  return {
    id: _id,
    awaited: tail.guest.find((seq) => seq > answered) ?? row.top,
    waitingSince,
    targetMs: targetMs(targets, tier, awaits ?? 'first'),
    returns: wait?.returns ?? 0,
    holder:
      assignee === null
        ? null
        : {
            id: assignee,
            givenAt: givenAt ?? waitingSince,
            presence: presenceOf(assignee, attendance, now),
            activeAt: wroteAt(assignee, rows),
          },
  }
}

/** Nobody is judged by what one node knows, nor who says nothing of themselves at all: they have the time of the silent. */
function presenceOf(assignee: string, { people, whole }: Attendance, now: Instant): Presence {
  const heard = people.get(accountIdOf(assignee) ?? '')
  if (!whole || heard === undefined || isThere(heard, now)) return { state: 'present' }
  return heard.state === 'away' ? { state: 'left', since: heard.since } : { state: 'lost', since: heard.at }
}

/** As far as it can be told from the last word of each conversation that is theirs. */
function wroteAt(assignee: string, rows: readonly ConversationDocument[]): Instant {
  const own = rows.filter((row) => row.assignee === assignee && row.lastSide === 'desk')
  return Math.max(0, ...own.map(({ lastAt }) => lastAt))
}

async function write(
  { collections, talked, stirred }: Needs,
  { _id, version, wait }: ConversationDocument,
  { due, keys }: { readonly due: readonly PlannedStep[]; readonly keys: readonly string[] },
): Promise<void> {
  const { takenFrom = [], returns = 0, done = [] } = wait ?? {}
  const steps = due.map(({ step }) => step)
  const back = steps.find((step) => step.do === 'return')
  const told = steps.findLast((step) => step.do === 'tell')
  const written = await collections.conversations.findOneAndUpdate(
    { _id, version },
    {
      $set: {
        wait: {
          takenFrom: back === undefined ? takenFrom : [...takenFrom, back.from],
          returns: back === undefined ? returns : returns + 1,
          done: [...done, ...keys],
          told: told?.whom ?? wait?.told ?? null,
        },
        ...(back !== undefined && { assignee: null, givenAt: null, given: null, last: back.from }),
      },
      $inc: { version: 1 },
    },
    { returnDocument: 'after', maxTimeMS: 3000 },
  )
  if (written === null) return
  talked.tell(written)
  stirred.tell(written.deskId)
}
