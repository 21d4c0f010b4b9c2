import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import type { Core } from '../core/createCore.ts'
import { createRenderer } from '../core/pictures/render.ts'
import { answerErrors, noSuchRoute } from './answerErrors.ts'
import { attachmentRoutes } from './attachmentRoutes.ts'
import { authenticate } from './authenticate.ts'
import { devOutbox } from './devOutbox.ts'
import { feedRoutes } from './feedRoutes.ts'
import { healthRoutes, type Readiness } from './healthRoutes.ts'
import { operationRoutes } from './operationRoutes.ts'
import { pictureRoutes } from './pictureRoutes.ts'
import { referenceRouter } from './reference/router.ts'
import { screens } from './screens.ts'
import { tokenHosts } from './tokenHosts.ts'
import { transcriptRoute } from './transcriptRoute.ts'
import { unsubscribe } from './unsubscribe.ts'

/** Unless an answer says otherwise. */
const keepNothing: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store')
  next()
}

/** Everything over HTTP: `/v1` from the contract, the reference, health, metrics, and the screens. */
export function createHttpApp(core: Core, readiness: Readiness): Express {
  const { deps } = core
  const app = express()
  app.disable('x-powered-by')
  // Tagged by ourselves: feeds by their version, what is public by a hash, and what is a person's not at all.
  app.set('etag', false)
  app.set('trust proxy', deps.config.trustProxy)
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          // Files of conversations are fetched with a token, and shown from memory.
          imgSrc: ["'self'", 'data:', 'blob:'],
          connectSrc: ["'self'", 'ws:', 'wss:', ...tokenHosts(deps.config)],
          upgradeInsecureRequests: null,
        },
      },
    }),
  )
  app.use(healthRoutes(core, readiness))
  const render = createRenderer()
  app.use(pictureRoutes(deps, render))
  app.use(attachmentRoutes(deps, render))
  app.use(transcriptRoute(deps))
  app.use(
    '/v1',
    keepNothing,
    express.json({ limit: '32kb', strict: true }),
    authenticate(deps),
    feedRoutes(core),
    operationRoutes(deps),
  )
  app.use('/v1', noSuchRoute)
  app.use('/docs', referenceRouter())
  app.use(devOutbox(deps))
  app.use(unsubscribe(deps))
  app.use(screens(deps))
  app.use(noSuchRoute)
  app.use(answerErrors(deps.log))
  return app
}
