import { conversationStates, stateAt } from '../../../shared/domain/concierge/conversation.ts'
import type { Concierge } from '../../../shared/domain/concierge/load.ts'
import type { Deps } from '../deps.ts'
import type { ConversationDocument, DeskDocument, DeskMember } from './documents.ts'
import { actorOf } from './people.ts'
import { type Attendance, type Heard, isThere } from './presence.ts'

type Needs = Pick<Deps, 'collections' | 'presence' | 'clock'>
type Held = Pick<ConversationDocument, 'assignee' | 'state' | 'wakesAt' | 'waitingSince' | 'givenAt'>

/** Somebody who is at a desk. */
export interface Teammate {
  readonly accountId: string
  readonly heard: Heard
  /** By their actor key. */
  readonly concierge: Concierge
}

/** Conversations at a time, of those of whom nothing was said. */
const defaultCapacity = 4

const mostHeld = 2000
const unresolved = conversationStates.filter((state) => state !== 'resolved')

export function unresolvedAt(deskId: string) {
  return { deskId, state: { $in: unresolved } }
}

/** Who is at a desk now, with what they have. */
export async function readTeam(deps: Needs, deskId: string): Promise<readonly Teammate[]> {
  const { collections, presence } = deps
  const [desk, attendance, held] = await Promise.all([
    collections.desks.findOne({ _id: deskId }, { maxTimeMS: 3000 }),
    presence.at(deskId),
    collections.conversations
      .find<Held>(unresolvedAt(deskId), {
        projection: { assignee: 1, state: 1, wakesAt: 1, waitingSince: 1, givenAt: 1 },
        maxTimeMS: 3000,
      })
      .limit(mostHeld)
      .toArray(),
  ])
  return teamOf(deps, { desk, attendance, held })
}

/** What is known of a desk at one moment. */
interface AtDesk {
  readonly desk: DeskDocument | null
  readonly attendance: Attendance
  readonly held: readonly Held[]
}

export async function teamOf({ collections, clock }: Needs, { desk, attendance, held }: AtDesk): Promise<Teammate[]> {
  const now = clock.now()
  const there = [...attendance.people].filter(([, heard]) => isThere(heard, now))
  const ids = there.map(([accountId]) => accountId)
  const unsaid = ids.filter((id) => desk?.members?.[id] === undefined)
  const accounts = collections.accounts.find({ _id: { $in: unsaid } }, { projection: { language: 1 }, maxTimeMS: 3000 })
  const languages = new Map(await accounts.map(({ _id, language }) => [_id, language] as const).toArray())
  return there.map(([accountId, heard]) => {
    const language = languages.get(accountId) ?? desk?.language ?? 'en'
    const member: DeskMember = desk?.members?.[accountId] ?? {
      languages: [language],
      skills: [],
      capacity: defaultCapacity,
      venueIds: null,
    }
    const own = held.filter((one) => one.assignee === actorOf(accountId) && stateAt(one, now) !== 'snoozed')
    const owed = own.filter(({ waitingSince }) => waitingSince !== null).length
    const lastGivenAt = Math.max(heard.since, ...own.map(({ givenAt }) => givenAt ?? 0))
    const load = { owed, quiet: own.length - owed, lastGivenAt }
    return { accountId, heard, concierge: { id: actorOf(accountId), ...member, ...load } }
  })
}
