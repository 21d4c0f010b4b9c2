import express, { type Express } from 'express'
import helmet from 'helmet'
import type { Core } from '../core/createCore.ts'
import { answerErrors, noSuchRoute } from './answerErrors.ts'
import { authenticate } from './authenticate.ts'
import { feedRoutes } from './feedRoutes.ts'
import { healthRoutes, type Readiness } from './healthRoutes.ts'
import { operationRoutes } from './operationRoutes.ts'
import { referenceRouter } from './reference/router.ts'
import { screens } from './screens.ts'

/** Everything over HTTP: `/v1` from the contract, the reference, health, metrics, and the screens. */
export function createHttpApp(core: Core, readiness: Readiness): Express {
  const { deps } = core
  const app = express()
  app.disable('x-powered-by')
  // The contract's ETags are feed versions; hashing every other body buys nothing.
  app.set('etag', false)
  app.set('trust proxy', deps.config.trustProxy)
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'", 'ws:', 'wss:'],
          upgradeInsecureRequests: null,
        },
      },
    }),
  )
  app.use(healthRoutes(core, readiness))
  app.use(
    '/v1',
    express.json({ limit: '32kb', strict: true }),
    authenticate(deps),
    feedRoutes(core),
    operationRoutes(deps),
  )
  app.use('/v1', noSuchRoute)
  app.use('/docs', referenceRouter())
  app.use(screens())
  app.use(noSuchRoute)
  app.use(answerErrors(deps.log))
  return app
}
