import { setTimeout as sleep } from 'node:timers/promises'
import type { HubServer } from './types.ts'

/** Clients come back spread over this long. */
const spreadMs = 3000
/** What was sent before a client heard of it still arrives within this. */
const graceMs = 300
/** Open commands are waited for so long. */
const patienceMs = 8000

export interface Drain {
  /** Work that is waited for. */
  track(work: Promise<unknown>): void
  begin(): Promise<void>
}

/**
 * Before a node goes: whoever is connected is told when to come back, commands in hand are answered, then the
 * transports are closed. The transport and not the socket: a client does not come back from a server's `disconnect`.
 */
export function createDrain(io: HubServer): Drain {
  const open = new Set<Promise<unknown>>()
  return {
    track(work) {
      const tracked = work.finally(() => open.delete(tracked))
      open.add(tracked)
    },
    async begin() {
      for (const socket of io.of('/').sockets.values()) {
        socket.emit('server.drain', { retryInMs: Math.round(Math.random() * spreadMs) })
      }
      await sleep(graceMs)
      await Promise.race([Promise.allSettled([...open]), sleep(patienceMs, undefined, { ref: false })])
      for (const socket of io.of('/').sockets.values()) socket.conn.close()
    },
  }
}
