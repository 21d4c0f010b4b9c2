import { createServer } from 'node:net'

const attempts = 5

/** Thrown when somebody else took the port between our looking and our server's listening. */
export class PortTaken extends Error {}

/** Whether a server could listen on `port` of every interface, as the hub does, right now. */
export function isPortFree(port, host = undefined) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** A port of the loopback interface that nobody listens on; somebody may take it in the next moment. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/**
 * Starts a server on `preferred`, or where that is taken (or not given) on a free port.
 *
 * @template T
 * @param {(port: number) => Promise<T>} start throws `PortTaken` to be called again with another port
 * @param {number} [preferred]
 * @returns {Promise<T>}
 */
export async function onFreePort(start, preferred) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(attempt === 1 && preferred !== undefined ? preferred : await freePort())
    } catch (error) {
      if (!(error instanceof PortTaken) || attempt === attempts) throw error
    }
  }
}
