import type { Block } from './chain.ts'

/** What is on record besides what books do, which their events tell. */
export type AuditAction =
  | 'session.opened'
  | 'session.ended'
  | 'account.registered'
  | 'account.changed'
  | 'account.emailChanged'
  | 'account.passwordChanged'
  | 'account.passwordReset'
  | 'account.factorOn'
  | 'account.factorOff'
  | 'account.providerAdded'
  | 'account.exported'
  | 'account.erased'
  | 'guest.adopted'
  | 'guest.regarded'
  | 'guest.looked'
  | 'guest.described'
  | 'words.exported'
  | 'words.erased'
  | 'device.added'
  | 'device.removed'
  | 'staff.invited'
  | 'staff.accepted'
  | 'staff.removed'
  | 'staff.listed'
  | 'staff.described'
  | 'key.created'
  | 'key.revoked'
  | 'webhook.created'
  | 'webhook.changed'
  | 'webhook.removed'
  | 'webhook.resent'
  | 'webhook.stopped'
  | 'deadLetter.retried'
  | 'deadLetter.dropped'
  | 'settings.changed'
  | 'conversation.exported'
  | 'conversation.mailed'
  | 'picture.added'
  | 'picture.removed'
  | 'company.created'
  | 'company.invited'
  | 'company.joined'
  | 'company.left'
  | 'company.removed'
  | 'company.roleChanged'
  | 'company.acted'

/** Who did what to whom. Ids only: the record outlives the person's words. */
export interface AuditRecord {
  readonly action: AuditAction
  /** Actor key. */
  readonly by: string
  /** Actor key, reservation, venue, device or key it was done to. */
  readonly to: string
  readonly requestId?: string
}

export interface AuditDocument extends AuditRecord {
  readonly _id: string
  readonly at: Date
  readonly expireAt: Date
  /** Until it is in the chain; see `chain.ts`. */
  readonly waiting?: true
  /** The block that has it. */
  readonly block?: number
}

/** Records are kept this long; events of books for ever. */
export const auditKeptMs = 2 * 365 * 86_400_000

export interface BlockDocument extends Block {
  /** Keyed hash of `hash`: who can write to the database still cannot make a chain of their own. */
  readonly seal: string
}

/** How far the chain has come, told apart from it: so a chain whose end was cut off is known to be short. */
export interface AuditHeadDocument {
  readonly _id: 'head'
  readonly block: number
}
