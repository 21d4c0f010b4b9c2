import type { Connection } from 'mongoose'
import type { AlertChoiceDocument, AlertDocument } from '../alerts/documents.ts'
import type { AttachmentDocument } from '../attachments/documents.ts'
import type { AuditDocument, AuditHeadDocument, BlockDocument } from '../audit/documents.ts'
import type { BundleDocument } from '../bundle/documents.ts'
import type { CompanyDocument, CompanyInvitationDocument } from '../companies/documents.ts'
import type {
  AccountDocument,
  DeviceDocument,
  ExternalLoginDocument,
  InvitationDocument,
  LetterDocument,
  PartnerKeyDocument,
  ProofDocument,
  RevocationDocument,
  SessionDocument,
} from '../identity/documents.ts'
import type { BookDocument, EventDocument } from '../lane/documents.ts'
import type { LedgerDocument } from '../ledger/documents.ts'
import type { DeliveryDocument, NoticeDocument, PreferencesDocument } from '../notices/documents.ts'
import type {
  CannedReplyDocument,
  ConversationDocument,
  DeskDocument,
  GuestFileDocument,
  MessageDocument,
  ReceiptDocument,
} from '../talk/documents.ts'
import type { TalkNoticeDocument } from '../talk/notices/documents.ts'
import type { WebhookDeliveryDocument, WebhookDocument } from '../webhooks/documents.ts'
import type {
  GuestDetailsDocument,
  LineageDocument,
  ReservationDocument,
  SettingsDocument,
  VenueDocument,
} from './documents.ts'

/**
 * Every collection, once. Documents are written by whole, typed values and filtered by values that a schema has
 * parsed; the driver's own collection is used where one exact write is the point, and nothing here takes a filter
 * that came over a wire.
 */
export function collectionsOf({ db }: Pick<Connection, 'db'>) {
  if (db === undefined) throw new Error('not connected')
  return {
    /** The truth: one document per venue and service date. */
    books: db.collection<BookDocument>('books'),
    /** History, audit and idempotency memory. */
    events: db.collection<EventDocument>('events'),
    venues: db.collection<VenueDocument>('venues'),
    /** One document per venue and version, never changed. */
    settings: db.collection<SettingsDocument>('settings'),
    accounts: db.collection<AccountDocument>('accounts'),
    sessions: db.collection<SessionDocument>('sessions'),
    /** Where people are told by push. */
    devices: db.collection<DeviceDocument>('devices'),
    revocations: db.collection<RevocationDocument>('revocations'),
    proofs: db.collection<ProofDocument>('proofs'),
    letters: db.collection<LetterDocument>('letters'),
    invitations: db.collection<InvitationDocument>('invitations'),
    externalLogins: db.collection<ExternalLoginDocument>('external_logins'),
    /** Who did what, beside the events of the books. */
    audit: db.collection<AuditDocument>('audit'),
    /** Both, chained by their hashes. */
    auditBlocks: db.collection<BlockDocument>('audit_blocks'),
    auditHead: db.collection<AuditHeadDocument>('audit_head'),
    partnerKeys: db.collection<PartnerKeyDocument>('partner_keys'),
    /** Guests' own words, encrypted; truth of its own. */
    guestDetails: db.collection<GuestDetailsDocument>('guest_details'),
    /** Projection: a reservation as events left it. */
    reservations: db.collection<ReservationDocument>('reservations'),
    /** Guests' holds and bookings over all books. */
    ledgers: db.collection<LedgerDocument>('ledgers'),
    /** Changes that span two books. */
    bundles: db.collection<BundleDocument>('bundles'),
    /** What people are told, and how that went. */
    deliveries: db.collection<DeliveryDocument>('deliveries'),
    /** What they were told in the app. */
    notices: db.collection<NoticeDocument>('notices'),
    /** What they wish to be told, and when. */
    noticePreferences: db.collection<PreferencesDocument>('notice_preferences'),
    /** How those who work at restaurants want to be told of their bookings. */
    alertChoices: db.collection<AlertChoiceDocument>('alert_choices'),
    /** What they are told, and how that went. */
    alerts: db.collection<AlertDocument>('alerts'),
    /** Addresses of restaurants' own systems. */
    webhooks: db.collection<WebhookDocument>('webhooks'),
    /** What they are told, and how that went. */
    webhookDeliveries: db.collection<WebhookDeliveryDocument>('webhook_deliveries'),
    /** Where guests are answered. */
    desks: db.collection<DeskDocument>('desks'),
    /** What is known of each conversation from its messages. */
    conversations: db.collection<ConversationDocument>('conversations'),
    /** What was said: truth of its own. */
    messages: db.collection<MessageDocument>('messages'),
    /** What came with it: bytes lie among the blobs. */
    attachments: db.collection<AttachmentDocument>('attachments'),
    /** How far each person has come. */
    receipts: db.collection<ReceiptDocument>('receipts'),
    /** What is told of conversations to whoever is away, and how that went. */
    talkNotices: db.collection<TalkNoticeDocument>('talk_notices'),
    /** Whose people book on each other's behalf. */
    companies: db.collection<CompanyDocument>('companies'),
    companyInvitations: db.collection<CompanyInvitationDocument>('company_invitations'),
    /** What desks know of their guests: truth of its own. */
    guestFiles: db.collection<GuestFileDocument>('guest_files'),
    /** What desks say often. */
    cannedReplies: db.collection<CannedReplyDocument>('canned_replies'),
    meta: db.collection<LineageDocument>('meta'),
  }
}

export type Collections = ReturnType<typeof collectionsOf>
