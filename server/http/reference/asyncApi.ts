import { z } from 'zod'
import { errorBodySchema } from '../../../shared/contract/errors.ts'
import { type Feed, type FeedName, feeds } from '../../../shared/contract/feeds.ts'
import { type OperationName, operations } from '../../../shared/contract/index.ts'
import type { Operation } from '../../../shared/contract/operation.ts'
import { requestId } from '../../../shared/contract/schemas.ts'
import { answerable, whoMay } from './answers.ts'
import { closing, openedSchema, openSchema, serverEvents } from './wireSchemas.ts'

type Json = Readonly<Record<string, unknown>>

/** One channel: a Socket.IO event name, and who speaks first on it. */
export interface Channel {
  readonly address: string
  readonly title: string
  readonly summary: string
  readonly description: string
  readonly messages: Readonly<Record<string, Message>>
}

interface Message {
  readonly title: string
  readonly payload: Json
}

interface Action {
  readonly action: 'receive' | 'send'
  readonly channel: Json
  readonly messages: readonly Json[]
  readonly reply?: Json
}

export interface AsyncApiDocument {
  readonly asyncapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: Json
  readonly channels: Readonly<Record<string, Channel>>
  readonly operations: Readonly<Record<string, Action>>
  readonly components: Json
}

/** Every operation as request and reply, every feed as an opening, and what the hub sends unasked. */
export function asyncApiDocument(): AsyncApiDocument {
  const calls = (Object.entries(operations) as [OperationName, Operation][]).map(callChannel)
  const opens = [...(Object.entries(feeds) as [FeedName, Feed][]).map(openChannel), closeChannel()]
  const events = Object.entries(serverEvents).map(([name, event]) => eventChannel(name, event))
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Couvert',
      version: '1',
      description:
        'Socket.IO over websocket only. A channel’s address is the name of the event; a reply is its acknowledgement. ' +
        'The token of a session is sent as `auth.token` when connecting, the key of a partner as `auth.key`; without ' +
        'either the visitor is anonymous.',
    },
    servers: {
      hub: {
        host: '{host}',
        pathname: '/socket.io/',
        protocol: 'wss',
        description: 'Any node serves any client.',
        variables: { host: { default: 'localhost:3000' } },
        security: [{ $ref: '#/components/securitySchemes/session' }],
      },
    },
    channels: Object.fromEntries([...calls, ...opens, ...events].map(({ id, channel }) => [id, channel])),
    operations: Object.fromEntries([
      ...[...calls, ...opens].map(({ id }) => [id, asked(id)]),
      ...events.map(({ id }) => [id, sent(id)]),
    ]),
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

function callChannel([name, operation]: [OperationName, Operation]) {
  const { points, perSeconds } = operation.limit
  return exchange({
    id: name,
    address: name,
    summary: operation.summary,
    description:
      `Who may: ${whoMay(operation.policy)}. At most ${points} calls in ${perSeconds} s. ` +
      `Errors: ${answerable(operation).join(', ')}.`,
    request: z.strictObject({
      input: operation.input,
      ...(operation.write && { requestId, retry: z.boolean().optional() }),
    }),
    answer: operation.output,
  })
}

function openChannel([name, feed]: [FeedName, Feed]) {
  return exchange({
    id: `feed.open.${name}`,
    address: 'feed.open',
    summary: feed.summary,
    description: `Follows \`${name}\`. Who may: ${whoMay(feed.policy)}.`,
    request: openSchema(name, feed.params),
    answer: openedSchema(feed.entry),
  })
}

function closeChannel() {
  return exchange({
    id: 'feed.close',
    address: 'feed.close',
    summary: 'Stop following a feed.',
    description: 'Closing what is not open is fine.',
    ...closing,
  })
}

function eventChannel(id: string, event: { readonly summary: string; readonly payload: z.ZodType }) {
  const messages = { event: { title: id, payload: schemaOf(event.payload, 'output') } }
  return { id, channel: { address: id, title: id, summary: event.summary, description: 'Sent by the hub.', messages } }
}

interface Exchange {
  readonly id: string
  readonly address: string
  readonly summary: string
  readonly description: string
  readonly request: z.ZodType
  readonly answer: z.ZodType
}

function exchange({ id, address, summary, description, request, answer }: Exchange) {
  const reply = z.union([
    z.strictObject({ ok: z.literal(true), data: answer }),
    z.strictObject({ ok: z.literal(false), error: errorBodySchema }),
  ])
  const messages = {
    request: { title: 'Request', payload: schemaOf(request, 'input') },
    answer: { title: 'Acknowledgement', payload: schemaOf(reply, 'output') },
  }
  return { id, channel: { address, title: id, summary, description, messages } }
}

const asked = (id: string): Action => ({
  action: 'receive',
  channel: at(`#/channels/${id}`),
  messages: [at(`#/channels/${id}/messages/request`)],
  reply: { channel: at(`#/channels/${id}`), messages: [at(`#/channels/${id}/messages/answer`)] },
})

const sent = (id: string): Action => ({
  action: 'send',
  channel: at(`#/channels/${id}`),
  messages: [at(`#/channels/${id}/messages/event`)],
})

const at = ($ref: string) => ({ $ref })

/**
 * Schemas are written out in place: AsyncAPI cannot follow the `#/definitions` that zod makes for what is reused or
 * carries an `id` in its metadata (so none does).
 */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const made = z.toJSONSchema(schema, { target: 'draft-7', reused: 'inline', io })
  delete made.$schema
  return made
}
