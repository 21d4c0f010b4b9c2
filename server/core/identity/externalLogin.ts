import { randomNonce, randomPKCECodeVerifier } from 'openid-client'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { ExternalLoginDocument, Provider } from './documents.ts'
import type { Profile } from './providers.ts'

/** Time to log in at the provider. */
const lifeMs = 10 * 60_000

/** What makes one login at a provider ours. */
export interface Flow {
  /** Goes to the provider and comes back through the browser. */
  readonly state: string
  /** Comes back in the signed ID token. */
  readonly nonce: string
  /** PKCE: only a hash of it goes through the browser, so that a stolen code is worth nothing. */
  readonly verifier: string
}

/** A login at a provider that nobody else can go on with. */
export interface TakenLogin {
  readonly provider: Provider
  readonly flow: Flow
  /** Whom the provider vouched for already. */
  readonly profile: Profile | null
  readonly kept: ExternalLoginDocument
}

type Needs = Pick<Deps, 'collections' | 'crypt' | 'clock' | 'newId'>

export function newFlow({ newId }: Pick<Needs, 'newId'>): Flow {
  return { state: newId(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
}

/**
 * Keeps what the answer will be checked by.
 *
 * @returns the `attempt`, which stays on the device: an answer that somebody forges into another browser finds none there
 */
export async function keepFlow(needs: Needs, provider: Provider, flow: Flow): Promise<string> {
  const { collections, clock, newId } = needs
  const attempt = newId()
  const _id = attemptIndex(needs, attempt)
  await collections.externalLogins.insertOne({
    _id,
    provider,
    state: stateIndex(needs, flow.state),
    verifier: needs.crypt.seal(flow.verifier, fieldOf('verifier', _id)),
    nonce: needs.crypt.seal(flow.nonce, fieldOf('nonce', _id)),
    expireAt: new Date(clock.now() + lifeMs),
  })
  return attempt
}

/**
 * Takes a login out, so that nobody uses it twice. Looked for by both: a wrong `state` spoils nothing.
 *
 * @throws AppError `wrong_code`
 */
export async function takeLogin(
  needs: Needs,
  { attempt, state }: { readonly attempt: string; readonly state: string },
): Promise<TakenLogin> {
  const { collections, clock, crypt } = needs
  const _id = attemptIndex(needs, attempt)
  const kept = await collections.externalLogins.findOneAndDelete(
    { _id, state: stateIndex(needs, state), expireAt: { $gt: new Date(clock.now()) } },
    { maxTimeMS: 3000 },
  )
  if (kept === null) throw new AppError('wrong_code')
  const verifier = crypt.open(kept.verifier, fieldOf('verifier', _id))
  const nonce = crypt.open(kept.nonce, fieldOf('nonce', _id))
  return { provider: kept.provider, flow: { state, nonce, verifier }, profile: profileOf(needs, kept), kept }
}

/** Puts a login back that opened nothing yet, until it runs out; whom the provider vouched for is not asked again. */
export async function putBack(needs: Needs, { kept }: TakenLogin, profile: Profile | null): Promise<void> {
  const sealed = profile === null ? null : needs.crypt.seal(JSON.stringify(profile), fieldOf('profile', kept._id))
  await needs.collections.externalLogins.insertOne({ ...kept, ...(sealed !== null && { profile: sealed }) })
}

function profileOf({ crypt }: Needs, { _id, profile }: ExternalLoginDocument): Profile | null {
  // Sealed by us: nobody else can have written it.
  return profile === undefined ? null : (JSON.parse(crypt.open(profile, fieldOf('profile', _id))) as Profile)
}

function attemptIndex({ crypt }: Needs, attempt: string): string {
  return crypt.blindIndex('external-attempt', attempt)
}

function stateIndex({ crypt }: Needs, state: string): string {
  return crypt.blindIndex('external-state', state)
}

function fieldOf(field: 'verifier' | 'nonce' | 'profile', id: string): string {
  return `external_logins.${field}:${id}`
}
