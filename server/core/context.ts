import type { Policy } from '../../shared/contract/policy.ts'
import { allows } from '../../shared/contract/policy.ts'
import type { Party } from '../../shared/domain/book/types.ts'
import { AppError } from './appError.ts'
import type { Deps } from './deps.ts'
import type { Actor } from './infra/tokens.ts'

/** What a command knows of who asks and how. */
export interface Context {
  readonly deps: Deps
  readonly actor: Actor
  /** Network address. */
  readonly address: string
  /** What the device says it is; null where it says nothing. */
  readonly device: string | null
  readonly policy: Policy
  /** The client's; empty for what writes nothing. */
  readonly requestId: string
  /** SHA-256 of the operation's name and its parsed input. */
  readonly bodyHash: string
  /** Sent before without an answer: see `LaneRequest.retried`. */
  readonly retry: boolean
}

/** @throws AppError `not_found`, as for what does not exist: an id tells nothing to whom it is not meant for */
export function permitAtVenue({ policy, actor }: Context, venueId: string): void {
  if (!allows(policy, actor, { owner: actor.key, venueId })) throw new AppError('not_found')
}

/** Who the book is asked as: staff of this venue, or somebody who may touch their own. */
export function partyAt({ policy, actor }: Context, venueId: string): Party {
  return { key: actor.key, staff: allows(policy, actor, { owner: null, venueId }) }
}
