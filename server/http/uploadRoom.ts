import type { RequestHandler } from 'express'
import { AppError } from '../core/appError.ts'
import { actorOf } from './authenticate.ts'

/** Files that a node holds in memory at once, and of one person. */
const most = 16
const mostOfOne = 4

/** Lets in as many uploads as a node has room for. @throws AppError `busy` */
export function createRoom(): RequestHandler {
  const inHand = new Map<string, number>()
  return (_request, response, next) => {
    const { key } = actorOf(response.locals)
    const own = inHand.get(key) ?? 0
    const all = [...inHand.values()].reduce((sum, count) => sum + count, 0)
    if (own >= mostOfOne || all >= most) throw new AppError('busy', { retryAfterMs: 1000 })
    inHand.set(key, own + 1)
    response.once('close', () => {
      const left = (inHand.get(key) ?? 1) - 1
      if (left === 0) inHand.delete(key)
      else inHand.set(key, left)
    })
    next()
  }
}
