import { AppError } from '../core/appError.ts'
import type { Deps } from '../core/deps.ts'
import { createWhoIsPartner } from '../core/identity/partnerActor.ts'
import { whoIs } from '../core/identity/whoIs.ts'
import { networkOf } from '../core/infra/networkOf.ts'
import { type Actor, anonymous } from '../core/infra/tokens.ts'
import { toAppError } from '../core/toAppError.ts'
import type { HubSocket } from './types.ts'

/** Sockets one address may have open at this node. */
const maxPerAddress = 20_000

/**
 * Once per connection: who it is. Without a token or a partner's key a visitor may look at what is public. Neither stays
 * in the handshake, which the adapter could otherwise publish.
 */
export function authenticate(deps: Deps) {
  const perAddress = new Map<string, number>()
  const whoIsPartner = createWhoIsPartner(deps)

  return (socket: HubSocket, next: (error?: Error) => void): void => {
    const { auth } = socket.handshake
    socket.handshake.auth = {}
    greet(socket, auth).then(
      () => next(),
      (error: unknown) => {
        const body = toAppError(error, deps.log, 'connect').toBody()
        next(Object.assign(new Error(body.message), { data: body }))
      },
    )
  }

  async function greet(socket: HubSocket, auth: Readonly<Record<string, unknown>>): Promise<void> {
    const address = addressOf(socket, deps.config.trustProxy)
    // Before anything is waited for: who is gone by then would stay counted.
    admit(socket, address)
    const { actor, issuedAt, expiresAt } = await identify(auth, address)
    const device = socket.handshake.headers['user-agent']?.slice(0, 200) ?? null
    socket.data = { actor, issuedAt, address, device, feeds: new Set(), open: 0, expiry: null, toJSON: () => ({}) }
    if (expiresAt !== null) endAt(socket, expiresAt, deps)
  }

  /** A key has no end of its own: its sockets are cut when it is revoked. */
  async function identify(auth: Readonly<Record<string, unknown>>, address: string): Promise<Found> {
    const [token, key] = [textOf(auth['token']), textOf(auth['key'])]
    if (token !== null && key !== null) throw new AppError('unauthenticated')
    if (token !== null) return whoIs(deps, token)
    if (key === null) return { actor: anonymous, issuedAt: 0, expiresAt: null }
    const issuedAt = deps.clock.now()
    return { actor: await whoIsPartner(key, address), issuedAt, expiresAt: null }
  }

  function admit(socket: HubSocket, address: string): void {
    const count = (perAddress.get(address) ?? 0) + 1
    if (count > maxPerAddress) throw new AppError('rate_limited', { retryAfterMs: 10_000 })
    perAddress.set(address, count)
    socket.conn.once('close', () => {
      const left = (perAddress.get(address) ?? 1) - 1
      if (left === 0) perAddress.delete(address)
      else perAddress.set(address, left)
    })
  }
}

interface Found {
  readonly actor: Actor
  /** Instants. */
  readonly issuedAt: number
  readonly expiresAt: number | null
}

function textOf(sent: unknown): string | null {
  if (sent === undefined || sent === null || sent === '') return null
  if (typeof sent !== 'string') throw new AppError('unauthenticated')
  return sent
}

/** The socket ends with its token, unless the session is renewed before. */
export function endAt(socket: HubSocket, expiresAt: number, deps: Deps): void {
  if (deps.probe?.breaks('no-exp-timer') === true) return
  if (socket.data.expiry !== null) clearTimeout(socket.data.expiry)
  const wait = Math.max(0, expiresAt - deps.clock.now())
  socket.data.expiry = setTimeout(() => cut(socket, 'token_expired'), wait)
}

/** Told why, then gone: nothing more is sent to it, nothing more is taken from it. */
export function cut(socket: HubSocket, code: 'token_expired' | 'session_ended'): void {
  socket.emit('session.ended', { error: new AppError(code).toBody() })
  socket.disconnect(true)
}

function addressOf(socket: HubSocket, trustProxy: number): string {
  const forwarded = socket.handshake.headers['x-forwarded-for']
  const hops = typeof forwarded === 'string' ? forwarded.split(',').map((hop) => hop.trim()) : []
  return networkOf((trustProxy > 0 ? hops.at(-trustProxy) : undefined) ?? socket.handshake.address)
}
