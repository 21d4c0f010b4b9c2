import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { z } from 'zod'
import type { RateLimit } from '../../shared/contract/operation.ts'
import { mayTry } from '../../shared/contract/policy.ts'
import { conversationId, language, zone } from '../../shared/contract/schemas.ts'
import { transcriptReaders } from '../../shared/contract/talk.ts'
import { AppError } from '../core/appError.ts'
import type { Deps } from '../core/deps.ts'
import { invalidInput } from '../core/invalidInput.ts'
import { conversationFor } from '../core/talk/conversations.ts'
import { transcript } from '../core/transcripts/transcript.ts'
import { transcriptFormats } from '../core/transcripts/write.ts'
import { actorOf, authenticate } from './authenticate.ts'
import { announceLimit } from './rateHeaders.ts'

const asked = z.strictObject({
  conversationId,
  format: z.enum(transcriptFormats).default('text'),
  /** Of who reads it. @default the conversation's */
  language: language.optional(),
  zone: zone.default('UTC'),
  /** For the desk. */
  notes: z.enum(['true', 'false']).default('false'),
})

const name = 'conversation.transcript'
const limit: RateLimit = { points: 10, perSeconds: 60 }
const files = {
  text: { type: 'text/plain; charset=utf-8', name: 'conversation.txt' },
  html: { type: 'text/html; charset=utf-8', name: 'conversation.html' },
}

/**
 * What was said, as a file. Beside the contract, because it is sent as it is written: but who may, how often, and what a
 * failure looks like are the same as of every operation.
 */
export function transcriptRoute(deps: Deps): Router {
  const router = Router()
  router.get('/v1/conversations/:conversationId/transcript', authenticate(deps), async (request, response) => {
    const actor = actorOf(response.locals)
    response.set('cache-control', 'no-store')
    if (!mayTry(transcriptReaders, actor.grants)) {
      throw new AppError(actor.sessionId === null ? 'unauthenticated' : 'forbidden')
    }
    announceLimit(response, name, limit)(await deps.limits.take(name, limit, actor.key))
    const read = asked.safeParse({ ...request.query, ...request.params })
    if (!read.success) throw invalidInput(read.error)
    const { format, notes, ...input } = read.data
    const { conversation, side } = await conversationFor(
      { deps, actor, policy: transcriptReaders },
      input.conversationId,
    )
    if (notes === 'true' && side === 'guest') throw new AppError('forbidden')
    if (side === 'desk') {
      await deps.audit.record({ action: 'conversation.exported', by: actor.key, to: conversation.owner })
    }
    const reader = { side, language: input.language ?? conversation.language, zone: input.zone }
    const parts = transcript(deps, { conversation, reader, format, notes: notes === 'true' })
    const first = await parts.next()
    response.attachment(files[format].name).type(files[format].type)
    response.set('content-security-policy', "default-src 'none'; sandbox")
    await pipeline(Readable.from(withFirst(first.value ?? '', parts)), response)
  })
  return router
}

/** What fails before anything was written is answered like any failure. */
async function* withFirst(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}
