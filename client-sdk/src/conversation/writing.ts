import type { Parts } from '../parts.ts'
import type { Side } from './types.ts'

/** How long one telling is shown. */
const shownMs = 6000
/** Told again before it would go out. */
const tellMs = 4000

/** Who is writing: the other side as it is told, and oneself told to them. Nothing of it is kept anywhere. */
export function createWriting(options: {
  parts: Pick<Parts, 'transport' | 'clock'>
  conversationId: string
  /** The other one. */
  side: Side
  tell: () => void
  changed: () => void
}) {
  const { parts, conversationId, side, tell, changed } = options
  const { transport, clock } = parts
  let cancel: (() => void) | null = null
  let newest = 0
  let toldAt = Number.NEGATIVE_INFINITY

  transport.listen({
    'conversation.writing'(message) {
      if (message.conversationId !== conversationId || message.side !== side) return
      cancel?.()
      cancel = clock.after(shownMs, end)
      changed()
    },
    disconnected: stop,
    closed: stop,
  })

  return {
    now: () => cancel !== null,
    /** What they were writing has come. */
    heard(seq: number) {
      if (seq > newest) stop()
      newest = Math.max(newest, seq)
    },
    typing() {
      if (!transport.connected() || clock.now() - toldAt < tellMs) return
      toldAt = clock.now()
      tell()
    },
    reset() {
      stop()
      newest = 0
      toldAt = Number.NEGATIVE_INFINITY
    },
  }

  function end(): void {
    stop()
    changed()
  }

  function stop(): void {
    cancel?.()
    cancel = null
  }
}
