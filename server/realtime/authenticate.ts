import { AppError } from '../core/appError.ts'
import type { Deps } from '../core/deps.ts'
import { anonymous } from '../core/infra/tokens.ts'
import { toAppError } from '../core/toAppError.ts'
import type { HubSocket } from './types.ts'

/** Sockets one address may have open at this node. */
const maxPerAddress = 20_000

/**
 * Once per connection: who it is. Without a token a visitor may look at what is public. The token does not stay in the
 * handshake, which the adapter could otherwise publish.
 */
export function authenticate(deps: Deps) {
  const perAddress = new Map<string, number>()

  return (socket: HubSocket, next: (error?: Error) => void): void => {
    try {
      const token: unknown = socket.handshake.auth['token']
      socket.handshake.auth = {}
      const session = token === undefined || token === null || token === '' ? null : deps.tokens.verify(String(token))
      const address = addressOf(socket, deps.config.trustProxy)
      admit(socket, address)
      socket.data = { actor: session?.actor ?? anonymous, address, feeds: new Set(), open: 0, expiry: null }
      if (session !== null) endAt(socket, session.expiresAt, deps)
      next()
    } catch (error) {
      const body = toAppError(error, deps.log, 'connect').toBody()
      next(Object.assign(new Error(body.message), { data: body }))
    }
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

/** The socket ends with its token, unless the session is renewed before. */
export function endAt(socket: HubSocket, expiresAt: number, deps: Deps): void {
  if (socket.data.expiry !== null) clearTimeout(socket.data.expiry)
  const wait = Math.max(0, expiresAt - deps.clock.now())
  socket.data.expiry = setTimeout(() => {
    socket.emit('session.ended', { error: new AppError('token_expired').toBody() })
    socket.disconnect(true)
  }, wait)
}

function addressOf(socket: HubSocket, trustProxy: number): string {
  const forwarded = socket.handshake.headers['x-forwarded-for']
  const hops = typeof forwarded === 'string' ? forwarded.split(',').map((hop) => hop.trim()) : []
  return (trustProxy > 0 ? hops.at(-trustProxy) : undefined) ?? socket.handshake.address
}
