import { cut } from './authenticate.ts'
import type { HubServer, HubSocket } from './types.ts'

/** Whoever asked for what ends their own socket hears that it is done: what is open on it is waited for so long. */
const answerFirst = { everyMs: 250, times: 12 } as const

/** @param fateOf why a socket is to end; null: it goes on */
export function cutGently(
  io: HubServer,
  fateOf: (socket: HubSocket) => Parameters<typeof cut>[1] | null,
  patience: number = answerFirst.times,
): void {
  setTimeout(() => {
    let answering = 0
    for (const socket of io.of('/').sockets.values()) {
      const fate = fateOf(socket)
      if (fate === null) continue
      if (socket.data.open > 0 && patience > 0) answering += 1
      else cut(socket, fate)
    }
    if (answering > 0) cutGently(io, fateOf, patience - 1)
  }, answerFirst.everyMs).unref()
}
