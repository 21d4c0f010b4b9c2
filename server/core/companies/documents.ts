import type { CompanyMember } from '../../../shared/domain/companies/members.ts'

export interface CompanyDocument {
  readonly _id: string
  readonly name: string
  readonly localNames: { readonly ko: string | null; readonly ja: string | null }
  /** The oldest first; at least one of them an admin. */
  readonly members: readonly (CompanyMember & { readonly since: Date })[]
  /** Invitations that somebody came by: what was taken once brings nobody back. */
  readonly taken: readonly string[]
  /** Raised by each change of its people. */
  readonly version: number
}

export interface CompanyInvitationDocument {
  /** Keyed hash of the secret in the link. */
  readonly _id: string
  readonly companyId: string
  /** Actor key. */
  readonly by: string
  readonly bodyHash: string
  /** Account. */
  readonly takenBy?: string
  readonly expireAt: Date
}
