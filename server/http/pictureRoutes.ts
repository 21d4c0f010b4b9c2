import express, { type Request, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import type { RateLimit } from '../../shared/contract/operation.ts'
import { allows, mayTry, type Policy } from '../../shared/contract/policy.ts'
import { fromQuery, line, venueId } from '../../shared/contract/schemas.ts'
import { AppError } from '../core/appError.ts'
import type { Deps } from '../core/deps.ts'
import { invalidInput } from '../core/invalidInput.ts'
import type { RenderUpload } from '../core/pictures/render.ts'
import { blobKey, createVenuePictures, mostBytes, widths } from '../core/pictures/venuePictures.ts'
import { presentPicture } from '../core/presenters/presentVenue.ts'
import { actorOf, authenticate } from './authenticate.ts'
import { announceLimit } from './rateHeaders.ts'

const pictureId = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/)
const added = z.strictObject({ venueId, alt: line(200) })
const removed = z.strictObject({ venueId, pictureId })
const width = fromQuery(z.literal([...widths]).default(1280))

const policy = { manager: 'venue', admin: 'any' } as const satisfies Policy
const limit: RateLimit = { points: 30, perSeconds: 60 }
const yearSeconds = 31_536_000

/**
 * Pictures of restaurants. Beside the contract, because a file is no JSON: but who may, how often, and what a failure looks
 * like are the same as of every operation. A picture is known by its content, so that sending it again adds nothing.
 */
export function pictureRoutes(deps: Deps, render: RenderUpload): Router {
  const router = Router()
  const pictures = createVenuePictures(deps, render)
  const ofVenue = '/v1/venues/:venueId/pictures'

  router.put(ofVenue, authenticate(deps), admit(deps, 'picture.add'), readBody, async (request, response) => {
    const input = parse(added, { ...request.query, ...request.params })
    const picture = await pictures.add({ ...input, by: actorOf(response.locals).key, bytes: bytesOf(request) })
    response.json({ pictureId: picture.id, ...presentPicture(picture) })
  })

  router.delete(
    `${ofVenue}/:pictureId`,
    authenticate(deps),
    admit(deps, 'picture.remove'),
    async (request, response) => {
      const input = parse(removed, { ...request.query, ...request.params })
      await pictures.remove({ ...input, by: actorOf(response.locals).key })
      response.json({})
    },
  )

  router.get('/pictures/:pictureId.webp', async (request, response) => {
    const id = pictureId.safeParse(request.params.pictureId)
    if (!id.success) throw new AppError('not_found')
    const webp = await deps.blobs.get(blobKey(id.data, parse(z.object({ w: width }), request.query).w))
    if (webp === null) throw new AppError('not_found')
    // Another picture has another id: what is here stays as it is.
    response.set('cache-control', `public, max-age=${yearSeconds}, immutable`).type('image/webp').send(webp)
  })
  return router
}

/** Who may, and how often: known before the body is read. @throws AppError */
function admit(deps: Deps, name: string): RequestHandler {
  return async (request, response, next) => {
    const actor = actorOf(response.locals)
    response.set('cache-control', 'no-store')
    if (!mayTry(policy, actor.grants)) throw new AppError(actor.sessionId === null ? 'unauthenticated' : 'forbidden')
    announceLimit(response, name, limit)(await deps.limits.take(name, limit, actor.key))
    const resource = { owner: null, venueId: parse(z.object({ venueId }), request.params).venueId }
    if (!allows(policy, actor, resource)) throw new AppError('not_found')
    next()
  }
}

const raw = express.raw({ type: () => true, limit: mostBytes, inflate: false })

const readBody: RequestHandler = (request, response, next) => {
  raw(request, response, (error?: unknown) =>
    next(error === undefined ? undefined : pictureIssue('At most 8 MB, as they are', error)),
  )
}

function bytesOf({ body }: Request): Uint8Array {
  if (body instanceof Uint8Array && body.length > 0) return body
  throw pictureIssue('The picture is missing')
}

function pictureIssue(message: string, cause?: unknown): AppError {
  return new AppError('invalid_input', { issues: [{ path: 'picture', message }], cause })
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value)
  if (!read.success) throw invalidInput(read.error)
  return read.data
}
