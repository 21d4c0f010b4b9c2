import type { Side } from '../../../shared/domain/concierge/conversation.ts'
import type { ConversationDocument, MessageDocument } from './documents.ts'

/** `words`: something was said; `lists`: how it stands among others, and nothing that the conversation itself shows. */
export type TalkedPart = 'all' | 'words' | 'lists'

/** Whose conversation has changed: enough to find every feed that shows something of it. */
export interface Talked extends Pick<ConversationDocument, '_id' | 'owner' | 'deskId'> {
  /** @default 'all' */
  readonly part?: TalkedPart
  /** What was written here just now, so that this process need not read it again. It stays in the process. */
  readonly atHand?: AtHand
}

/** Known to a majority. */
type AtHand =
  | { readonly is: 'said'; readonly message: MessageDocument }
  | { readonly is: 'counted'; readonly row: ConversationDocument }

/** Counts in what was said at this node, after that was answered. What fails or is lost with it the sweep makes up for. */
export interface Counting {
  /** @param conversation as it was read before, or older */
  said(conversation: ConversationDocument, message: Pick<MessageDocument, '_id' | 'seq' | 'side' | 'at'>): void
  /** Resolves when nothing is under way. */
  close(): Promise<void>
}

export interface Typing {
  readonly conversationId: string
  readonly side: Side
}
