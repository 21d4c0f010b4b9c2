import { mongo } from 'mongoose'
import type { Guards } from '../../../shared/domain/book/types.ts'
import { parseBookId } from './bookId.ts'
import type { BookDocument } from './documents.ts'
import type { BookId, BookProof, BookRead, BookWrite, EventRecord } from './ports.ts'

/** The guards as part of a filter, judged by the clock of the server that matches. */
export function clockFilter(guards: Guards | undefined): mongo.Filter<BookDocument> {
  const { notBefore = null, before = null } = guards ?? {}
  const terms = [
    ...(notBefore === null ? [] : [{ $gte: ['$$NOW', new Date(notBefore)] }]),
    ...(before === null ? [] : [{ $lt: ['$$NOW', new Date(before)] }]),
  ]
  return terms.length === 0 ? {} : { $expr: { $and: terms } }
}

/** One commit. Claims and events are set key by key: small in the oplog, and no two parts of it touch the same path. */
export function updateOf(write: BookWrite): mongo.UpdateFilter<BookDocument> {
  const { nodeId, attemptId, settingsVersion, events, nextDue } = write
  const claims = mapKeys(write.set, (id) => `claims.${id}`)
  const facts = Object.fromEntries(events.map((event) => [`events.${event.version}-${event.n}`, event]))
  const gone = Object.fromEntries(write.unset.map((id) => [`claims.${id}`, '' as const]))
  return {
    $set: {
      ...claims,
      ...facts,
      settingsVersion,
      nextDue: nextDue === null ? null : new Date(nextDue),
      [`nodes.${nodeId}.attempt`]: attemptId,
    },
    $inc: { version: 1 },
    $currentDate: { committedAt: true, [`nodes.${nodeId}.at`]: true },
    ...(write.unset.length === 0 ? {} : { $unset: gone }),
    ...(events.length === 0 ? {} : { $min: { pendingSince: new Date(write.at) } }),
  }
}

export function emptyDocument(bookId: BookId, settingsVersion: number): BookDocument {
  const nothing = { version: 0, settingsVersion, claims: {}, events: {}, nodes: {} }
  return { _id: bookId, ...parseBookId(bookId), ...nothing, committedAt: new Date(0), nextDue: null }
}

export function readIn(found: BookDocument): BookRead {
  const { venueId, date, version, settingsVersion, claims } = found
  return {
    book: { venueId, date, version, settingsVersion, claims },
    pending: Object.values(found.events).sort(inOrder),
    attempts: attemptsIn(found),
    committedAt: found.committedAt.getTime(),
    bytes: mongo.BSON.calculateObjectSize(found),
  }
}

export function proofIn(found: Pick<BookDocument, 'version' | 'nodes'>): BookProof {
  return { version: found.version, attempts: attemptsIn(found) }
}

function attemptsIn({ nodes }: Pick<BookDocument, 'nodes'>): Record<string, string> {
  return Object.fromEntries(Object.entries(nodes).map(([nodeId, { attempt }]) => [nodeId, attempt]))
}

function inOrder(a: EventRecord, b: EventRecord): number {
  return a.version - b.version || a.n - b.n
}

function mapKeys<T>(from: Readonly<Record<string, T>>, to: (key: string) => string): Record<string, T> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [to(key), value]))
}
