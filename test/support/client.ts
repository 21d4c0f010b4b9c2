import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import type { OperationName, Output, Sent } from '../../shared/contract/index.ts'
import type { Answer, Opened, OpenRequest, Patch } from '../../shared/contract/wire.ts'

/** A bare client, so that what is tested is the hub and not the SDK. */
export interface TestClient extends Disposable {
  readonly socket: Socket
  call<N extends OperationName>(name: N, input: Sent<N>, requestId?: string): Promise<Answer<Output<N>>>
  /** The data of an answer that must be ok. @throws Error naming the code */
  must<N extends OperationName>(name: N, input: Sent<N>, requestId?: string): Promise<Output<N>>
  /** Opens a feed and keeps its content by the rules of the contract. */
  follow(request: OpenRequest): Promise<FollowedFeed>
}

export interface FollowedFeed {
  content: Record<string, unknown>
  version: string
  readonly epoch: string
  readonly key: string
  readonly opened: Opened
  readonly patches: Patch[]
  /** Patches that did not continue what was held. */
  gaps: number
  beacons: number
}

export function connect(url: string, token?: string): TestClient {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: token === undefined ? {} : { token },
  })

  async function call<N extends OperationName>(
    name: N,
    input: Sent<N>,
    requestId: string = randomUUID(),
  ): Promise<Answer<Output<N>>> {
    return socket.emitWithAck(name, { input, requestId })
  }

  return {
    socket,
    call,
    async must(name, input, requestId) {
      const answer = await call(name, input, requestId)
      if (!answer.ok) {
        throw new Error(
          `${name}: ${answer.error.code} ${answer.error.reason ?? ''} ${JSON.stringify(answer.error.issues ?? [])}`,
        )
      }
      return answer.data
    },
    async follow(request) {
      const answer: Answer<Opened> = await socket.emitWithAck('feed.open', request)
      if (!answer.ok) throw new Error(`feed.open: ${answer.error.code}`)
      const feed = followed(answer.data)
      socket.on('feed.patch', (patch: Patch & { key: string }) => {
        if (patch.key === feed.key) apply(feed, patch)
      })
      socket.on('feed.beacon', (beacon: { key: string; version: string }) => {
        if (beacon.key === feed.key && beacon.version === feed.version) feed.beacons++
      })
      return feed
    },
    [Symbol.dispose]: () => void socket.disconnect(),
  }
}

function followed(opened: Opened): FollowedFeed {
  return {
    content: { ...opened.snapshot },
    version: opened.version,
    epoch: opened.epoch,
    key: opened.key,
    opened,
    patches: [],
    gaps: 0,
    beacons: 0,
  }
}

function apply(feed: FollowedFeed, patch: Patch): void {
  if (patch.from !== feed.version) feed.gaps++
  for (const key of patch.unset) delete feed.content[key]
  Object.assign(feed.content, patch.set)
  feed.version = patch.to
  feed.patches.push(patch)
}

/** The code a party of this size sees for a slot; undefined when the slot is not there. */
export function codeOf(feed: FollowedFeed, slot: string, party: number): string | undefined {
  return (feed.content[slot] as { codes: string } | undefined)?.codes[party - 1]
}

/** What the next event of this name carries. */
export function heard(socket: Socket, event: string): Promise<unknown[]> {
  return new Promise((resolve) => {
    socket.once(event, (...args: unknown[]) => resolve(args))
  })
}
