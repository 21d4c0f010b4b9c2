import type { Server as HttpServer } from 'node:http'
import { createAdapter } from '@socket.io/redis-adapter'
import { Server } from 'socket.io'
import type { Core } from '../core/createCore.ts'
import { connectRedis } from '../core/infra/redis.ts'
import { authenticate } from './authenticate.ts'
import { createDrain } from './drain.ts'
import { joinNodes } from './nodes.ts'
import { allowOrigin } from './origin.ts'
import { serveSocket } from './serveSocket.ts'
import { watchSlowReaders } from './slowReaders.ts'
import { joinTalk } from './talk.ts'
import type { HubServer, HubSocket } from './types.ts'

/** A message larger than this closes its socket; one over what any operation may have is answered first, see `serveSocket`. */
const maxMessageBytes = 128 * 1024

export interface Realtime {
  /** Tells every client to come back elsewhere, waits for open commands, closes. */
  drain(): Promise<void>
}

/** Operations and feeds over Socket.IO, on this server. */
export function createRealtime(httpServer: HttpServer, core: Core): Realtime {
  const { deps } = core
  const pub = connectRedis(deps.config.redisUrl, 'publish', deps)
  const sub = connectRedis(deps.config.redisUrl, 'subscribe', deps)
  const io: HubServer = new Server(httpServer, {
    // Websocket only: no stickiness needed at the load balancer.
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    connectTimeout: 8000,
    perMessageDeflate: false,
    allowRequest: allowOrigin(deps.config.origins),
    adapter: createAdapter(pub, sub, { requestsTimeout: 2000 }),
  })
  deps.metrics.gauge('couvert_sockets', () => io.engine.clientsCount)
  io.use(authenticate(deps))
  const drain = createDrain(io)
  const stopNodes = joinNodes(io, core)
  const stopTalk = joinTalk(io, core)
  const slow = watchSlowReaders(io)
  deps.metrics.gauge('couvert_slow_readers', slow.count)
  io.on('connection', (socket) => {
    dropHandshake(socket)
    serveSocket(socket, { core, drain, slow })
  })

  return {
    async drain() {
      await drain.begin()
      stopNodes()
      stopTalk()
      slow.stop()
      await io.close()
      sub.disconnect()
      pub.disconnect()
    },
  }
}

/**
 * The request is some kilobytes per socket that nothing needs once it is known who asks, and from where. What is left of
 * it a node tells over Redis when it is asked for its sockets.
 */
function dropHandshake(socket: HubSocket): void {
  Object.assign(socket.handshake, { headers: {}, address: '', url: '', query: {} })
  const raw: { request: unknown } = socket.conn
  raw.request = null
}
