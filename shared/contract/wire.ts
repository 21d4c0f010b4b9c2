import type { Side } from '../domain/concierge/conversation.ts'
import type { ErrorBody } from './errors.ts'

/** Acknowledgement of an operation. Over HTTP the status says which of both it is, and `data` or `error` is the body. */
export type Answer<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: ErrorBody }

/** What a feed is at: equal versions are equal content. Opaque to clients, but for being equal or not. */
export type FeedVersion = string

/** Lineage of the data and revision of the rules; in another epoch versions mean nothing. */
export type Epoch = string

export type Content = Readonly<Record<string, unknown>>

/** From one version to a later one; may span several commits. */
export interface Patch {
  readonly from: FeedVersion
  readonly to: FeedVersion
  readonly set: Content
  readonly unset: readonly string[]
}

/** `feed.open`: asks for a snapshot, or for the patches since what the client has. */
export interface OpenRequest {
  readonly feed: string
  readonly params: unknown
  readonly since?: { readonly epoch: Epoch; readonly version: FeedVersion }
  /** The `version` of an acknowledgement: the answer is not older than what this client has done itself, at whichever node. */
  readonly atLeast?: number
}

/**
 * The answer to `feed.open`: either the content, or the patches that lead from `since` to `version`; never something
 * in between. `key` names the feed in what follows on this socket. Patches heard before this answer are part of it.
 */
export interface Opened {
  readonly key: string
  readonly epoch: Epoch
  readonly version: FeedVersion
  readonly snapshot?: Content
  readonly patches?: readonly Patch[]
  /** Milliseconds since the hub last proved this version against the database. */
  readonly age: number
}

/** Server to client. */
export interface ServerEvents {
  'feed.patch': (message: Patch & { readonly key: string; readonly epoch: Epoch }) => void
  /** Proof of freshness: the version was the database's `age` milliseconds ago. */
  'feed.beacon': (message: {
    readonly key: string
    readonly epoch: Epoch
    readonly version: FeedVersion
    readonly age: number
  }) => void
  /** The hub cut this feed for this socket (it read too slowly, or may no longer see it): open again. */
  'feed.resync': (message: { readonly key: string }) => void
  /** Somebody of that side is writing: to be shown for six seconds. */
  'conversation.writing': (message: { readonly conversationId: string; readonly side: Side }) => void
  /** The node is going away: connect again after so long. */
  'server.drain': (message: { readonly retryInMs: number }) => void
  /** The token ran out or was revoked; the socket is cut after this. */
  'session.ended': (message: { readonly error: ErrorBody }) => void
}

/** The envelope of an operation on the socket: `socket.emit('hold.create', { input, requestId }, ack)`. */
export interface CallEnvelope {
  readonly input: unknown
  readonly requestId?: string
  /** Sent before under this id, and no answer came: a refusal then waits until nothing of the earlier try can take effect. */
  readonly retry?: boolean
}
