import type { ErrorRequestHandler, RequestHandler } from 'express'
import { z } from 'zod'
import { AppError } from '../core/appError.ts'
import type { Log } from '../core/infra/log.ts'
import { toAppError } from '../core/toAppError.ts'
import { problemOf, problemType } from './problem.ts'
import { tellToWait } from './rateHeaders.ts'

export const noSuchRoute: RequestHandler = () => {
  throw new AppError('unknown_operation')
}

/** What the body parser and the router throw: a status and a kind. */
const clientFault = z.object({ status: z.number().int().min(400).max(499), type: z.string().optional() })

/** The one place that shapes a failure over HTTP; the socket's body is in it. */
export function answerErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const failure = fromParser(error) ?? toAppError(error, log, `${request.method} http`)
    tellToWait(response, failure)
    if (failure.status === 401) response.set('www-authenticate', 'Bearer')
    response.removeHeader('etag')
    response.set('cache-control', 'no-store').status(failure.status).type(problemType)
    response.send(JSON.stringify(problemOf(failure.toBody())))
  }
}

function fromParser(error: unknown): AppError | null {
  const fault = clientFault.safeParse(error)
  if (!fault.success || error instanceof AppError) return null
  if (fault.data.status === 413) return new AppError('payload_too_large')
  return new AppError('invalid_input', {
    issues: [{ path: '', message: 'The request cannot be read: JSON in UTF-8 is wanted' }],
  })
}
