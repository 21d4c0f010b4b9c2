import type { Instant } from '../../../shared/domain/book/types.ts'
import type { AttachmentKind } from '../../../shared/domain/concierge/attachment.ts'

/** A file that somebody sent, or is about to send, in a conversation. Its bytes lie among the blobs, under a key of its own. */
export interface AttachmentDocument {
  readonly _id: string
  /** The conversation's id. */
  readonly stream: string
  /** Actor key. */
  readonly by: string
  /** The upload's. */
  readonly requestId: string
  /** Keyed: nobody finds out what it is by trying. */
  readonly bodyHash: string
  readonly kind: AttachmentKind
  /** Sealed. */
  readonly name: string
  /** What its bytes are sealed with, itself sealed: a change of keys leaves the bytes as they are. */
  readonly key: string
  /** Of the file as it is read. */
  readonly bytes: number
  /** Of a picture, in pixels. */
  readonly width: number | null
  readonly height: number | null
  readonly at: Date
  /** Until its bytes are among the blobs. */
  readonly draft?: true
  /** Request of the message that carries it, or was about to. */
  readonly usedBy?: string
  /** When to look whether a message carries it; gone once one does. */
  readonly lookAt?: Instant
  /** It is being removed. */
  readonly doomed?: true
}
