import express, { type Request, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import type { RateLimit } from '../../shared/contract/operation.ts'
import { mayTry, type Policy } from '../../shared/contract/policy.ts'
import { attachmentId, conversationId, requestId } from '../../shared/contract/schemas.ts'
import { talkers, talkReaders } from '../../shared/contract/talk.ts'
import { mostAttachmentBytes } from '../../shared/domain/concierge/attachment.ts'
import { AppError } from '../core/appError.ts'
import { addAttachment } from '../core/attachments/attachments.ts'
import { sizes } from '../core/attachments/blobKeys.ts'
import { readAttachment } from '../core/attachments/read.ts'
import type { Deps } from '../core/deps.ts'
import { invalidInput } from '../core/invalidInput.ts'
import type { RenderUpload } from '../core/pictures/render.ts'
import { conversationFor } from '../core/talk/conversations.ts'
import { actorOf, authenticate } from './authenticate.ts'
import { announceLimit } from './rateHeaders.ts'
import { createRoom } from './uploadRoom.ts'

const ofConversation = z.strictObject({ conversationId })
const asked = z.strictObject({ conversationId, attachmentId, size: z.enum(sizes).default('whole') })

const adding: Admission = {
  name: 'attachment.add',
  policy: talkers,
  limit: { points: 40, perSeconds: 3600 },
}
const reading: Admission = {
  name: 'attachment.get',
  policy: talkReaders,
  limit: { points: 600, perSeconds: 60 },
}
const shownSeconds = 3600

/**
 * Files in conversations. Beside the contract, because a file is no JSON: but who may, how often, and what a failure looks
 * like are the same as of every operation. The file's name comes in a header of its own, for addresses are written down.
 */
export function attachmentRoutes(deps: Deps, render: RenderUpload): Router {
  const router = Router()
  const room = createRoom()
  const all = '/v1/conversations/:conversationId/attachments'

  router.post(all, authenticate(deps), admit(deps, adding), room, readBody, async (request, response) => {
    const upload = {
      ...parse(ofConversation, { ...request.query, ...request.params }),
      by: actorOf(response.locals).key,
      requestId: parse(requestId, request.get('idempotency-key'), 'requestId'),
      name: nameOf(request),
      bytes: bodyOf(request),
    }
    response.json(await addAttachment(deps, render, upload))
  })

  router.get(`${all}/:attachmentId`, authenticate(deps), admit(deps, reading), async (request, response) => {
    const input = parse(asked, { ...request.query, ...request.params })
    const { row, name, bytes } = await readAttachment(deps, actorOf(response.locals), input)
    // Whatever it is, nobody's browser runs it, nor shows it to another who logs in later.
    response.set({
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': `private, max-age=${shownSeconds}`,
      vary: 'authorization, x-api-key',
    })
    if (row.kind === 'pdf') response.attachment(name)
    else response.set('content-disposition', 'inline')
    response.type(row.kind === 'pdf' ? 'application/pdf' : 'image/webp').send(bytes)
  })
  return router
}

interface Admission {
  readonly name: string
  readonly policy: Policy
  readonly limit: RateLimit
}

/** Who may, how often, and whether it is theirs: known before the body is read. @throws AppError */
function admit(deps: Deps, { name, policy, limit }: Admission): RequestHandler {
  return async (request, response, next) => {
    const actor = actorOf(response.locals)
    response.set('cache-control', 'no-store')
    if (!mayTry(policy, actor.grants)) throw new AppError(actor.sessionId === null ? 'unauthenticated' : 'forbidden')
    announceLimit(response, name, limit)(await deps.limits.take(name, limit, actor.key))
    const input = parse(ofConversation, { conversationId: request.params['conversationId'] })
    await conversationFor({ deps, actor, policy }, input.conversationId)
    next()
  }
}

const readBody = express.raw({ type: () => true, limit: mostAttachmentBytes, inflate: false })

function bodyOf({ body }: Request): Uint8Array {
  if (body instanceof Uint8Array && body.length > 0) return body
  throw new AppError('invalid_input', { issues: [{ path: 'file', message: 'The file is missing' }] })
}

/** Percent-encoded UTF-8; without one it gets a name of ours. */
function nameOf(request: Request): string {
  const given = request.get('file-name') ?? ''
  try {
    return decodeURIComponent(given).slice(0, 1000)
  } catch {
    throw new AppError('invalid_input', { issues: [{ path: 'name', message: 'Percent-encoded UTF-8 is wanted' }] })
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, field?: string): T {
  const read = schema.safeParse(value)
  if (!read.success) throw invalidInput(read.error, field)
  return read.data
}
