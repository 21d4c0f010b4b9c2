import { type HubServer, type HubSocket, roomOf } from './types.ts'

const checkMs = 1000
/** More than this unsent, and the socket gets no more feed until it has read. */
const mostBytes = 64 * 1024
const mostPackets = 64
/** Not a byte read for so long: it is gone. */
const giveUpMs = 30_000

export interface SlowReaders {
  /** How many are out of their feeds now. */
  count(): number
  stop(): void
}

/**
 * A socket that reads slowly would make its feeds grow in memory without end. It is taken out of its rooms instead, and
 * told to open again once it has caught up: the newest state is all it missed.
 */
export function watchSlowReaders(io: HubServer): SlowReaders {
  const parked = new Map<HubSocket, number>()

  const timer = setInterval(() => {
    const now = performance.now()
    for (const socket of io.of('/').sockets.values()) {
      const since = parked.get(socket)
      if (unsent(socket)) {
        if (since === undefined) park(socket, now)
        else if (now - since > giveUpMs) socket.conn.close()
      } else if (since !== undefined) {
        parked.delete(socket)
        for (const key of socket.data.feeds) socket.emit('feed.resync', { key })
      }
    }
    for (const socket of parked.keys()) if (!socket.connected) parked.delete(socket)
  }, checkMs)

  function park(socket: HubSocket, now: number): void {
    parked.set(socket, now)
    for (const key of socket.data.feeds) void socket.leave(roomOf(key))
  }

  return { count: () => parked.size, stop: () => clearInterval(timer) }
}

/** Engine.IO queues packets until the transport drains; the websocket below it has a buffer of its own. Neither is public in its types. */
interface Buffers {
  readonly writeBuffer: { readonly length: number }
  readonly transport: { readonly socket?: { readonly bufferedAmount: number } }
}

function unsent({ conn }: HubSocket): boolean {
  const { writeBuffer, transport } = conn as unknown as Buffers
  return writeBuffer.length > mostPackets || (transport.socket?.bufferedAmount ?? 0) > mostBytes
}
