import { z } from 'zod'
import type { Epoch, FeedVersion, Opened } from '../../shared/contract/wire.ts'
import { AppError } from '../core/appError.ts'
import type { Core } from '../core/createCore.ts'
import type { WatchedFeed } from '../core/feeds/watchedFeed.ts'
import { invalidInput } from '../core/invalidInput.ts'
import { type HubSocket, roomOf } from './types.ts'

/** Feeds one socket may follow at once. */
const maxFeeds = 50
/** A state proven within this needs no reading for who opens. */
const freshMs = 6000
const openLimit = { points: 300, perSeconds: 60 }

const openSchema = z.strictObject({
  feed: z.string().max(64),
  params: z.unknown().optional(),
  since: z.strictObject({ epoch: z.string().max(100), version: z.string().max(100) }).optional(),
  atLeast: z.number().int().min(0).optional(),
})

const closeSchema = z.strictObject({ key: z.string().max(200) })

/**
 * Joins first, then brings the state up to date. The answer is made by what is returned, at the instant it leaves: it
 * and the patches then have one order on one socket, so that what was heard before the answer is part of it.
 */
export async function openFeed(socket: HubSocket, core: Core, payload: unknown): Promise<() => Opened> {
  const { deps, feeds } = core
  const request = openSchema.safeParse(payload)
  if (!request.success) throw invalidInput(request.error)
  const { feed: name, params, since, atLeast } = request.data
  const { actor, address } = socket.data
  await deps.limits.take('feed.open', openLimit, actor.sessionId === null ? address : actor.key)
  const { key } = await feeds.resolve(name, params ?? {}, actor)
  await follow(socket, core, key)
  try {
    const known = since?.epoch === feeds.epoch ? since.version : null
    const feed = await feeds.upToDate(key, { withinMs: freshMs, atLeast })
    // What the client has is newer than what this node knows, or older than its memory reaches: read before judging.
    if (known !== null && feed.since(known) === null) await feed.readNow()
    return () => answer(key, feeds.epoch, feed, known)
  } catch (error) {
    await leave(socket, core, key)
    throw error
  }
}

function answer(key: string, epoch: Epoch, feed: WatchedFeed, known: FeedVersion | null): Opened {
  const { present } = feed
  if (present === null) throw new Error('a feed that is followed keeps its state')
  const opened = { key, epoch, version: present.version, age: Math.round(feed.age()) }
  const patches = known === null ? null : feed.since(known)
  return patches === null ? { ...opened, snapshot: present.content } : { ...opened, patches }
}

/** Joining again is nothing; for a slow reader that was taken out of the room it is the way back. */
async function follow(socket: HubSocket, { feeds }: Core, key: string): Promise<void> {
  if (!socket.data.feeds.has(key)) {
    if (socket.data.feeds.size >= maxFeeds) throw new AppError('rate_limited', { retryAfterMs: 1000 })
    feeds.follow(key)
    socket.data.feeds.add(key)
  }
  await socket.join(roomOf(key))
}

export async function closeFeed(socket: HubSocket, core: Core, payload: unknown): Promise<Record<string, never>> {
  const request = closeSchema.safeParse(payload)
  if (!request.success) throw invalidInput(request.error)
  await leave(socket, core, request.data.key)
  return {}
}

/** The socket goes on without this feed. */
async function leave(socket: HubSocket, { feeds }: Core, key: string): Promise<void> {
  if (!socket.data.feeds.delete(key)) return
  feeds.release(key)
  await socket.leave(roomOf(key))
}

export function closeAllFeeds(socket: HubSocket, { feeds }: Core): void {
  for (const key of socket.data.feeds) feeds.release(key)
  socket.data.feeds.clear()
}
