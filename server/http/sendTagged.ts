import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Operation } from '../../shared/contract/operation.ts'

/** What everybody may read has a tag; what is a person's own is kept nowhere. */
export function isPublicRead({ http, policy }: Pick<Operation, 'http' | 'policy'>): boolean {
  return http.method === 'get' && policy.anonymous !== undefined
}

/** An answer that a client may keep, and ask whether it still holds. Shared caches keep none of ours. */
export function sendTagged(request: Request, response: Response, tag: string, json: string): void {
  const etag = `"${tag}"`
  response.set('etag', etag).set('cache-control', 'private, no-cache')
  if (isAmong(etag, request.get('if-none-match'))) response.status(304).end()
  else response.type('json').send(json)
}

/** Whatever `Cache-Control` asks: that is for caches, and `fetch` adds it to every condition of one's own. */
function isAmong(etag: string, known = ''): boolean {
  return known.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag)
}

/** Equal texts have equal tags. */
export function tagOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 27)
}
