import { z } from 'zod'
import { email as emailSchema, language as languageSchema, line } from '../../../shared/contract/schemas.ts'
import type { Secrets } from '../config.ts'
import type { Language, Provider } from './documents.ts'

/** A person as a provider knows them. */
export interface Profile {
  /** The provider's own word for the person: it stays when address and name change. */
  readonly subject: string
  readonly email: string | null
  /** The provider says that the person reads what is sent there. */
  readonly emailVerified: boolean
  /** Empty where the provider tells none. */
  readonly name: string
  readonly language: Language
}

interface Known {
  readonly scope: string
  /** What the provider says of the person. Null for what does not name anybody. */
  readonly profileOf: (said: unknown) => Profile | null
}

interface OpenIdProvider extends Known {
  readonly protocol: 'openid'
  /** The rest is discovered from there. */
  readonly issuer: string
}

interface OAuthProvider extends Known {
  readonly protocol: 'oauth'
  readonly endpoints: { readonly authorization: string; readonly token: string; readonly userinfo: string }
}

interface Registered {
  readonly clientId: string
  readonly clientSecret: string
}

/** A provider that this hub is registered at. */
export type RegisteredProvider = (OpenIdProvider | OAuthProvider) & Registered & { readonly name: Provider }

/** Where one may log in besides here, and how each of them tells who somebody is. */
const table: { readonly [P in Provider]: OpenIdProvider | OAuthProvider } = {
  google: {
    protocol: 'openid',
    issuer: 'https://accounts.google.com',
    scope: 'openid email profile',
    profileOf: openIdProfile,
  },
  kakao: {
    protocol: 'openid',
    issuer: 'https://kauth.kakao.com',
    scope: 'openid profile_nickname account_email',
    profileOf: openIdProfile,
  },
  naver: {
    protocol: 'oauth',
    endpoints: {
      authorization: 'https://nid.naver.com/oauth2.0/authorize',
      token: 'https://nid.naver.com/oauth2.0/token',
      userinfo: 'https://openapi.naver.com/v1/nid/me',
    },
    // What is told is chosen when the hub is registered there.
    scope: '',
    profileOf: naverProfile,
  },
  facebook: {
    protocol: 'oauth',
    endpoints: {
      authorization: 'https://www.facebook.com/v25.0/dialog/oauth',
      token: 'https://graph.facebook.com/v25.0/oauth/access_token',
      userinfo: 'https://graph.facebook.com/v25.0/me?fields=id,name,email',
    },
    scope: 'public_profile email',
    profileOf: facebookProfile,
  },
}

/** Null where the secrets have no registration at it. */
export function registeredProvider(
  { providers = {} }: Pick<Secrets, 'providers'>,
  name: Provider,
): RegisteredProvider | null {
  const registration = providers[name]
  return registration === undefined ? null : { name, ...table[name], ...registration }
}

const text = z.string().optional().catch(undefined)
const subject = z.string().min(1).max(255)

const claimsSchema = z.object({
  sub: subject,
  email: text,
  email_verified: z.boolean().optional().catch(undefined),
  name: text,
  nickname: text,
  locale: text,
})

function openIdProfile(said: unknown): Profile | null {
  const read = claimsSchema.safeParse(said)
  if (!read.success) return null
  const { sub, email, email_verified, name, nickname, locale } = read.data
  return profile({ subject: sub, email, emailVerified: email_verified === true, name: name ?? nickname, locale })
}

const facebookSchema = z.object({ id: subject, email: text, name: text })

function facebookProfile(said: unknown): Profile | null {
  const read = facebookSchema.safeParse(said)
  if (!read.success) return null
  const { id, email, name } = read.data
  // Nothing it says vouches for the address.
  return profile({ subject: id, email, emailVerified: false, name })
}

const naverSchema = z.object({ response: z.object({ id: subject, email: text, name: text }) })

function naverProfile(said: unknown): Profile | null {
  const read = naverSchema.safeParse(said)
  if (!read.success) return null
  const { id, email, name } = read.data.response
  // An address to write to, which the person may set as they like.
  return profile({ subject: id, email, emailVerified: false, name })
}

interface Said {
  readonly subject: string
  readonly email: string | undefined
  readonly emailVerified: boolean
  readonly name: string | undefined
  readonly locale?: string | undefined
}

/** What would not be taken from the person is not taken from the provider either. */
function profile({ subject, email, emailVerified, name, locale = '' }: Said): Profile {
  const address = emailSchema.safeParse(email).data ?? null
  return {
    subject,
    email: address,
    emailVerified: emailVerified && address !== null,
    name: line(100).safeParse(name).data ?? '',
    language: languageSchema.safeParse(locale.slice(0, 2)).data ?? 'en',
  }
}
