import type { Side } from '../../../shared/domain/concierge/conversation.ts'
import type { ConversationDocument } from './documents.ts'

/** Whose conversation has changed: enough to find every feed that shows something of it. */
export type Talked = Pick<ConversationDocument, '_id' | 'owner' | 'deskId'>

export interface Typing {
  readonly conversationId: string
  readonly side: Side
}
