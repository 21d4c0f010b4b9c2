import { z } from 'zod'
import { errorBodySchema } from '../../../shared/contract/errors.ts'
import { conversationId } from '../../../shared/contract/schemas.ts'
import { side } from '../../../shared/contract/talk.ts'
import type { ServerEvents } from '../../../shared/contract/wire.ts'

const key = z.string().describe('Names the feed on this socket.')
const epoch = z.string().describe('Lineage of the data; in another epoch versions mean nothing.')
const version = z.string().describe('Equal versions are equal content; nothing else is to be read from it.')
const age = z.number().min(0).describe('Milliseconds since the hub last proved this version against the database.')

const content = (entry: z.ZodType) => z.record(z.string(), entry)

const patch = (entry: z.ZodType) =>
  z.object({ from: version, to: version, set: content(entry), unset: z.array(z.string()) })

/** What GET of a feed answers with. */
export const contentSchema = (entry: z.ZodType) => z.strictObject({ epoch, version, content: content(entry) })

/** What `feed.open` takes. */
export const openSchema = (feed: string, params: z.ZodType) =>
  z.strictObject({
    feed: z.literal(feed),
    params,
    since: z.strictObject({ epoch, version }).optional(),
    atLeast: z.number().int().min(0).optional(),
  })

/** What `feed.open` answers with: either `snapshot`, or the `patches` that lead from `since` to `version`. */
export const openedSchema = (entry: z.ZodType) =>
  z.object({
    key,
    epoch,
    version,
    snapshot: content(entry).optional(),
    patches: z.array(patch(entry)).optional(),
    age,
  })

/** What `feed.close` takes and answers with. */
export const closing = { request: z.strictObject({ key }), answer: z.strictObject({}) }

type Message<E extends keyof ServerEvents> = Parameters<ServerEvents[E]>[0]

interface ServerEvent<M> {
  readonly summary: string
  readonly payload: z.ZodType<M>
}

/** What the hub sends unasked. An event of the contract that is missing here does not compile. */
export const serverEvents: { readonly [E in keyof ServerEvents]: ServerEvent<Message<E>> } = {
  'feed.patch': {
    summary:
      'From one version to a later one. Applied if `from` is what the client has, else the feed is opened again.',
    payload: patch(z.unknown()).extend({ key, epoch }),
  },
  'feed.beacon': {
    summary: 'Proof of freshness, every few seconds: the version was the database’s `age` milliseconds ago.',
    payload: z.object({ key, epoch, version, age }),
  },
  'feed.resync': {
    summary: 'The hub cut this feed for this socket: open it again.',
    payload: z.object({ key }),
  },
  'conversation.writing': {
    summary: 'Somebody of that side is writing: to be shown for six seconds.',
    payload: z.object({ conversationId, side }),
  },
  'server.drain': {
    summary: 'The node is going away: connect again after so long.',
    payload: z.object({ retryInMs: z.number().int() }),
  },
  'session.ended': {
    summary: 'The token ran out or was revoked; the socket is cut after this.',
    payload: z.object({ error: errorBodySchema }),
  },
}
