import type { IncomingMessage } from 'node:http'

/**
 * CORS does not cover websockets: whoever a browser lets open one is decided here, by exact origin. The node's own
 * origin is always allowed. What sends no origin is no browser, and needs a token anyway.
 */
export function allowOrigin(origins: readonly string[]) {
  return (request: IncomingMessage, answer: (error: string | null | undefined, allowed: boolean) => void): void => {
    const { origin, host } = request.headers
    const own = host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
    const allowed = origin === undefined || own || origins.includes(origin)
    answer(allowed ? null : 'origin not allowed', allowed)
  }
}
