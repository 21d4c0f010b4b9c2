import type { mongo } from 'mongoose'
import { type DeadLetterPlace, deadLetterPlaces } from '../../../shared/contract/operations/work.ts'
import type { Instant } from '../../../shared/domain/book/types.ts'
import type { Collections } from '../models/collections.ts'
import type { OnItsWay } from '../notices/claims.ts'

/** What could not be told, or of what nobody knows whether it was. Names nobody. */
export interface DeadLetter {
  readonly place: DeadLetterPlace
  readonly id: string
  readonly kind: string
  readonly channel: 'email' | 'push' | 'app' | 'webhook'
  readonly state: 'dead' | 'ambiguous'
  readonly why: string | null
  readonly tries: number
  readonly endedAt: Date
  readonly reservationId: string | null
}

export type DeadLetterCounts = Readonly<Record<DeadLetterPlace, number>>

export interface DeadLetters {
  /** The newest of all places, the newest first. */
  list(limit: number): Promise<readonly DeadLetter[]>
  /** Up to ten thousand of each place. */
  counts(): Promise<DeadLetterCounts>
  /**
   * It is due now, with all tries before it; what was retried already goes on.
   *
   * @returns false: there is no such thing
   */
  retry(place: DeadLetterPlace, id: string): Promise<boolean>
  /** It is left untold; what was dropped already stays so. @returns as above */
  drop(place: DeadLetterPlace, id: string): Promise<boolean>
}

/** What all of them have that is read here. */
interface Row extends OnItsWay {
  readonly kind?: string
  /** Of alerts. */
  readonly pace?: string
  readonly channel?: 'email' | 'push' | 'app'
  readonly reservationId?: string
  readonly expireAt: Date
}

const dead = { state: { $in: ['dead', 'ambiguous'] as const } }
/** Long enough for all tries, and for somebody to look again. */
const keptMs = 7 * 86_400_000
const mostCounted = 10_000

export function createDeadLetters(
  collections: Pick<Collections, 'deliveries' | 'letters' | 'alerts' | 'talkNotices' | 'webhookDeliveries'>,
  now: () => Instant,
): DeadLetters {
  const rowsOf: Readonly<Record<DeadLetterPlace, mongo.Collection<Row>>> = {
    // Only what all of them have is read and written here.
    notices: collections.deliveries as unknown as mongo.Collection<Row>,
    letters: collections.letters as unknown as mongo.Collection<Row>,
    alerts: collections.alerts as unknown as mongo.Collection<Row>,
    messages: collections.talkNotices as unknown as mongo.Collection<Row>,
    webhooks: collections.webhookDeliveries as unknown as mongo.Collection<Row>,
  }

  async function listOf(place: DeadLetterPlace, limit: number): Promise<readonly DeadLetter[]> {
    const rows = await rowsOf[place].find(dead, { maxTimeMS: 5000 }).sort({ endedAt: -1 }).limit(limit).toArray()
    return rows.map((row) => described(place, row))
  }

  async function countOf(place: DeadLetterPlace) {
    return [place, await rowsOf[place].countDocuments(dead, { limit: mostCounted, maxTimeMS: 5000 })] as const
  }

  async function change(place: DeadLetterPlace, id: string, update: mongo.UpdateFilter<Row>): Promise<boolean> {
    const { matchedCount } = await rowsOf[place].updateOne({ _id: id, ...dead }, update)
    if (matchedCount > 0) return true
    return (await rowsOf[place].findOne({ _id: id }, { projection: { _id: 1 }, maxTimeMS: 3000 })) !== null
  }

  return {
    async list(limit) {
      const all = (await Promise.all(deadLetterPlaces.map((place) => listOf(place, limit)))).flat()
      return all.toSorted((a, b) => b.endedAt.getTime() - a.endedAt.getTime()).slice(0, limit)
    },

    async counts() {
      return Object.fromEntries(await Promise.all(deadLetterPlaces.map(countOf))) as DeadLetterCounts
    },

    retry(place, id) {
      const at = new Date(now())
      return change(place, id, {
        // A webhook's three days begin anew.
        $set: { state: 'pending', dueAt: at, attempts: 0, ...(place === 'webhooks' && { since: at }) },
        // Whether it arrived once is now somebody's to know.
        $unset: { why: 1, endedAt: 1, ref: 1, unsure: 1, lost: 1 },
        $max: { expireAt: new Date(at.getTime() + keptMs) },
      })
    },

    drop: (place, id) => change(place, id, { $set: { state: 'suppressed', why: 'dropped' } }),
  }
}

function described(place: DeadLetterPlace, row: Row): DeadLetter {
  const { _id, pace, kind = `alert.${pace}`, channel, state, why = null, attempts, endedAt, reservationId = null } = row
  return {
    place,
    id: _id,
    kind,
    channel: place === 'webhooks' ? 'webhook' : (channel ?? 'email'),
    state: state === 'ambiguous' ? 'ambiguous' : 'dead',
    why,
    tries: attempts,
    endedAt: endedAt ?? new Date(0),
    reservationId,
  }
}
