import express, { type Request, type RequestHandler, Router } from 'express'
import type { z } from 'zod'
import { mayTry } from '../../shared/contract/policy.ts'
import { requestId } from '../../shared/contract/schemas.ts'
import { mostAttachmentBytes } from '../../shared/domain/concierge/attachment.ts'
import { AppError } from '../core/appError.ts'
import { addAttachment } from '../core/attachments/attachments.ts'
import { readAttachment } from '../core/attachments/read.ts'
import type { Deps } from '../core/deps.ts'
import { invalidInput } from '../core/invalidInput.ts'
import type { RenderUpload } from '../core/pictures/render.ts'
import { conversationFor } from '../core/talk/conversations.ts'
import {
  type Admission,
  addingAttachment,
  askedAttachment,
  attachmentPath,
  attachmentsPath,
  ofConversation,
  readingAttachment,
} from './attachmentTable.ts'
import { actorOf, authenticate } from './authenticate.ts'
import { announceLimit } from './rateHeaders.ts'
import { createRoom } from './uploadRoom.ts'

const shownSeconds = 3600

/**
 * Files in conversations. Beside the contract, because a file is no JSON: but who may, how often, and what a failure looks
 * like are the same as of every operation. The file's name comes in a header of its own, for addresses are written down.
 */
export function attachmentRoutes(deps: Deps, render: RenderUpload): Router {
  const router = Router()
  const room = createRoom()
  const [all, one] = [`/v1${attachmentsPath}`, `/v1${attachmentPath}`]

  router.post(all, authenticate(deps), admit(deps, addingAttachment), room, readBody, async (request, response) => {
    const upload = {
      ...parse(ofConversation, { ...request.query, ...request.params }),
      by: actorOf(response.locals).key,
      requestId: parse(requestId, request.get('idempotency-key'), 'requestId'),
      name: nameOf(request),
      bytes: bodyOf(request),
    }
    response.json(await addAttachment(deps, render, upload))
  })

  router.get(one, authenticate(deps), admit(deps, readingAttachment), async (request, response) => {
    const input = parse(askedAttachment, { ...request.query, ...request.params })
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
