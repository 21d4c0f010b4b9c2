import type { Core } from '../core/createCore.ts'
import { cutGently } from './cutGently.ts'
import { type HubServer, type HubSocket, roomOf } from './types.ts'

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
    cutGently(io, (socket) => fateOf(socket, id))
  })
  function fateOf({ data: { actor, issuedAt } }: HubSocket, id: string) {
    if (actor.sessionId === null || (actor.sessionId !== id && actor.key !== id)) return null
    const fate = deps.revocations.fateOf({ sessionId: actor.sessionId, actor: actor.key, issuedAt })
    if (fate === 'stands') return null
    return fate === 'ended' ? 'session_ended' : 'token_expired'
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
