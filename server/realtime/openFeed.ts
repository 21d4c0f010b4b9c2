import { z } from 'zod'
import type { Opened } from '../../shared/contract/wire.ts'
import { AppError } from '../core/appError.ts'
import type { Core } from '../core/createCore.ts'
import type { WatchedFeed } from '../core/feeds/watchedFeed.ts'
import { invalidInput } from '../core/invalidInput.ts'
import { type HubSocket, roomOf } from './types.ts'

/** Feeds one socket may follow at once. */
const maxFeeds = 50
/** A state proven within this needs no reading for who opens. */
const freshMs = 6000

const openSchema = z.strictObject({
  feed: z.string().max(64),
  params: z.unknown().optional(),
  since: z.strictObject({ epoch: z.string().max(100), version: z.string().max(100) }).optional(),
})

const closeSchema = z.strictObject({ key: z.string().max(200) })

/**
 * Joins first, then brings the state up to date, then answers with what it is at that instant. The answer and the
 * patches leave in one order on one socket, so what was heard before the answer is part of it.
 */
export async function openFeed(socket: HubSocket, { deps, feeds }: Core, payload: unknown): Promise<Opened> {
  const request = openSchema.safeParse(payload)
  if (!request.success) throw invalidInput(request.error)
  const { feed: name, params, since } = request.data
  await deps.limits.take(
    'feed.open',
    { points: 300, perSeconds: 60 },
    socket.data.actor.sessionId === null ? socket.data.address : socket.data.actor.key,
  )
  const { key } = await feeds.resolve(name, params ?? {}, socket.data.actor)
  const feed = await follow(socket, { feeds }, key)
  // What the client has is newer than what this node knows, or older than its memory reaches: read before judging.
  const unknown = since !== undefined && since.epoch === feeds.epoch && feed.since(since.version) === null
  const state = await feed.current(unknown ? 0 : freshMs)
  const opened = { key, epoch: feeds.epoch, version: state.version, age: Math.round(feed.age()) }
  const patches = since?.epoch === feeds.epoch ? feed.since(since.version) : null
  return patches === null ? { ...opened, snapshot: state.content } : { ...opened, patches }
}

/** Joining again is nothing; for a slow reader that was taken out of the room it is the way back. */
async function follow(socket: HubSocket, { feeds }: Pick<Core, 'feeds'>, key: string): Promise<WatchedFeed> {
  if (!socket.data.feeds.has(key)) {
    if (socket.data.feeds.size >= maxFeeds) throw new AppError('rate_limited', { retryAfterMs: 1000 })
    feeds.follow(key)
    socket.data.feeds.add(key)
  }
  await socket.join(roomOf(key))
  return feeds.watched(key)
}

export async function closeFeed(socket: HubSocket, core: Core, payload: unknown): Promise<Record<string, never>> {
  const request = closeSchema.safeParse(payload)
  if (!request.success) throw invalidInput(request.error)
  await leave(socket, core, request.data.key)
  return {}
}

/** The socket goes on without this feed. */
export async function leave(socket: HubSocket, { feeds }: Core, key: string): Promise<void> {
  if (!socket.data.feeds.delete(key)) return
  feeds.release(key)
  await socket.leave(roomOf(key))
}

export function closeAllFeeds(socket: HubSocket, { feeds }: Core): void {
  for (const key of socket.data.feeds) feeds.release(key)
  socket.data.feeds.clear()
}
