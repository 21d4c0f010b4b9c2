import type { FeedName } from '../../../shared/contract/feeds.ts'
import type { Resource } from '../../../shared/contract/policy.ts'
import type { Content, FeedVersion } from '../../../shared/contract/wire.ts'
import type { Instant } from '../../../shared/domain/book/types.ts'
import type { Actor } from '../infra/tokens.ts'

/** A feed's content at one version. */
export interface FeedState {
  readonly version: FeedVersion
  readonly content: Content
  /** What the database said that this was made of; the beacon asks for it again. */
  readonly basis: string
  /** The next instant at which time alone changes the content. */
  readonly nextBoundary: Instant | null
}

/**
 * Where one kind of feed comes from. A subject is what its parameters name (`<venueId>/<date>`); one subject is one
 * content for everybody who may see it.
 */
export interface FeedSource {
  readonly name: FeedName
  /** What these parameters name for this actor, and whose it is. @throws AppError `not_found` */
  resolve(params: unknown, actor: Actor): Promise<{ subject: string; resource: Resource }>
  /** As it is now: from the database, or with `atHand` from what this process just committed or knows unchanged. */
  read(subject: string, how: 'database' | 'atHand'): Promise<FeedState>
  /** What `basis` would be now, for many subjects in one query. */
  bases(subjects: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Has the state what a command was acknowledged with at this book version? */
  reaches(state: FeedState, bookVersion: number): boolean
  /** The subject is not watched any more. */
  forget(subject: string): void
}
