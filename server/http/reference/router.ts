import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Response, Router } from 'express'
import { asyncApiDocument } from './asyncApi.ts'
import { errorsHtml } from './errorsHtml.ts'
import { eventsPage, eventsStyle } from './eventsPage.ts'
import { page } from './html.ts'
import { openApiDocument } from './openApi.ts'

/** The only files of swagger-ui that are served. */
const swaggerFiles = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']

const start = `SwaggerUIBundle({
  url: '/docs/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
})
`

const httpPage = page(
  'Couvert: operations',
  '<link rel="stylesheet" href="/docs/swagger-ui.css">\n<link rel="icon" href="/docs/favicon-32x32.png">',
  `<p><a href="/docs/events">The socket side</a> · <a href="/docs/errors">Errors</a></p>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>`,
)

/** Only its own scripts run. Styles may stand in the page: swagger-ui writes `style` attributes. */
const httpPolicy = policyOf({ 'script-src': "'self'", 'style-src': "'self' 'unsafe-inline'", 'connect-src': "'self'" })
const staticPolicy = policyOf({ 'style-src': "'self'" })

/** Made from the contract when somebody first asks, once for each process: a hub is ready sooner without them. */
const asyncApi = made(asyncApiDocument)
const openApi = made(openApiDocument)
const eventsHtml = made(() => eventsPage(asyncApi()))

function made<T>(make: () => T): () => T {
  let known: { readonly it: T } | null = null
  return () => {
    known ??= { it: make() }
    return known.it
  }
}

/** The reference, to be mounted at `/docs`: both documents and a page for each, without anything from elsewhere. */
export function referenceRouter(): Router {
  const router = Router()
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  router.get('/', (_request, response) => html(response, httpPolicy, httpPage))
  router.get('/events', (_request, response) => html(response, staticPolicy, eventsHtml()))
  router.get('/errors', (_request, response) => html(response, staticPolicy, errorsHtml()))
  router.get('/events.css', (_request, response) => void response.type('css').send(eventsStyle))
  router.get('/start.js', (_request, response) => void response.type('js').send(start))
  router.get('/openapi.json', (_request, response) => void response.json(openApi()))
  router.get('/asyncapi.json', (_request, response) => void response.json(asyncApi()))
  for (const file of swaggerFiles) {
    router.get(`/${file}`, (_request, response) => response.sendFile(join(swagger, file), { maxAge: '1h' }))
  }
  return router
}

function html(response: Response, policy: string, body: string): void {
  response.set('Content-Security-Policy', policy).type('html').send(body)
}

function policyOf(allowed: Readonly<Record<string, string>>): string {
  const rules = {
    'default-src': "'none'",
    'img-src': "'self' data:",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    ...allowed,
  }
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}
