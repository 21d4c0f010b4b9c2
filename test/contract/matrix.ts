import { z } from 'zod'
import { type FeedName, feeds } from '../../shared/contract/feeds.ts'
import { type OperationName, operations } from '../../shared/contract/index.ts'
import type { Policy, Role } from '../../shared/contract/policy.ts'

/** What asking comes to, before anything about the request itself is looked at. */
export type Verdict = 'allowed' | 'forbidden' | 'unauthenticated' | 'not_found'

/**
 * Somebody who asks. `owns`: the reservation (or session) asked about is theirs. `here`: their role is of the restaurant
 * asked about. `reads`: a partner's key that may not book.
 */
export interface Asker {
  readonly name: string
  readonly role: Role
  readonly owns: boolean
  readonly here: boolean
  readonly reads?: true
}

export const askers = [
  { name: 'anonymous', role: 'anonymous', owns: false, here: false },
  { name: 'guest, owner', role: 'guest', owns: true, here: false },
  { name: 'guest, other', role: 'guest', owns: false, here: false },
  { name: 'link, of it', role: 'link', owns: true, here: false },
  { name: 'link, of another', role: 'link', owns: false, here: false },
  { name: 'diner, owner', role: 'diner', owns: true, here: false },
  { name: 'diner, other', role: 'diner', owns: false, here: false },
  { name: 'host, here', role: 'host', owns: false, here: true },
  { name: 'host, elsewhere', role: 'host', owns: false, here: false },
  { name: 'manager, here', role: 'manager', owns: false, here: true },
  { name: 'manager, elsewhere', role: 'manager', owns: false, here: false },
  { name: 'concierge, here', role: 'concierge', owns: false, here: true },
  { name: 'concierge, elsewhere', role: 'concierge', owns: false, here: false },
  { name: 'partner, owner', role: 'partner', owns: true, here: true },
  { name: 'partner, other', role: 'partner', owns: false, here: true },
  { name: 'partner, elsewhere', role: 'partner', owns: false, here: false },
  { name: 'partner, reading', role: 'partner', owns: false, here: true, reads: true },
  { name: 'support', role: 'support', owns: false, here: false },
  { name: 'admin', role: 'admin', owns: false, here: false },
] as const satisfies readonly Asker[]

export type Subject =
  | { readonly kind: 'operation'; readonly name: OperationName }
  | { readonly kind: 'feed'; readonly name: FeedName }

export const subjects: readonly Subject[] = [
  ...(Object.keys(operations) as OperationName[]).map((name) => ({ kind: 'operation', name }) as const),
  ...(Object.keys(feeds) as FeedName[]).map((name) => ({ kind: 'feed', name }) as const),
]

/** What the ids in an input point at: something of somebody's, or something of the restaurant's. */
const pointsAt: Readonly<Record<string, 'owned' | 'venue'>> = {
  reservationId: 'owned',
  holdId: 'owned',
  sessionId: 'owned',
  venueId: 'venue',
  blockId: 'venue',
  accountId: 'venue',
  keyId: 'venue',
  webhookId: 'venue',
  deliveryId: 'venue',
  deskId: 'venue',
  conversationId: 'owned',
  companyId: 'owned',
}

/**
 * Is something of somebody's asked about? Told from the input alone: without such an id (a new hold) what is asked
 * about is the asker's own.
 *
 * @throws Error for an id nobody has said what it points at
 */
export function isOwned(input: z.ZodType): boolean {
  const ids = input instanceof z.ZodObject ? Object.keys(input.shape).filter((field) => field.endsWith('Id')) : []
  const unknown = ids.filter((id) => pointsAt[id] === undefined)
  if (unknown.length > 0) throw new Error(`Say in test/contract/matrix.ts what ${unknown.join(', ')} points at`)
  return ids.some((id) => pointsAt[id] === 'owned')
}

interface Asked {
  readonly policy: Policy
  readonly input: z.ZodType
  readonly write: boolean
}

/** The rule of the house, in a few lines; written apart from the server's own. */
function verdictOf({ policy, input, write }: Asked, asker: Asker): Verdict {
  const scope = policy[asker.role]
  if (scope === undefined) return asker.role === 'anonymous' ? 'unauthenticated' : 'forbidden'
  if (write && asker.reads) return 'forbidden'
  if (scope === 'own' && isOwned(input)) return asker.owns ? 'allowed' : 'not_found'
  // What is new is the asker's own; a partner's is at the restaurant that gave the key.
  const isHome = asker.role !== 'partner' || asker.here
  if (scope === 'own') return isHome ? 'allowed' : 'not_found'
  return scope === 'any' || asker.here ? 'allowed' : 'not_found'
}

export function verdict(subject: Subject, asker: Asker): Verdict {
  if (subject.kind === 'operation') return verdictOf(operations[subject.name], asker)
  const { policy, params } = feeds[subject.name]
  return verdictOf({ policy, input: params, write: false }, asker)
}
