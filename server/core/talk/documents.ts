import type { ConversationState, Side, Summary } from '../../../shared/domain/concierge/conversation.ts'
import type { Reaction } from '../../../shared/domain/concierge/message.ts'
import type { Language } from '../identity/documents.ts'

export interface DeskDocument {
  /** The restaurant's id for its own desk, an id of its own for one of the house. */
  readonly _id: string
  readonly name: string
  readonly localNames: { readonly ko: string | null; readonly ja: string | null }
  readonly venueIds: readonly string[]
  readonly language: Language
}

/** One guest and one desk, for life. What it says of its messages is derived from them, up to `top`. */
export interface ConversationDocument extends Summary {
  readonly _id: string
  /** Actor key of the guest. */
  readonly owner: string
  readonly deskId: string
  readonly language: Language
  /** Raised by whatever changes this row. */
  readonly version: number
  readonly state: ConversationState
}

/** A change of a message that was asked for, so that asked again it is not made twice. */
export interface ChangeRecord {
  readonly actor: string
  readonly requestId: string
  readonly bodyHash: string
}

export interface MessageDocument {
  readonly _id: string
  /** The conversation's id, or that of its notes. */
  readonly stream: string
  /** 1 and up, without a hole. */
  readonly seq: number
  /** Actor key. */
  readonly sender: string
  readonly side: Side
  /** The sender's. */
  readonly requestId: string
  /** Keyed: nobody finds out what was said by trying. */
  readonly bodyHash: string
  /** Sealed; null once withdrawn. */
  readonly text: string | null
  readonly replyTo: number | null
  readonly at: Date
  /** 1, raised by each change. */
  readonly rev: number
  /** Until the conversation's row counts it in. */
  readonly unfolded?: true
  readonly editedAt?: Date
  readonly withdrawnAt?: Date
  /** What it said before: a sealed list. */
  readonly was?: string
  readonly reactions?: readonly { readonly by: string; readonly side: Side; readonly reaction: Reaction }[]
  /** The newest of them. */
  readonly changes?: readonly ChangeRecord[]
}

/** How far one person has come in one conversation; nothing in it ever goes back. */
export interface ReceiptDocument {
  /** `<conversation>:<actor key>`. */
  readonly _id: string
  readonly conversation: string
  readonly side: Side
  readonly readUpTo?: number
  readonly deliveredUpTo: number
  /** By session. */
  readonly devices: Readonly<Record<string, number>>
}
