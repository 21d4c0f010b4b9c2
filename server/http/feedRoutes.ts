import { type RequestHandler, Router } from 'express'
import { feeds as declared, type FeedName, feedNames } from '../../shared/contract/feeds.ts'
import { AppError } from '../core/appError.ts'
import type { Core } from '../core/createCore.ts'
import { actorOf, addressOf } from './authenticate.ts'
import { inputOf } from './operationRoutes.ts'
import { announceLimit } from './rateHeaders.ts'
import { sendTagged } from './sendTagged.ts'

/** As for `feed.open` on the socket, with which it is counted. */
const openLimit = { points: 300, perSeconds: 60 } as const

/** GET of every feed: the snapshot, with its version for ETag. */
export function feedRoutes(core: Core): Router {
  const router = Router()
  for (const name of feedNames) router.get(declared[name].path, serve(core, name))
  return router
}

function serve({ feeds, deps }: Core, name: FeedName): RequestHandler {
  return async (request, response) => {
    const actor = actorOf(response.locals)
    const onCounted = announceLimit(response, 'feed.open', openLimit)
    const who = actor.sessionId === null ? addressOf(request) : actor.key
    onCounted(await deps.limits.take('feed.open', openLimit, who))
    const { key } = await feeds.resolve(name, inputOf(request), actor)
    const state = (await feeds.upToDate(key, { withinMs: 1000 })).present
    if (state === null) throw new AppError('busy', { retryAfterMs: 1000 })
    const { version, content } = state
    const { epoch } = feeds
    sendTagged(request, response, `${epoch}.${version}`, JSON.stringify({ epoch, version, content }))
  }
}
