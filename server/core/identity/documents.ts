import type { Grant, PartnerScope } from '../../../shared/contract/policy.ts'
import type { OnItsWay } from '../notices/claims.ts'

export type Language = 'ko' | 'en' | 'ja'

export type Provider = 'google' | 'naver' | 'kakao' | 'facebook'

export interface AccountDocument {
  /** Random part of the `account:…` key. */
  readonly _id: string
  /** Blind index of the lower-case address, of the id where there is none. */
  readonly emailIndex: string
  /** Sealed fields; see `fieldCrypt.ts`. */
  readonly email: string | null
  readonly name: string
  readonly phone: string | null
  readonly language: Language
  /** Argon2id; null where one only logs in through a provider. */
  readonly passwordHash: string | null
  /** Beyond `diner`, which everybody with an account is. */
  readonly grants: readonly Grant[]
  readonly factor: SecondFactor | null
  /** `provider:` and the blind index of whom it knows. */
  readonly providers: readonly string[]
  /** Written when another manager's removal relies on this one staying: two removals at once then meet. */
  readonly staysFor?: string
  /** Made by `seedDemo`: staff without a second factor. */
  readonly demo?: true
  readonly createdAt: Date
}

/** A time-based code (RFC 6238) and what stands in for it. */
export interface SecondFactor {
  /** Sealed, base 32. */
  readonly secret: string
  /** Counts only once a first code has shown that the authenticator has it. */
  readonly confirmed: boolean
  /** The last step a code was taken for: none works twice. */
  readonly lastStep: number
  /** Keyed hashes; one is taken out when it is used. */
  readonly recovery: readonly string[]
}

/** One login on one device: a family of refresh tokens. A guest's is written when its first token comes back. */
export interface SessionDocument {
  readonly _id: string
  readonly actor: string
  /** The newest generation that was presented; its successor is out. */
  readonly used: number
  /** When that was: the successor's end is counted from here, so that it is the same however often it is asked for. */
  readonly usedAt: Date
  /** Sealed: what the device says it is. */
  readonly device: string | null
  readonly openedAt: Date
  readonly endedAt?: Date
  readonly expireAt: Date
}

export type Platform = 'web' | 'android' | 'ios'

/** Where somebody is told by push: an app or a browser that asked for it. */
export interface DeviceDocument {
  /** Blind index of the token: a device that somebody else registers is theirs from then on. */
  readonly _id: string
  readonly actor: string
  /** The session it was registered in: it is told no longer than that is not ended. */
  readonly sessionId: string
  readonly platform: Platform
  /** Sealed: what the provider knows it by. */
  readonly token: string
  /** That it shows; null: the person's. */
  readonly language: Language | null
  readonly since: Date
  readonly seenAt: Date
  readonly expireAt: Date
}

/** What no token may do any more, for as long as one could still be out. Every node reads it every two seconds. */
export interface RevocationDocument {
  /** A session's id, or an actor's key: tokens of it issued before `at` are to be renewed. */
  readonly _id: string
  readonly at: Date
  readonly expireAt: Date
}

/** A code that went to an address, and what it opens. */
export interface ProofDocument {
  /** Keyed hash of the `attempt`. */
  readonly _id: string
  readonly kind: 'register' | 'reset' | 'email'
  /** Keyed hash of the code; null where the address is nobody's (or somebody's already): it can never be right. */
  readonly code: string | null
  readonly triesLeft: number
  /** Sealed JSON: what is to be done once it is proven. */
  readonly payload: string
  readonly expireAt: Date
}

/** What is to reach somebody by mail about their account. */
export interface LetterDocument extends OnItsWay {
  readonly kind: 'register' | 'registered' | 'reset' | 'nobody' | 'email' | 'invitation' | 'security' | 'webhookOff'
  readonly language: Language
  /** Sealed. */
  readonly to: string
  /** Sealed JSON: the code, the link, what has changed. */
  readonly content: string
  readonly at: Date
  /** Nobody needs it any more: a code has run out. */
  readonly usefulUntil: Date
  readonly expireAt: Date
}

export interface InvitationDocument {
  /** Keyed hash of the secret in the link. */
  readonly _id: string
  readonly venueId: string
  readonly role: 'host' | 'manager' | 'concierge'
  /** Blind index of the address it went to. */
  readonly emailIndex: string
  /** Account that invited, and under which request. */
  readonly by: string
  readonly bodyHash: string
  /** Account. */
  readonly takenBy?: string
  readonly expireAt: Date
}

/** A login at a provider that has begun. */
export interface ExternalLoginDocument {
  /** Keyed hash of the `attempt` that the device keeps. */
  readonly _id: string
  readonly provider: Provider
  /** Keyed hash of the `state` that goes through the provider. */
  readonly state: string
  /** Sealed: PKCE verifier and nonce. */
  readonly verifier: string
  readonly nonce: string
  /** Sealed JSON: whom the provider vouched for, while a second factor is asked for or something was away. */
  readonly profile?: string
  readonly expireAt: Date
}

export interface PartnerKeyDocument {
  readonly _id: string
  readonly venueId: string
  readonly name: string
  readonly scopes: readonly PartnerScope[]
  /** Keyed hash of the secret. */
  readonly secret: string
  readonly by: string
  /** Of the request that made it. */
  readonly bodyHash: string
  readonly createdAt: Date
  readonly revokedAt?: Date
}
