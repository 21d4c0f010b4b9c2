import type { RequestHandler } from 'express'
import { AppError } from '../core/appError.ts'
import type { Deps } from '../core/deps.ts'
import { type Actor, anonymous } from '../core/infra/tokens.ts'

/** `Authorization: Bearer <token>`; without it a visitor. @throws AppError `unauthenticated`, `token_expired` */
export function authenticate({ tokens }: Deps): RequestHandler {
  return (request, response, next) => {
    const header = request.get('authorization')
    if (header === undefined) {
      response.locals['actor'] = anonymous
      return next()
    }
    const [scheme, token] = header.split(' ')
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined) throw new AppError('unauthenticated')
    response.locals['actor'] = tokens.verify(token).actor
    next()
  }
}

/** Who asks, as `authenticate` found. */
export function actorOf(locals: Record<string, unknown>): Actor {
  return (locals['actor'] as Actor | undefined) ?? anonymous
}
