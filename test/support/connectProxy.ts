import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { googleHosts } from './googleHosts.ts'

interface Options {
  readonly counts: { connections: number }
  /** Whether the next tunnel is cut as soon as it is there. */
  readonly cut: () => boolean
}

/** A proxy that takes CONNECT to Google's hosts, and leads every tunnel to one port of this machine. */
export async function startConnectProxy(port: number, { counts, cut }: Options) {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
  }
  const server: Server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', ({ url = '' }, socket: Socket, head: Buffer) => {
    if (!googleHosts.some((host) => url === `${host}:443`)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    counts.connections += 1
    const there = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      if (cut()) {
        socket.destroySoon()
        return
      }
      there.write(head)
      there.pipe(socket).pipe(there)
    })
    keep(socket)
    keep(there)
    for (const [one, other] of [
      [socket, there],
      [there, socket],
    ] as const) {
      one.once('close', () => other.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    proxy: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const ended = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      await ended
    },
  }
}
