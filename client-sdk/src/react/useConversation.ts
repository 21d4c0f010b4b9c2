import { useMemo, useSyncExternalStore } from 'react'
import { type Conversation, type ConversationSnapshot, conversationOf, type Side } from '../conversation.ts'
import { useClient } from './context.ts'

/**
 * A conversation, followed for as long as the component is there: what is to be shown, and what can be done.
 *
 * @param side where the person stands. @default 'guest'
 */
export function useConversation(conversationId: string, side: Side = 'guest'): ConversationSnapshot & Conversation {
  const client = useClient()
  const conversation = useMemo(() => conversationOf(client, conversationId, side), [client, conversationId, side])
  const snapshot = useSyncExternalStore(conversation.subscribe, conversation.get)
  return { ...conversation, ...snapshot }
}
