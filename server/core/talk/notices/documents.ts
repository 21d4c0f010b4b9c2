import type { CallChannel, CallKind, TalkKindName } from '../../../../shared/domain/notices/kinds.ts'
import type { UnreadChannel } from '../../../../shared/domain/notices/unread.ts'
import type { OnItsWay } from '../../notices/claims.ts'

/** Something about a conversation on its way to one person by one channel. Names no guest, and says nothing that was said. */
interface OfConversation extends OnItsWay {
  readonly conversationId: string
  /** The first message that it is for, and when that was said. */
  readonly from: number
  readonly since: Date
  readonly expireAt: Date
}

/** To the guest: what the desk said is unread. */
export interface UnreadDocument extends OfConversation {
  /** `<conversation>:<from>:<channel>`. */
  readonly _id: string
  readonly kind: TalkKindName
  readonly channel: UnreadChannel
  /** The newest that was told with it. */
  readonly upTo?: number
}

/** To somebody who works at the desk: a guest waits. */
export interface CallDocument extends OfConversation {
  /** Of step, account and channel. */
  readonly _id: string
  readonly kind: CallKind
  readonly channel: CallChannel
  readonly accountId: string
}

export type TalkNoticeDocument = UnreadDocument | CallDocument
