import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Told {
  status: number
  headers: Headers
  body: string
}

/** What a hub may do wrong with an answer; null: it gives none. */
export type Lie = (told: Told) => Told | null

/** Stands before a hub and tells its answers otherwise. */
export async function startLiar(url: string, lie: Lie): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer((request, response) => void retell(url, lie, request, response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function retell(url: string, lie: Lie, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const sent: Buffer[] = []
  for await (const chunk of request) sent.push(chunk as Buffer)
  const { method = 'GET', headers } = request
  const named = Object.entries(headers).filter(([name]) => !['host', 'connection', 'content-length'].includes(name))
  const answer = await fetch(`${url}${request.url}`, {
    method,
    headers: Object.fromEntries(named.map(([name, value]) => [name, String(value)])),
    ...(sent.length > 0 && { body: Buffer.concat(sent) }),
  })
  const told = lie({ status: answer.status, headers: new Headers(answer.headers), body: await answer.text() })
  if (told === null) return void response.destroy()
  told.headers.delete('content-length')
  told.headers.delete('content-encoding')
  told.headers.delete('transfer-encoding')
  response.writeHead(told.status, [...told.headers].flat()).end(told.body)
}
