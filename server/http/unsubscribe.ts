import express, { type Request, type Response, Router } from 'express'
import type { OperationName } from '../../shared/contract/index.ts'
import { AppError } from '../core/appError.ts'
import { callOperation } from '../core/callOperation.ts'
import type { Deps } from '../core/deps.ts'
import { anonymous } from '../core/infra/tokens.ts'
import { addressOf } from './authenticate.ts'

/**
 * One click (RFC 8058): a mail program sends this form by itself, without cookies and without anybody logged in. A GET
 * of the same address is a page of the app and changes nothing, for programs that look for bad links follow all of them.
 *
 * @throws AppError `invalid_input` for any other form, `not_found` for a link that is not ours
 */
export function unsubscribe(deps: Deps): Router {
  const router = Router()
  const form = express.urlencoded({ extended: false, limit: '1kb', parameterLimit: 5 })
  const click = (name: OperationName) => async (request: Request, response: Response) => {
    const { 'List-Unsubscribe': said } = (request.body ?? {}) as { readonly 'List-Unsubscribe'?: unknown }
    if (said !== 'One-Click') {
      throw new AppError('invalid_input', { issues: [{ path: 'List-Unsubscribe', message: 'One-Click is wanted' }] })
    }
    await callOperation(deps, {
      name,
      input: { ...request.params, mails: false },
      requestId: undefined,
      retry: false,
      actor: anonymous,
      address: addressOf(request),
      device: null,
    })
    // The same for everybody, also the second time.
    response.set('cache-control', 'no-store').status(200).end()
  }
  router.post('/unsubscribe/:reservationId/:secret', form, click('notice.link.change'))
  router.post('/unsubscribe/messages/:conversationId/:secret', form, click('notice.talk.change'))
  return router
}
