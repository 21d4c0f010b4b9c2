import * as openid from 'openid-client'
import { AppError } from '../appError.ts'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import { within } from '../infra/within.ts'
import type { Provider } from './documents.ts'
import type { Flow } from './externalLogin.ts'
import type { Profile, RegisteredProvider } from './providers.ts'

/** For all that a provider is asked in one operation. */
const deadlineMs = 8000
/** Addresses of a provider do change, seldom. */
const discoveredForMs = 3_600_000

/** What came back from the provider through the browser. */
export interface Returned {
  readonly code: string
  readonly iss?: string | undefined
}

type Needs = Pick<Deps, 'config' | 'log'> & { readonly clock: Pick<Deps['clock'], 'now'> }

/** Where the browser goes to log in. @throws AppError `busy` when the provider is away */
export function loginAddress(needs: Needs, provider: RegisteredProvider, flow: Flow): Promise<string> {
  return asking(needs, provider, async () => {
    const address = openid.buildAuthorizationUrl(await clientOf(needs, provider), {
      redirect_uri: returnAddress(needs).href,
      state: flow.state,
      code_challenge: await openid.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
      ...(provider.scope !== '' && { scope: provider.scope }),
      ...(provider.protocol === 'openid' && { nonce: flow.nonce }),
    })
    return address.href
  })
}

/**
 * Whom the provider vouches for.
 *
 * @throws AppError `wrong_code` when it does not, or its answer cannot be trusted; `busy` when it is away
 */
export function askProvider(
  needs: Needs,
  provider: RegisteredProvider,
  flow: Flow,
  returned: Returned,
): Promise<Profile> {
  return asking(needs, provider, async () => {
    const client = await clientOf(needs, provider)
    const back = returnAddress(needs)
    back.search = new URLSearchParams({ state: flow.state, ...returned }).toString()
    const said =
      provider.protocol === 'openid'
        ? await askOpenId(client, flow, back)
        : await askOAuth(client, flow, back, provider.endpoints.userinfo)
    const profile = provider.profileOf(said)
    if (profile === null) throw new NotUnderstood()
    return profile
  })
}

/** The claims of the ID token: its signature, issuer, audience, time and nonce are right. */
async function askOpenId(client: openid.Configuration, flow: Flow, back: URL): Promise<unknown> {
  const checks = { pkceCodeVerifier: flow.verifier, expectedState: flow.state, expectedNonce: flow.nonce }
  const tokens = await openid.authorizationCodeGrant(client, back, checks)
  const claims = tokens.claims()
  if (claims === undefined) throw new NotUnderstood()
  // Kakao's ID token has the address, but only its userinfo says whether it is verified: both from one place.
  const isWhole = claims.email_verified !== undefined || client.serverMetadata().userinfo_endpoint === undefined
  return isWhole ? claims : openid.fetchUserInfo(client, tokens.access_token, claims.sub)
}

async function askOAuth(client: openid.Configuration, flow: Flow, back: URL, userinfo: string): Promise<unknown> {
  const checks = { pkceCodeVerifier: flow.verifier, expectedState: flow.state }
  // Naver wants to see the state again.
  const tokens = await openid.authorizationCodeGrant(client, back, checks, { state: flow.state })
  const answer = await openid.fetchProtectedResource(client, tokens.access_token, new URL(userinfo), 'GET')
  if (!answer.ok) throw new NotUnderstood()
  return answer.json().catch(() => null)
}

function returnAddress({ config }: Pick<Needs, 'config'>): URL {
  return new URL(`${config.publicUrl}/login/return`)
}

interface Known {
  /** Instant. */
  readonly until: number
  readonly client: Promise<openid.Configuration>
}

/** What was discovered, for as long as the process has its configuration. */
const discovered = new WeakMap<Config, Map<Provider, Known>>()

/** Discovered once for all who ask at the same time; a failure is not kept. */
function clientOf({ config, clock }: Needs, provider: RegisteredProvider): Promise<openid.Configuration> {
  const clients = discovered.get(config) ?? new Map<Provider, Known>()
  discovered.set(config, clients)
  const known = clients.get(provider.name)
  if (known !== undefined && clock.now() < known.until) return known.client
  const client = connect(provider)
  clients.set(provider.name, { until: clock.now() + discoveredForMs, client })
  client.catch(() => clients.delete(provider.name))
  return client
}

async function connect(provider: RegisteredProvider): Promise<openid.Configuration> {
  const { clientId, clientSecret } = provider
  const secret = openid.ClientSecretPost(clientSecret)
  const timeout = deadlineMs / 1000
  if (provider.protocol === 'openid') {
    const issuer = new URL(provider.issuer)
    const execute = [openid.enableNonRepudiationChecks, ...(isPlain(issuer) ? [openid.allowInsecureRequests] : [])]
    return openid.discovery(issuer, clientId, undefined, secret, { [openid.customFetch]: reach, timeout, execute })
  }
  const { authorization, token } = provider.endpoints
  const metadata = {
    issuer: new URL(authorization).origin,
    authorization_endpoint: authorization,
    token_endpoint: token,
  }
  const client = new openid.Configuration(metadata, clientId, undefined, secret)
  client[openid.customFetch] = reach
  client.timeout = timeout
  if (isPlain(new URL(authorization))) openid.allowInsecureRequests(client)
  return client
}

/** Allowed by the configuration on this machine only. */
function isPlain({ protocol }: URL): boolean {
  return protocol === 'http:'
}

/** The provider cannot answer now, which says nothing of this login. */
class Away extends Error {}

/** An answer that names nobody. */
class NotUnderstood extends Error {}

const reach: openid.CustomFetch = async (url, options) => {
  try {
    // The same as the library sends; the types of the two differ in what an array of bytes lies on.
    const answer = await fetch(url, options as RequestInit)
    // Read here, so that a connection that breaks half-way counts as away too.
    const body = await answer.arrayBuffer()
    if (answer.status === 429 || answer.status >= 500) throw new Away()
    return new Response(body.byteLength === 0 ? null : body, { status: answer.status, headers: answer.headers })
  } catch {
    throw new Away()
  }
}

/** Errors carry what the provider said: none of it goes further than here. */
async function asking<T>({ log }: Needs, { name }: RegisteredProvider, work: () => Promise<T>): Promise<T> {
  try {
    return await within(deadlineMs, work())
  } catch (error) {
    if (isAway(error)) {
      log.warn({ reason: name }, 'a login provider is away')
      throw new AppError('busy', { retryAfterMs: 2000 })
    }
    if (!isRefusal(error)) throw error
    log.warn({ reason: name, code: codeOf(error) }, 'a login provider did not vouch for anybody')
    throw new AppError('wrong_code')
  }
}

function isAway(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TooSlow' || error.cause instanceof Away)
}

function isRefusal(error: unknown): error is Error {
  return (
    error instanceof NotUnderstood ||
    error instanceof openid.ClientError ||
    error instanceof openid.ResponseBodyError ||
    error instanceof openid.AuthorizationResponseError ||
    error instanceof openid.WWWAuthenticateChallengeError
  )
}

/** Those of RFC 6749 that whoever runs the hub can do something about. */
const telling = new Set(['invalid_client', 'unauthorized_client', 'invalid_grant', 'invalid_scope'])

function codeOf(error: Error): string {
  if (error instanceof openid.ResponseBodyError && telling.has(error.error)) return error.error
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
