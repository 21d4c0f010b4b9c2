import { guestField } from '../../server/core/commands/guestDetails.ts'
import type { Core } from '../../server/core/createCore.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createDeliveries } from '../../server/core/notices/deliveries.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import type { SendOutcome } from '../../server/core/notices/message.ts'
import { reservationIdOf } from '../../server/core/reservationId.ts'
import { createProviderGate } from '../../workers/channels/providerGate.ts'
import { createMailOutlet } from '../../workers/notices/mailOutlet.ts'
import { createNotifier } from '../../workers/notices/notifier.ts'
import { judgeNotices } from '../checker/notices.ts'
import { coreOf } from '../support/core.ts'
import type { TestHub } from '../support/hub.ts'

const hour = 3_600_000
const outageMs = 6 * hour
/** Mails a second from each of the workers. */
const perSecond = 10
const workers = 2

/** What came of an outage. */
export interface Aftermath {
  /** By state. */
  readonly ended: Readonly<Record<string, number>>
  readonly wrong: readonly string[]
  /** Most mails that went in any second, of all workers together. */
  readonly most: number
  /** Reminders that went out although the visit had begun. */
  readonly stale: number
  /** Milliseconds on the clock of the play, from the end of the outage to the last mail. */
  readonly drainedInMs: number
}

/**
 * Reminders become due all through six hours in which the mail server is away, and two workers try. Then it is back. The
 * clock is the play's own, the database and everything up to the mail server's door is real.
 */
export async function playOutage(hub: TestHub, count: number): Promise<Aftermath> {
  const core = await coreOf(hub)
  try {
    return await play(core, hub, count)
  } finally {
    await core.close()
  }
}

async function play(core: Core, hub: TestHub, count: number): Promise<Aftermath> {
  const { venueId } = await hub.seedVenue()
  // From nine in the morning there to three in the afternoon: nothing of it falls into anybody's night.
  const from = Date.parse('2027-03-14T00:00:00Z')
  const back = from + outageMs
  let now = from
  let isAway = true
  const deps = { ...core.deps, clock: { ...core.deps.clock, now: () => now } }
  await writeReminders(deps, { venueId, from, count })

  const went: { id: string; at: number }[] = []
  const ids = new Map<string, string>()
  const gates = Array.from({ length: workers }, () => createProviderGate({ now: () => now, perSecond }))
  const notifiers = gates.map((gate) => {
    const mail = {
      waitMs: gate.waitMs,
      ask: gate.ask,
      send({ messageId }: { readonly messageId: string }): Promise<SendOutcome> {
        const outcome: SendOutcome = isAway
          ? { end: 'later', error: 'link_econnrefused' }
          : { end: 'sent', ref: messageId }
        if (!isAway) went.push({ id: ids.get(messageId) ?? messageId, at: now })
        gate.told(outcome)
        return Promise.resolve(outcome)
      },
    }
    const deliveries = createDeliveries({ deliveries: deps.collections.deliveries, now: () => now, newId })
    return createNotifier({ deps, deliveries, outlet: createMailOutlet(deps, mail), random: () => 1 })
  })
  const sweep = async () => Math.max(...(await Promise.all(notifiers.map((notifier) => notifier.sweep()))))

  for (; now < back; now += 10 * 60_000) await sweep()
  now = back
  isAway = false
  for (const { _id } of await deps.collections.deliveries.find({}, { projection: { _id: 1 } }).toArray()) {
    ids.set(deps.macs.secretFor('message-id', _id), _id)
  }
  const wait = () => Math.min(...gates.map((gate) => gate.waitMs()))
  for (;;) {
    if ((await sweep()) > 0) {
      now += Math.max(wait(), 50)
      continue
    }
    // Those tried during the outage come back after their pause.
    const next = await deps.collections.deliveries.findOne({ dueAt: { $exists: true } }, { sort: { dueAt: 1 } })
    if (next?.dueAt === undefined) break
    now = Math.max(now + Math.max(wait(), 50), next.dueAt.getTime())
  }

  const rows = await deps.collections.deliveries.find().toArray()
  const verdicts = judgeNotices({ rows, sunk: went.map(({ id }) => id), kills: 0, until: now })
  const startOf = new Map(rows.map(({ _id, start }) => [_id, start]))
  return {
    ended: countBy(rows),
    wrong: verdicts
      .filter(({ outcome }) => outcome !== 'holds')
      .map(({ id, witness }) => `${id}: ${witness.join(' | ')}`),
    most: mostInASecond(went.map(({ at }) => at)),
    stale: went.filter(({ id, at }) => (startOf.get(id) ?? 0) <= at).length,
    drainedInMs: Math.max(...went.map(({ at }) => at)) - back,
  }
}

/** As the relay writes them: reservations with their guests' words, and a reminder of each. */
async function writeReminders(
  { collections, crypt }: Core['deps'],
  { venueId, from, count }: { readonly venueId: string; readonly from: number; readonly count: number },
): Promise<void> {
  for (let first = 0; first < count; first += 1000) {
    const batch = Array.from({ length: Math.min(1000, count - first) }, (_, n) => {
      const dueAt = from + ((first + n) / count) * outageMs
      const start = dueAt + 3 * hour
      const date = new Date(start).toISOString().slice(0, 10)
      const claimId = newId()
      const reservationId = reservationIdOf(venueId, date, claimId)
      const detailsId = `${reservationId}:1`
      const sealed = (field: 'name' | 'phone' | 'email', plain: string) =>
        crypt.seal(plain, guestField(field, detailsId))
      return {
        reservation: {
          _id: reservationId,
          owner: `guest:${newId()}`,
          venueId,
          date,
          claimId,
          start,
          end: start + 2 * hour,
          party: 2,
          state: 'confirmed' as const,
          expiresAt: null,
          generation: 0,
          bookVersion: 1,
          n: 0,
        },
        details: {
          _id: detailsId,
          reservationId,
          name: sealed('name', 'Kim Ha-eun'),
          phone: sealed('phone', '+821012345678'),
          email: sealed('email', `guest.${first + n}@example.com`),
          wishes: null,
          allergies: null,
          confirmed: true as const,
          expireAt: new Date(start + 200 * 24 * hour),
        },
        delivery: {
          _id: `${reservationId}:reminder.sameDay:${start}:email`,
          kind: 'reminder.sameDay' as const,
          channel: 'email' as const,
          reservationId,
          order: [0, 1, 0] as const,
          start,
          by: 'guest' as const,
          state: 'pending' as const,
          dueAt: new Date(dueAt),
          attempts: 0,
          expireAt: new Date(start + 200 * 24 * hour),
        },
      }
    })
    await collections.reservations.insertMany(batch.map(({ reservation }) => reservation))
    await collections.guestDetails.insertMany(batch.map(({ details }) => details))
    await collections.deliveries.insertMany(batch.map(({ delivery }) => delivery))
  }
}

function countBy(rows: readonly DeliveryDocument[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { state, why } of rows) {
    const end = state === 'suppressed' ? `${state}: ${why}` : state
    counts[end] = (counts[end] ?? 0) + 1
  }
  return counts
}

/** @param at instants, ascending */
function mostInASecond(at: readonly number[]): number {
  let [most, first] = [0, 0]
  for (const [last, instant] of at.entries()) {
    while (instant - (at[first] ?? instant) >= 1000) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}
