import type { Order } from '../../../shared/domain/notices/decideNotice.ts'
import type { WebhookKind } from '../../../shared/domain/notices/webhookFact.ts'
import type { OnItsWay } from '../notices/claims.ts'

/** An address that a restaurant wants to be told at. */
export interface WebhookDocument {
  readonly _id: string
  readonly venueId: string
  /** Its place among those of the restaurant, from 0; no two are in one place. */
  readonly slot: number
  /** Sealed: an address may carry a secret of theirs. */
  readonly url: string
  /** Sealed: what tries are signed with. */
  readonly secret: string
  readonly kinds: readonly WebhookKind[]
  readonly state: 'on' | 'off'
  /** While it is off. */
  readonly offReason?: 'by_hand' | 'gone' | 'failing'
  /** When it was last switched on: what was tried before says nothing about it any more. */
  readonly onSince: Date
  /** Tries that failed since the last one that did not. */
  readonly failures: number
  /** The first of them. */
  readonly failingSince?: Date
  /** Actor key. */
  readonly by: string
  /** Of the request that made it. */
  readonly bodyHash: string
  readonly createdAt: Date
}

/** A fact on its way to a webhook. Names nobody: whoever wants to know more asks. */
export interface WebhookDeliveryDocument extends OnItsWay {
  /** Webhook and fact: of each there is one. Told with every try. */
  readonly _id: string
  readonly webhookId: string
  readonly venueId: string
  readonly kind: WebhookKind
  readonly reservationId: string
  readonly order: Order
  /** When it happened. */
  readonly at: Date
  /** When it came up, or was last sent anew: tries end three days later. */
  readonly since: Date
  /** HTTP status of the newest answer; null where none came. */
  readonly lastStatus?: number | null
  readonly expireAt: Date
}
