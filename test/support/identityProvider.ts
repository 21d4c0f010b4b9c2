import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import type OidcProvider from 'oidc-provider'
import type { TokenAnswer } from 'oidc-provider'
import type { Provider } from '../../server/core/identity/documents.ts'

/** What a provider knows of somebody; they log in by the name they are kept under. */
export interface Person {
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
  readonly locale?: string
}

interface Registration {
  readonly clientId: string
  readonly clientSecret: string
  readonly issuer?: string
  readonly endpoints?: { readonly authorization: string; readonly token: string; readonly userinfo: string }
}

/** A provider of logins on this machine: a real one, which tells of a person in the way of the one it stands for. */
export interface IdentityProvider extends AsyncDisposable {
  readonly url: string
  readonly people: Map<string, Person>
  /** As it belongs into the secrets of a hub. */
  readonly registration: Registration
  /** `gone` cuts every connection, `failing` answers 503, `silent` never answers. */
  condition: 'well' | 'gone' | 'failing' | 'silent'
  /** What every answer but those to browsers waits for. */
  held: Promise<void>
  /** The paths it was asked for, but for those a browser goes to. */
  readonly asked: string[]
  /** Given out instead of the ID token that belongs to the code. */
  swapIdToken: ((own: string) => string) | null
  /** Told instead of who somebody is; a text is no JSON. */
  swapUserinfo: object | string | null
}

interface StandIn {
  /** Of oidc-provider. */
  readonly configuration: object
  /** Where it tells who somebody is, and in which shape, if in one of its own. */
  readonly userinfo?: { readonly path: string; readonly shape: (id: string, person: Person) => object }
  /** Asked for where the client names no scope. */
  readonly usualScope?: string
  readonly tokenAnswer?: (answer: TokenAnswer) => object
}

const standIns: { readonly [P in Provider]: StandIn } = {
  google: {
    configuration: {
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'locale'] },
      // Everything is in the ID token.
      conformIdTokenClaims: false,
    },
  },
  kakao: {
    configuration: {
      claims: { openid: ['sub'], account_email: ['email', 'email_verified'], profile_nickname: ['nickname'] },
    },
  },
  naver: {
    configuration: { scopes: ['profile'] },
    usualScope: 'profile',
    tokenAnswer: (answer) => ({ ...answer, expires_in: String(answer.expires_in) }),
    userinfo: {
      path: '/v1/nid/me',
      shape: (id, { name, email }) => ({ resultcode: '00', message: 'success', response: { id, name, email } }),
    },
  },
  facebook: {
    configuration: { scopes: ['public_profile', 'email'] },
    userinfo: { path: '/me', shape: (id, { name, email }) => ({ id, name, email }) },
  },
}

/** A client that is not the hub, at the same provider. */
export const otherClient = 'somebody-else'

/** @param options.returnTo where browsers are sent back to */
export async function startIdentityProvider(options: {
  readonly standsFor: Provider
  readonly returnTo: string
}): Promise<IdentityProvider> {
  const standIn = standIns[options.standsFor]
  const app = express()
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: IdentityProvider = {
    url,
    people: new Map(),
    registration: registrationOf(standIn, url),
    condition: 'well',
    held: Promise.resolve(),
    asked: [],
    swapIdToken: null,
    swapUserinfo: null,
    [Symbol.asyncDispose]: () => close(server),
  }
  const oidc = await quietly(async () => {
    const { default: Oidc } = await import('oidc-provider')
    return new Oidc(url, { ...standIn.configuration, ...knowing(provider, options.returnTo) })
  })
  oidc.use(async (context, next) => {
    await next()
    if (context.path === '/token') context.body = tokenAnswer(provider, standIn, context.body as TokenAnswer)
  })
  beUnwell(app, provider)
  askForUsualScope(app, standIn)
  serveUserinfo(app, standIn, provider, oidc)
  app.use(oidc.callback())
  return provider
}

function registrationOf({ userinfo }: StandIn, url: string): Registration {
  const client = { clientId: 'couvert', clientSecret: 'only in tests' }
  if (userinfo === undefined) return { ...client, issuer: url }
  const endpoints = { authorization: `${url}/auth`, token: `${url}/token`, userinfo: `${url}${userinfo.path}` }
  return { ...client, endpoints }
}

/** One for all of them: that an ID token is of another provider is then only seen by what it says. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** Its clients and people. */
function knowing({ people, registration }: IdentityProvider, returnTo: string): object {
  const seconds = 600
  return {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only in tests'] },
    ttl: { Interaction: seconds, Session: seconds, Grant: seconds, AccessToken: seconds, IdToken: seconds },
    clients: [registration.clientId, otherClient].map((client_id) => ({
      client_id,
      client_secret: registration.clientSecret,
      redirect_uris: [returnTo],
      token_endpoint_auth_method: 'client_secret_post',
    })),
    findAccount: (_context: unknown, accountId: string) => {
      const person = people.get(accountId) ?? {}
      return { accountId, claims: () => ({ ...person, sub: accountId, nickname: person.name }) }
    },
  }
}

function tokenAnswer({ swapIdToken }: IdentityProvider, standIn: StandIn, answer: TokenAnswer): object {
  const { id_token } = answer
  const swapped =
    id_token === undefined || swapIdToken === null ? answer : { ...answer, id_token: swapIdToken(id_token) }
  return answer.access_token === undefined ? answer : (standIn.tokenAnswer?.(swapped) ?? swapped)
}

function beUnwell(app: Express, provider: IdentityProvider): void {
  app.use(async (request, response, next) => {
    const { condition } = provider
    if (!/^\/(?:auth|interaction)/.test(request.path)) {
      provider.asked.push(request.path)
      await provider.held
    }
    if (condition === 'gone') request.socket.destroy()
    else if (condition === 'failing') response.status(503).send('not now')
    else if (condition === 'well') next()
  })
}

function askForUsualScope(app: Express, { usualScope }: StandIn): void {
  app.use('/auth', (request, _response, next) => {
    if (usualScope !== undefined && request.query['scope'] === undefined) request.url += `&scope=${usualScope}`
    next()
  })
}

function serveUserinfo(app: Express, { userinfo }: StandIn, provider: IdentityProvider, oidc: OidcProvider): void {
  if (userinfo === undefined) return
  app.get(userinfo.path, async (request, response) => {
    const token = await oidc.AccessToken.find(request.get('authorization')?.slice('Bearer '.length) ?? '')
    const { people, swapUserinfo } = provider
    if (token === undefined) response.status(401).json({ error: 'invalid_token' })
    else response.send(swapUserinfo ?? userinfo.shape(token.accountId, people.get(token.accountId) ?? {}))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** It warns on the console that it is not for production as it is set up here. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn, info } = console
  Object.assign(console, { warn: () => undefined, info: () => undefined })
  try {
    return await work()
  } finally {
    Object.assign(console, { warn, info })
  }
}
