import type { Request, RequestHandler } from 'express'
import { AppError } from '../core/appError.ts'
import type { Deps } from '../core/deps.ts'
import { createWhoIsPartner } from '../core/identity/partnerActor.ts'
import { whoIs } from '../core/identity/whoIs.ts'
import { networkOf } from '../core/infra/networkOf.ts'
import { type Actor, anonymous } from '../core/infra/tokens.ts'

/**
 * `Authorization: Bearer <token>`, or a partner's `X-Api-Key`; without either a visitor.
 *
 * @throws AppError `unauthenticated`, `token_expired`, `session_ended`
 */
export function authenticate(deps: Deps): RequestHandler {
  const whoIsPartner = createWhoIsPartner(deps)

  async function identify(request: Request): Promise<Actor> {
    const [authorization, key] = [request.get('authorization'), request.get('x-api-key')]
    if (authorization === undefined) return key === undefined ? anonymous : whoIsPartner(key, addressOf(request))
    const [scheme, token] = authorization.split(' ')
    if (key !== undefined || scheme?.toLowerCase() !== 'bearer' || token === undefined) {
      throw new AppError('unauthenticated')
    }
    return whoIs(deps, token).actor
  }

  return async (request, response, next) => {
    response.locals['actor'] = await identify(request)
    next()
  }
}

/** Who asks, as `authenticate` found. */
export function actorOf(locals: Record<string, unknown>): Actor {
  return (locals['actor'] as Actor | undefined) ?? anonymous
}

/** What limits count as its address. */
export function addressOf({ ip = '' }: Request): string {
  return networkOf(ip)
}
