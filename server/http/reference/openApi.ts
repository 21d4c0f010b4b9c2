import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import type { ErrorCode } from '../../../shared/contract/errors.ts'
import { type Feed, type FeedName, feeds } from '../../../shared/contract/feeds.ts'
import { type OperationName, operations } from '../../../shared/contract/index.ts'
import type { Operation } from '../../../shared/contract/operation.ts'
import { guestDetails, requestId, reservation } from '../../../shared/contract/schemas.ts'
import { tableSettings } from '../../../shared/contract/settings.ts'
import { problemSchema } from '../problem.ts'
import { isPublicRead } from '../sendTagged.ts'
import { answerable, whoMay } from './answers.ts'
import { attachmentPaths } from './attachmentPaths.ts'
import { example, failures } from './failures.ts'
import { guide } from './guide.ts'
import { countedHeaders, ifNoneMatch, taggedHeaders } from './headers.ts'
import { type Noun, nounOf, nouns } from './nouns.ts'
import { carriage, templated } from './route.ts'
import { security } from './security.ts'
import { contentSchema } from './wireSchemas.ts'

/** Which noun a feed is listed under. */
const feedNouns: Readonly<Record<FeedName, Noun>> = {
  availability: 'availability',
  reservations: 'reservation',
  notices: 'notice',
  reservation: 'reservation',
  conversation: 'conversation',
  cards: 'offer',
  notes: 'note',
  conversations: 'conversation',
  queue: 'desk',
  team: 'desk',
}

const feedErrors = answerable({ errors: ['not_found', 'busy'], write: false })
const unchanged = { description: 'Still what `If-None-Match` names.', headers: taggedHeaders }

/** The OpenAPI 3.1 document of everything under `/v1`, made from the contract table. */
export function openApiDocument() {
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Couvert',
      version: '1',
      description: guide,
    },
    servers: [{ url: '/v1', description: 'This hub' }],
    tags: Object.entries(nouns).map(([name, description]) => ({ name, description })),
    paths: paths(),
    components: {
      schemas: {
        Problem: problemSchema,
        Reservation: reservation,
        GuestDetails: guestDetails,
        Venue: operations['venue.get'].output,
        Session: operations['session.guest'].output,
        Settings: tableSettings,
      },
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The token of a session.' },
        partnerKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'The key of a partner.' },
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
  return { ...made, ...attachmentPaths() }
}

function describeOperation(name: OperationName, operation: Operation): ZodOpenApiOperationObject {
  const { path, query, body } = carriage(operation.input, operation.http.method, operation.http.path)
  const { points, perSeconds } = operation.limit
  const isTagged = isPublicRead(operation)
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
      ...(isTagged && { header: ifNoneMatch }),
    },
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      '200': {
        description: 'Done.',
        headers: isTagged ? taggedHeaders : countedHeaders,
        content: { 'application/json': { schema: operation.output } },
      },
      ...(isTagged && { '304': unchanged }),
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
      header: ifNoneMatch,
    },
    responses: {
      '200': {
        description: 'The content as it is.',
        headers: taggedHeaders,
        content: { 'application/json': { schema: contentSchema(feed.entry) } },
      },
      '304': unchanged,
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

/** The codes that some path here answers with. */
function answered(): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>([...feedErrors, ...Object.values(operations).flatMap(answerable)])
  return [...codes]
}
