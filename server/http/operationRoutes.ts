import { type Request, type RequestHandler, Router } from 'express'
import { type OperationName, operationNames, operations } from '../../shared/contract/index.ts'
import type { Operation } from '../../shared/contract/operation.ts'
import { AppError } from '../core/appError.ts'
import { callOperation } from '../core/callOperation.ts'
import type { Deps } from '../core/deps.ts'
import { actorOf, addressOf } from './authenticate.ts'
import { announceLimit } from './rateHeaders.ts'
import { isPublicRead, sendTagged, tagOf } from './sendTagged.ts'

/** One route per operation of the contract: path parameters, then query or body, make the input. */
export function operationRoutes(deps: Deps): Router {
  const router = Router()
  for (const name of operationNames) {
    const { method, path } = operations[name].http
    router[method](path, serve(deps, name))
  }
  return router
}

function serve(deps: Deps, name: OperationName): RequestHandler {
  const operation: Operation = operations[name]
  return async (request, response) => {
    const data = await callOperation(deps, {
      name,
      input: inputOf(request),
      requestId: request.get('idempotency-key'),
      retry: request.get('idempotency-retry') === 'true',
      actor: actorOf(response.locals),
      address: addressOf(request),
      device: request.get('user-agent')?.slice(0, 200) ?? null,
      onCounted: announceLimit(response, name, operation.limit),
    })
    const json = JSON.stringify(data)
    if (isPublicRead(operation)) sendTagged(request, response, tagOf(json), json)
    else response.type('json').send(json)
  }
}

/** A field named twice, in the path and beside it, is a mistake worth telling. */
export function inputOf(request: Request): unknown {
  const beside: unknown = request.method === 'GET' || request.method === 'DELETE' ? request.query : (request.body ?? {})
  if (typeof beside !== 'object' || beside === null || Array.isArray(beside)) {
    throw new AppError('invalid_input', { issues: [{ path: '', message: 'The body must be a JSON object' }] })
  }
  const twice = Object.keys(request.params).find((field) => Object.hasOwn(beside, field))
  if (twice !== undefined) {
    throw new AppError('invalid_input', { issues: [{ path: twice, message: 'Given in the path already' }] })
  }
  return { ...beside, ...request.params }
}
