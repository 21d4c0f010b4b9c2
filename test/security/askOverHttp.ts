import { randomUUID } from 'node:crypto'
import { pathFields } from '../../server/http/reference/route.ts'
import { type OperationName, operations } from '../../shared/contract/index.ts'

/** Who asks, and from where. */
export interface Asker {
  readonly url: string
  readonly token?: string
  /** A partner's. */
  readonly key?: string
  /** As a proxy in front tells it. */
  readonly address?: string
  /** User agent. */
  readonly device?: string
  readonly requestId?: string
  readonly retry?: boolean
}

export interface Answered {
  readonly status: number
  readonly body: unknown
}

/** One operation over HTTP. @throws when the node is gone */
export async function askOverHttp(asker: Asker, name: OperationName, input: object): Promise<Answered> {
  const { method, path } = operations[name].http
  const fields = input as Readonly<Record<string, unknown>>
  const inPath = pathFields(path)
  const filled = path.replaceAll(/:(\w+)/g, (_whole, field: string) => encodeURIComponent(String(fields[field])))
  const beside = Object.fromEntries(Object.entries(fields).filter(([field]) => !inPath.includes(field)))
  const bodied = method === 'post' || method === 'put'
  const query = bodied ? '' : `?${new URLSearchParams(beside as Record<string, string>)}`
  const response = await fetch(`${asker.url}/v1${filled}${query}`, {
    method: method.toUpperCase(),
    headers: headersOf(asker),
    ...(bodied && { body: JSON.stringify(beside) }),
  })
  return { status: response.status, body: await response.json() }
}

function headersOf({ token, key, address, device, requestId = randomUUID(), retry = false }: Asker) {
  return {
    'content-type': 'application/json',
    'idempotency-key': requestId,
    ...(retry && { 'idempotency-retry': 'true' }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(key !== undefined && { 'x-api-key': key }),
    ...(address !== undefined && { 'x-forwarded-for': address }),
    ...(device !== undefined && { 'user-agent': device }),
  }
}
