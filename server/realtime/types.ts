import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import type { ServerEvents } from '../../shared/contract/wire.ts'
import type { Actor } from '../core/infra/tokens.ts'
import type { TalkedPart } from '../core/talk/told.ts'

/** From node to node: ids and versions, nothing personal. */
export interface NodeEvents {
  /** `[bookId, version]` of what was committed. */
  commit: (books: readonly (readonly [string, number])[]) => void
  /** The relay brought these reservations, of these owners, up to date. */
  projected: (reservationIds: readonly string[], owners: readonly string[]) => void
  /** These people were told something in the app, or have read it. */
  noticed: (owners: readonly string[]) => void
  /** Something about this conversation, or how it stands in its guest's list and its desk's queue, has changed. */
  talked: (conversationId: string, owner: string, deskId: string, part?: TalkedPart) => void
  /** Who is at this desk, what waits there or who has it has changed. */
  stirred: (deskId: string) => void
  /** A session's id or an actor's key, and since when; nodes that do not hear it read it. */
  revoked: (id: string, at: number) => void
}

/** What a socket carries. */
export interface SocketData {
  actor: Actor
  /** When the token was issued, an instant; 0 for a visitor. */
  issuedAt: number
  address: string
  /** What the device says it is. */
  device: string | null
  /** Feeds it follows, by key. */
  feeds: Set<string>
  /** Operations not answered yet. */
  open: number
  expiry: NodeJS.Timeout | null
  /** Nothing: a node that is asked for its sockets over Redis, by whomever, would otherwise tell all of this there. */
  readonly toJSON: () => Readonly<Record<string, never>>
}

export type HubServer = Server<DefaultEventsMap, ServerEvents, NodeEvents, SocketData>
export type HubSocket = Socket<DefaultEventsMap, ServerEvents, NodeEvents, SocketData>

/** The room of a feed's followers at this node. */
export function roomOf(key: string): string {
  return `feed:${key}`
}
