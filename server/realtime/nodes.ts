import type { Core } from '../core/createCore.ts'
import { cut } from './authenticate.ts'
import { type HubServer, roomOf } from './types.ts'

/** Whoever asked for the end of their own session hears that it ended: what is open on a socket is waited for so long. */
const answerFirst = { everyMs: 250, times: 12 } as const

/**
 * Commits, projections and revocations, between the nodes and to this node's own sockets. Each node feeds its own; what travels is
 * ids and versions, and may be lost: the beacon finds out.
 */
export function joinNodes(io: HubServer, { commits, feeds, deps, showing }: Core): () => void {
  const leaving = new Map<string, number>()
  let flush: NodeJS.Immediate | null = null

  feeds.attach({
    patch: (key, patch) => io.local.to(roomOf(key)).emit('feed.patch', { key, epoch: feeds.epoch, ...patch }),
    beacon: (key, version, age) =>
      io.local.to(roomOf(key)).emit('feed.beacon', { key, epoch: feeds.epoch, version, age: Math.round(age) }),
  })

  /** All commits of one turn of the event loop leave as one message. */
  function tell(bookId: string, version: number): void {
    leaving.set(bookId, version)
    flush ??= setImmediate(() => {
      flush = null
      const books = [...leaving]
      leaving.clear()
      if (deps.probe?.breaks('drop-events') !== true) io.serverSideEmit('commit', books)
    })
  }

  const stopCommits = commits.listen(({ notice }) => {
    feeds.touch('availability', subjectOf(notice.bookId), 'atHand')
    tell(notice.bookId, notice.version)
  })
  io.on('commit', (books) => {
    for (const [bookId] of books) feeds.touch('availability', subjectOf(bookId), 'database')
  })
  io.on('projected', (reservationIds, owners) => {
    for (const id of reservationIds) {
      feeds.touch('reservation', id, 'database')
      for (const conversationId of showing(id)) feeds.touch('cards', conversationId, 'database')
    }
    for (const owner of owners) feeds.touch('reservations', owner, 'database')
  })
  const stopNoticed = deps.noticed.listen((owner) => {
    feeds.touch('notices', owner, 'database')
    io.serverSideEmit('noticed', [owner])
  })
  io.on('noticed', (owners) => {
    for (const owner of owners) feeds.touch('notices', owner, 'database')
  })
  const stopRevocations = deps.revocations.heard.listen(({ id, at, own }) => {
    if (own) io.serverSideEmit('revoked', id, at)
    setTimeout(() => cutRevoked(id, answerFirst.times), answerFirst.everyMs).unref()
  })
  function cutRevoked(id: string, patience: number): void {
    let answering = 0
    for (const socket of io.of('/').sockets.values()) {
      const { actor, issuedAt } = socket.data
      if (actor.sessionId === null || (actor.sessionId !== id && actor.key !== id)) continue
      const fate = deps.revocations.fateOf({ sessionId: actor.sessionId, actor: actor.key, issuedAt })
      if (fate === 'stands') continue
      if (socket.data.open > 0 && patience > 0) answering += 1
      else cut(socket, fate === 'ended' ? 'session_ended' : 'token_expired')
    }
    if (answering > 0) setTimeout(() => cutRevoked(id, patience - 1), answerFirst.everyMs).unref()
  }
  io.on('revoked', (id, at) => deps.revocations.note(id, at))

  return () => {
    stopCommits()
    stopNoticed()
    stopRevocations()
  }
}

function subjectOf(bookId: string): string {
  return bookId.replace(':', '/')
}
