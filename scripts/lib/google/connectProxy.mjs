import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'

/** Those that the provider's SDK knows; a certificate for its stand-in is for these. */
export const googleHosts = ['fcm.googleapis.com', 'oauth2.googleapis.com']

/**
 * A proxy that takes CONNECT to Google's hosts, and leads every tunnel to one port of this machine.
 *
 * @param {number} to the port behind the tunnels
 * @param {object} [options] `port` of the proxy itself, `opened` is called for every tunnel, `cut` says whether it is cut
 *   as soon as it is there
 */
export async function startConnectProxy(to, { port = 0, opened = () => {}, cut = () => false } = {}) {
  const sockets = new Set()
  const keep = (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
  }
  const server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', ({ url = '' }, socket, head) => {
    if (!googleHosts.some((host) => url === `${host}:443`)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    opened()
    const there = connect(to, '127.0.0.1', () => {
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
    ]) {
      one.once('close', () => other.destroy())
    }
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    proxy: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      const ended = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      await ended
    },
  }
}
