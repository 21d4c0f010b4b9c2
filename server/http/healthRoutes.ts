import { Router } from 'express'
import type { Core } from '../core/createCore.ts'

/** Whether this process takes new work; false from the moment it drains. */
export interface Readiness {
  accepting: boolean
}

/**
 * Live: the event loop turns. Ready: MongoDB answers, lets us read, and the node is not draining. Redis away is told as
 * `degraded` and stays ready: bookings keep working, and all nodes leaving at once would be worse.
 */
export function healthRoutes({ deps }: Core, readiness: Readiness): Router {
  const router = Router()
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' })
  })
  router.get('/health/ready', async (_request, response) => {
    // `hello` alone is answered to anybody, also to a user who is gone.
    const reading = deps.collections.meta.findOne({ _id: 'lineage' }, { timeoutMS: 3000 })
    const database = await Promise.all([deps.hello(), reading]).then(
      () => true,
      () => false,
    )
    const ready = database && readiness.accepting
    const redis = deps.redis.status === 'ready'
    response.status(ready ? 200 : 503).json({
      status: ready ? (redis ? 'ready' : 'degraded') : 'unready',
      database,
      redis,
      draining: !readiness.accepting,
    })
  })
  router.get('/metrics', async (_request, response) => {
    response.type(deps.metrics.contentType).send(await deps.metrics.page())
  })
  router.get('/.well-known/jwks.json', async (_request, response) => {
    response.json(await deps.tokens.publicKeys())
  })
  return router
}
