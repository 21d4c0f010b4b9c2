import { type Conversation, createConversation } from './conversation/createConversation.ts'
import { createOutboxStore, type OutboxStore } from './conversation/outboxStore.ts'
import type { Side } from './conversation/types.ts'
import type { Client } from './createClient.ts'
import { partsOf } from './parts.ts'

export type { Cards } from './conversation/cards.ts'
export type { Conversation, ConversationSnapshot } from './conversation/createConversation.ts'
export type { Unsent } from './conversation/outbox.ts'
export type { About, Attachment, Card, Message, Side } from './conversation/types.ts'

interface Talk {
  readonly store: OutboxStore
  readonly conversations: Map<string, Conversation>
}

const talks = new WeakMap<Client, Talk>()

/**
 * A conversation through this client; asked for again it is the same one. What waits to be said is said for as long as
 * the client is there, whoever looks.
 *
 * @param side where whoever uses the client stands. @default 'guest'
 */
export function conversationOf(client: Client, conversationId: string, side: Side = 'guest'): Conversation {
  const { store, conversations } = talkOf(client)
  const name = `${side} ${conversationId}`
  const found = conversations.get(name)
  if (found !== undefined) return found
  const made = createConversation({ client, parts: partsOf(client), store, conversationId, side })
  conversations.set(name, made)
  return made
}

/** After a reload: goes on saying what waits on this device, without anybody opening its conversation. */
export function sayWhatWaits(client: Client, side: Side = 'guest'): void {
  for (const { conversationId } of talkOf(client).store.read()) conversationOf(client, conversationId, side)
}

function talkOf(client: Client): Talk {
  const talk = talks.get(client) ?? { store: createOutboxStore(partsOf(client).store), conversations: new Map() }
  talks.set(client, talk)
  return talk
}
