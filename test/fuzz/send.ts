import type { Described } from './described.ts'
import type { Ready } from './mutations.ts'

/** A request as `fetch` takes it. */
export interface Sendable {
  readonly method: string
  /** Under `/v1`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** A request to an operation. `isSame`: its path is still that one's, whatever stands in it. */
export function sendable({ method, path, body }: Described, ready: Ready): { sent: Sendable; isSame: boolean } {
  let isSame = true
  const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const part = encoded(ready.path[name])
    isSame &&= part !== '' && part !== '.' && part !== '..'
    return part
  })
  const query = new URLSearchParams(Object.entries(ready.query).flatMap(([name, value]) => pairsOf(name, value)))
  const text = body === null ? undefined : (ready.raw ?? JSON.stringify(ready.body))
  const sent = {
    method: method.toUpperCase(),
    path: `${filled}${query.size === 0 ? '' : `?${query}`}`,
    headers: {
      ...(text !== undefined && { 'content-type': 'application/json' }),
      ...headersOf(ready.headers),
    },
    ...(text !== undefined && { body: text }),
  }
  return { sent, isSame }
}

function encoded(value: unknown): string {
  // Half a sign cannot be written as UTF-8: what stands for it is sent.
  return encodeURIComponent(Buffer.from(textOf(value).slice(0, 4_000)).toString('utf8'))
}

/** A list is the same name several times. */
function pairsOf(name: string, value: unknown): [string, string][] {
  const values: unknown[] = Array.isArray(value) ? value.slice(0, 50) : [value]
  return values.map((one) => [name, textOf(one).slice(0, 4_000)])
}

/** Only what a header can carry: the rest no client can send. */
function headersOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const named = Object.entries(headers).filter(([name]) => /^[A-Za-z-]+$/.test(name))
  return Object.fromEntries(
    named.map(([name, value]) => [
      name,
      textOf(value)
        .replaceAll(/[^\x20-\x7e\x80-\xff]/g, '')
        .slice(0, 4_000),
    ]),
  )
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return value === undefined ? '' : JSON.stringify(value)
}
