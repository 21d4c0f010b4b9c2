import type { CallChannel, CallKind, TalkKindName } from '../../../../shared/domain/notices/kinds.ts'
import type { UnreadChannel } from '../../../../shared/domain/notices/unread.ts'
import type { OnItsWay } from '../../notices/claims.ts'

/** Something about a conversation on its way to one person by one channel. Names no guest, and says nothing that was said. */
interface OfConversation extends OnItsWay {
  readonly conversationId: string
  readonly expireAt: Date
}

/** Something that waits to be read, or answered. */
interface OfMessage extends OfConversation {
  /** The first message that it is for, and when that was said. */
  readonly from: number
  readonly since: Date
}

/** To the guest: what the desk said is unread. */
export interface UnreadDocument extends OfMessage {
  /** `<conversation>:<from>:<channel>`. */
  readonly _id: string
  readonly kind: TalkKindName
  readonly channel: UnreadChannel
  /** The newest that was told with it. */
  readonly upTo?: number
}

/** To somebody who works at the desk: a guest waits. */
export interface CallDocument extends OfMessage {
  /** Of step, account and channel. */
  readonly _id: string
  readonly kind: CallKind
  readonly channel: CallChannel
  readonly accountId: string
}

/** To the guest: all that was said, because they or the desk asked for it. */
export interface TranscriptDocument extends OfConversation {
  /** Of whoever asked, and of their request. */
  readonly _id: string
  readonly kind: 'transcript'
  readonly channel: 'email'
  /** When it was asked for, and by what. */
  readonly since: Date
  readonly bodyHash: string
}

export type TalkNoticeDocument = UnreadDocument | CallDocument | TranscriptDocument
