import type { z } from 'zod'
import { accessOperations } from './operations/access.ts'
import { accountOperations } from './operations/account.ts'
import { cannedOperations } from './operations/canned.ts'
import { companyOperations } from './operations/company.ts'
import { conversationOperations } from './operations/conversation.ts'
import { deskOperations } from './operations/desk.ts'
import { guestFileOperations } from './operations/guestFile.ts'
import { messageOperations } from './operations/message.ts'
import { noticeOperations } from './operations/notice.ts'
import { offerOperations } from './operations/offer.ts'
import { pushOperations } from './operations/push.ts'
import { reservationOperations, staffOperations } from './operations/reservation.ts'
import { sessionOperations } from './operations/session.ts'
import { venueOperations } from './operations/venue.ts'
import { webhookOperations } from './operations/webhook.ts'
import { workOperations } from './operations/work.ts'

/** The contract table: every operation there is. */
export const operations = {
  ...sessionOperations,
  ...accountOperations,
  ...pushOperations,
  ...venueOperations,
  ...reservationOperations,
  ...staffOperations,
  ...accessOperations,
  ...noticeOperations,
  ...webhookOperations,
  ...workOperations,
  ...companyOperations,
  ...deskOperations,
  ...conversationOperations,
  ...messageOperations,
  ...guestFileOperations,
  ...cannedOperations,
  ...offerOperations,
}

export type Operations = typeof operations
export type OperationName = keyof Operations
export type Input<N extends OperationName> = z.output<Operations[N]['input']>
/** What a client sends: defaults may be left out. */
export type Sent<N extends OperationName> = z.input<Operations[N]['input']>
export type Output<N extends OperationName> = z.output<Operations[N]['output']>

export const operationNames = Object.keys(operations) as OperationName[]
