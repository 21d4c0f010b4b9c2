import type { IncomingMessage, ServerResponse } from 'node:http'
import { inject } from 'vitest'
import { makeServiceAccount, type Refusal, refuse, startGoogle, type TakenPush } from '../../scripts/lib/google.mjs'
import type { ServiceAccount } from '../../server/core/config.ts'

/** One thing that goes wrong: a refusal, no answer ever, a cut link, or a connection that is closed instead of answered. */
export type Scene =
  | Refusal
  | { readonly refusal: Refusal; readonly retryAfter: string }
  | { readonly page: number }
  | 'none'
  | 'cut'
  | 'goaway'

export type HeardPush = TakenPush

/** Google's hosts on this machine, behind a proxy, which err by script. */
export interface FcmServer extends AsyncDisposable {
  /** Address of the proxy. */
  readonly proxy: string
  readonly account: ServiceAccount
  /** For the sends to a token, in order; without one all is well. */
  readonly script: Map<string, Scene[]>
  /** For the requests for an access token, in order. */
  readonly oauth: Scene[]
  /** So many of the tunnels to come are cut before anything can be said in them. */
  cutTunnels: number
  /** Heard in full, whatever the answer was. */
  readonly heard: readonly HeardPush[]
  /** Taken: what a device would show. */
  readonly taken: readonly HeardPush[]
  /** Connections through the proxy, and access tokens given. */
  readonly counts: { connections: number; tokens: number }
  /** Spoken with whoever came. */
  readonly protocols: ReadonlySet<string>
  /** Cuts all connections, and takes no more. */
  close(): Promise<void>
}

export async function startFcmServer(): Promise<FcmServer> {
  const account = makeServiceAccount('couvert-test')
  const script = new Map<string, Scene[]>()
  const oauth: Scene[] = []
  const heard: HeardPush[] = []
  const taken: HeardPush[] = []
  const counts = { connections: 0, tokens: 0 }
  const protocols = new Set<string>()

  const { proxy, stop } = await startGoogle({
    identity: inject('google'),
    account,
    take: (message) => void taken.push(message),
    play: {
      request: ({ httpVersion }) => void protocols.add(httpVersion),
      token: (request, response) => play(oauth.shift(), request, response),
      gaveToken: () => void (counts.tokens += 1),
      message(message, request, response) {
        heard.push(message)
        return play(script.get(message.token)?.shift(), request, response)
      },
      opened: () => void (counts.connections += 1),
      cut: () => told.cutTunnels > 0 && told.cutTunnels-- > 0,
    },
  })

  let closed: Promise<void> | null = null
  const close = (): Promise<void> => (closed ??= stop())
  const { project_id: projectId, client_email: clientEmail, private_key: privateKey } = account
  const told: FcmServer = {
    proxy,
    account: { projectId, clientEmail, privateKey },
    script,
    oauth,
    cutTunnels: 0,
    heard,
    taken,
    counts,
    protocols,
    close,
    [Symbol.asyncDispose]: close,
  }
  return told
}

/** Whoever is not answered here hears nothing, ever. @returns whether there is anything to play */
function play(scene: Scene | undefined, { socket }: IncomingMessage, response: ServerResponse): boolean {
  if (scene === undefined) return false
  if (scene === 'none') return true
  if (scene === 'cut') socket.destroy()
  else if (scene === 'goaway') socket.end()
  else if (typeof scene === 'string') refuse(response, scene)
  else if ('refusal' in scene) refuse(response, scene.refusal, { 'retry-after': scene.retryAfter })
  else {
    response.writeHead(scene.page, { 'content-type': 'text/html' })
    response.end('<html>Somebody else’s page, that names guest@example.com</html>')
  }
  return true
}
