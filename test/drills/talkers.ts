import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Socket } from 'socket.io-client'
import type { FeedName } from '../../shared/contract/feeds.ts'
import type { OperationName } from '../../shared/contract/index.ts'
import type { Answer, Opened, Patch } from '../../shared/contract/wire.ts'
import type { Acknowledged, Shown } from '../checker/talk.ts'
import { ask, connect } from '../contract/callers.ts'

/** What the devices of a run have seen, all by one clock. */
export interface Seen {
  readonly acknowledged: Acknowledged[]
  readonly shown: Shown[]
}

interface Stage {
  /** Of the nodes that are there; one that is gone may be among them. */
  readonly urls: readonly string[]
  readonly conversationId: string
  readonly seen: Seen
}

interface Person {
  readonly device: string
  readonly sender: string
  readonly token: string
}

/** One device: it says things until it is known what became of them, at whichever node answers, and follows what is said. */
export interface Device extends Disposable {
  /** Sent so many times, to one node after the other. */
  say(text: string, times: number): Promise<void>
  note(op: 'conversation.read' | 'conversation.delivered', upTo: number): Promise<void>
  /** Falls silent, as in a tunnel, and comes back. */
  lose(): void
  follow(): Promise<void>
  /** The messages of the feed it follows, the newest fifty. */
  messageIds(): readonly string[]
}

export function createDevice({ urls, conversationId, seen }: Stage, { device, sender, token }: Person): Device {
  const sockets = new Map<string, Socket>()
  let content: Record<string, unknown> = {}
  let version = ''
  let following: Socket | null = null

  async function socketAt(n: number): Promise<Socket> {
    const url = urls[n % urls.length] ?? ''
    const known = sockets.get(url)
    if (known?.connected === true) return known
    const fresh = await connect(url, token)
    sockets.set(url, fresh)
    return fresh
  }

  async function call(
    n: number,
    name: OperationName,
    input: object,
    requestId?: string,
  ): Promise<Answer<unknown> | null> {
    try {
      const key = requestId === undefined ? {} : { requestId }
      return await ask(await socketAt(n), name, { input, ...key })
    } catch {
      return null
    }
  }

  async function sayOnce(n: number, text: string, requestId: string): Promise<boolean> {
    await sleep(Math.random() * 20)
    const askedAt = performance.now()
    const answer = await call(n, 'message.send', { conversationId, text }, requestId)
    if (answer?.ok !== true) return false
    const { messageId, seq } = answer.data as { messageId: string; seq: number }
    const about = { device, sender, requestId, stream: conversationId, messageId, seq }
    seen.acknowledged.push({ ...about, askedAt, answeredAt: performance.now() })
    return true
  }

  function take(next: Record<string, unknown>, to: string): void {
    content = next
    version = to
    const about = next['about'] as Record<'guest' | 'desk', Shown> | undefined
    for (const side of ['guest', 'desk'] as const) {
      const { readUpTo = 0, deliveredUpTo = 0 } = about?.[side] ?? {}
      seen.shown.push({ device, stream: conversationId, side, readUpTo, deliveredUpTo })
    }
  }

  function applyPatch({ from, to, set, unset }: Patch): void {
    if (from !== version) return
    const kept = Object.entries(content).filter(([key]) => !unset.includes(key))
    take({ ...Object.fromEntries(kept), ...set }, to)
  }

  async function open(n: number): Promise<boolean> {
    const feed: FeedName = 'conversation'
    try {
      const socket = await socketAt(n)
      following?.off('feed.patch')
      const answer = (await ask(socket, 'feed.open', { feed, params: { conversationId } })) as Answer<Opened>
      if (!answer.ok) return false
      following = socket
      take({ ...answer.data.snapshot }, answer.data.version)
      socket.on('feed.patch', applyPatch)
      return true
    } catch {
      return false
    }
  }

  return {
    async say(text, times) {
      const requestId = randomUUID()
      const first = Math.floor(Math.random() * urls.length)
      const copies = Array.from({ length: times }, (_, n) => sayOnce(first + n, text, requestId))
      let done = (await Promise.all(copies)).includes(true)
      for (let n = first + 1; !done; n++) done = await sayOnce(n, text, requestId)
    },
    async note(op, upTo) {
      for (let n = 0; (await call(n, op, { conversationId, upTo }))?.ok !== true; n++) await sleep(20)
    },
    lose() {
      for (const socket of sockets.values()) socket.disconnect()
      sockets.clear()
    },
    async follow() {
      for (let n = 0; !(await open(n)); n++) await sleep(20)
    },
    messageIds() {
      const { about: _, ...messages } = content
      const all = Object.values(messages) as { seq: number; messageId: string }[]
      return all.toSorted((a, b) => a.seq - b.seq).map(({ messageId }) => messageId)
    },
    [Symbol.dispose]() {
      for (const socket of sockets.values()) socket.disconnect()
    },
  }
}
