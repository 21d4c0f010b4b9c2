import type { Instant } from '../../../shared/domain/book/types.ts'
import { alertOf, type DigestPace } from '../../../shared/domain/notices/alerts.ts'
import type { NoticeChannel } from '../../../shared/domain/notices/kinds.ts'
import { idOf } from '../infra/ids.ts'
import { parseBookId } from '../lane/bookId.ts'
import type { EventDocument } from '../lane/documents.ts'
import type { AlertDocument, AlertFact } from './documents.ts'
import type { Member } from './members.ts'

/** Rows are kept so long after they were due. */
export const alertKeptMs = 30 * 86_400_000
/** What is heard of later than this is told to nobody: of what was told before, the rows may be gone. */
const freshMs = 7 * 86_400_000

/** Something that a guest did, before it is known who is told. */
export interface Happening extends Omit<AlertFact, 'id'> {
  readonly eventId: string
  readonly venueId: string
  /** Actor key. */
  readonly actor: string
}

/** What guests did with their bookings; not what staff did, nor what time alone brought. */
export function happeningsIn(events: readonly EventDocument[], now: Instant): readonly Happening[] {
  return events.flatMap(({ _id, book, version, n, op, actor, at, event }): readonly Happening[] => {
    const kind = alertOf(event, op)
    if (kind === null || at.getTime() < now - freshMs) return []
    if (event.type === 'settings.adopted' || event.claim.reservationId === null) return []
    const { reservationId, holder, start, generation } = event.claim
    if (actor !== holder) return []
    return [{ eventId: _id, actor, ...parseBookId(book), kind, reservationId, order: [generation, version, n], start }]
  })
}

/** A fact for a digest, which takes it with others of its window. */
export interface DigestFact {
  readonly member: Pick<Member, 'accountId' | 'venueId'>
  readonly pace: DigestPace
  /** IANA, of the restaurant. */
  readonly zone: string
  readonly fact: AlertFact
}

export interface Planned {
  readonly rows: readonly AlertDocument[]
  readonly digests: readonly DigestFact[]
}

interface PlanOptions {
  readonly zones: ReadonlyMap<string, string>
  readonly channels: ReadonlySet<NoticeChannel>
  readonly now: Instant
}

/**
 * Whom these are told, and how. The same ones lead to the same ids, so that hearing of them again changes nothing. Nobody
 * is told what they did themselves.
 *
 * @param zones IANA, by restaurant
 * @param channels no others are planned for
 */
export function planAlerts(
  happenings: readonly Happening[],
  members: readonly Member[],
  { zones, channels, now }: PlanOptions,
): Planned {
  const rows: AlertDocument[] = []
  const digests: DigestFact[] = []
  for (const happening of happenings) {
    for (const member of members) {
      if (member.venueId !== happening.venueId || happening.actor === `account:${member.accountId}`) continue
      const { email, push, app } = member.choice
      const factBy = (channel: NoticeChannel) => factFor(happening, member, channel)
      if (email === 'hourly' || email === 'daily') {
        const zone = zones.get(member.venueId) ?? 'UTC'
        digests.push({ member, pace: email, zone, fact: factBy('email') })
      }
      if (email === 'each') rows.push(rowOf(member, 'email', factBy('email'), now))
      if (push && channels.has('push')) rows.push(rowOf(member, 'push', factBy('push'), now))
      if (app) rows.push(rowOf(member, 'app', factBy('app'), now))
    }
  }
  return { rows, digests }
}

function factFor(happening: Happening, { accountId }: Member, channel: NoticeChannel): AlertFact {
  const { eventId, kind, reservationId, date, order, start } = happening
  return { id: idOf(`alert ${eventId} ${accountId} ${channel}`), kind, reservationId, date, order, start }
}

function rowOf({ accountId, venueId }: Member, channel: NoticeChannel, fact: AlertFact, now: Instant): AlertDocument {
  return {
    _id: fact.id,
    accountId,
    venueId,
    channel,
    pace: 'each',
    facts: [fact],
    state: 'pending',
    dueAt: new Date(now),
    attempts: 0,
    expireAt: new Date(now + alertKeptMs),
  }
}
