import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import { type ErrorCode, errorBodySchema } from '../../../shared/contract/errors.ts'
import { type Feed, type FeedName, feeds } from '../../../shared/contract/feeds.ts'
import { type OperationName, operations } from '../../../shared/contract/index.ts'
import type { Operation } from '../../../shared/contract/operation.ts'
import type { Policy } from '../../../shared/contract/policy.ts'
import { guestDetails, requestId, reservation } from '../../../shared/contract/schemas.ts'
import { tableSettings } from '../../../shared/contract/settings.ts'
import { answerable, whoMay } from './answers.ts'
import { example, failures } from './failures.ts'
import { type Noun, nounOf, nouns } from './nouns.ts'
import { carriage, templated } from './route.ts'
import { contentSchema } from './wireSchemas.ts'

/** Which noun a feed is listed under. */
const feedNouns: Readonly<Record<FeedName, Noun>> = {
  availability: 'availability',
  reservations: 'reservation',
  reservation: 'reservation',
}

const feedErrors = answerable({ errors: ['not_found', 'busy'], write: false })
const etag = z.string().describe('Epoch and version of the content.')

/** The OpenAPI 3.1 document of everything under `/v1`, made from the contract table. */
export function openApiDocument() {
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Couvert',
      version: '1',
      description:
        'A realtime booking and concierge hub for restaurants. The same operations are called over Socket.IO under ' +
        'the same names: `/docs/events` describes that side. Every failure has the same body; `code` says which.',
    },
    servers: [{ url: '/v1', description: 'This hub' }],
    tags: Object.entries(nouns).map(([name, description]) => ({ name, description })),
    paths: paths(),
    components: {
      schemas: {
        ErrorBody: errorBodySchema,
        Reservation: reservation,
        GuestDetails: guestDetails,
        Venue: operations['venue.get'].output,
        Session: operations['session.guest'].output,
        Settings: tableSettings,
      },
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The token of a session.' },
      },
      examples: Object.fromEntries(answered().map((code) => [code, example(code)])),
    },
  })
}

function paths(): ZodOpenApiPathsObject {
  const made: ZodOpenApiPathsObject = {}
  for (const [name, operation] of Object.entries(operations) as [OperationName, Operation][]) {
    const path = templated(operation.http.path)
    made[path] = { ...made[path], [operation.http.method]: describeOperation(name, operation) }
  }
  for (const [name, feed] of Object.entries(feeds) as [FeedName, Feed][]) {
    const path = templated(feed.path)
    made[path] = { ...made[path], get: describeFeed(name, feed) }
  }
  return made
}

function describeOperation(name: OperationName, operation: Operation): ZodOpenApiOperationObject {
  const { path, query, body } = carriage(operation.input, operation.http.method, operation.http.path)
  const { points, perSeconds } = operation.limit
  return {
    operationId: name,
    tags: [nounOf(name)],
    summary: operation.summary,
    description: `Who may: ${whoMay(operation.policy)}. At most ${points} calls in ${perSeconds} s.`,
    security: security(operation.policy),
    requestParams: {
      ...(path && { path }),
      ...(query && { query: requiredAsZodSays(query) }),
      ...(operation.write && {
        header: z.object({ 'Idempotency-Key': requestId, 'Idempotency-Retry': z.literal('true').optional() }),
      }),
    },
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      '200': {
        description: 'Done.',
        content: { 'application/json': { schema: operation.output } },
      },
      ...failures(answerable(operation)),
    },
  }
}

function describeFeed(name: FeedName, feed: Feed): ZodOpenApiOperationObject {
  const { path, query } = carriage(feed.params, 'get', feed.path)
  return {
    operationId: `feed.${name}`,
    tags: [feedNouns[name]],
    summary: feed.summary,
    description: `What \`feed.open\` of \`${name}\` follows live, once. Who may: ${whoMay(feed.policy)}.`,
    security: security(feed.policy),
    requestParams: {
      ...(path && { path }),
      ...(query && { query }),
      header: z.object({ 'If-None-Match': etag.optional() }),
    },
    responses: {
      '200': {
        description: 'The content as it is.',
        headers: z.object({ ETag: etag }),
        content: { 'application/json': { schema: contentSchema(feed.entry) } },
      },
      '304': { description: 'Still at the version of `If-None-Match`.', headers: z.object({ ETag: etag }) },
      ...failures(feedErrors),
    },
  }
}

/** The document's maker takes a number that may arrive as text (`fromQuery`) for optional; zod itself knows better. */
function requiredAsZodSays(query: z.ZodObject): z.ZodObject {
  const required = new Set(z.toJSONSchema(query, { io: 'input' }).required)
  const stated = Object.entries(query.shape).map(([name, field]) => [
    name,
    required.has(name) ? (field as z.ZodType).meta({ param: { required: true } }) : field,
  ])
  return z.strictObject(Object.fromEntries(stated))
}

/** An anonymous visitor needs no token, but may have one. */
function security(policy: Policy): Record<string, string[]>[] {
  return policy.anonymous ? [{}, { session: [] }] : [{ session: [] }]
}

/** The codes that some path here answers with. */
function answered(): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>([...feedErrors, ...Object.values(operations).flatMap(answerable)])
  return [...codes]
}
