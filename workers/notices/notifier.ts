import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '../../server/core/deps.ts'
import type { Settled } from '../../server/core/notices/claims.ts'
import type { Claimed, Deliveries } from '../../server/core/notices/deliveries.ts'
import { personOf, preferencesAbout } from '../../server/core/notices/preferences.ts'
import { placeFor } from '../../server/core/notices/throttle.ts'
import { findReservation } from '../../server/core/queries/findReservation.ts'
import { marksArrivals } from '../../server/core/queries/marksArrivals.ts'
import { decideNotice } from '../../shared/domain/notices/decideNotice.ts'
import { kinds, type NoticeChannel } from '../../shared/domain/notices/kinds.ts'
import { careful } from './careful.ts'
import { noteEnd } from './noteEnd.ts'
import type { Outlet } from './outlet.ts'
import { afterTry, givenUp, later } from './tries.ts'

/** Tells what there is to tell by one channel. */
export interface Notifier {
  readonly channel: NoticeChannel
  /**
   * Tells one notice of its channel, if it is due, still true, and notices can go; else the sweep comes back to it.
   * However often and by however many it is called, a provider is called by one at a time; killed anywhere, somebody else
   * goes on when the claim has run out.
   *
   * @param from `pending`: only what no sender was lost with @default 'lost'
   */
  tell(deliveryId: string, from?: 'pending' | 'lost'): Promise<void>
  /** Tells what is overdue. @returns how much that was */
  sweep(): Promise<number>
}

interface Options {
  readonly deps: Deps
  readonly deliveries: Deliveries
  readonly outlet: Outlet
  readonly random: () => number
}

/** Told in a round of the sweep. */
const atOnce = 10

/** Of whoever is not known. */
const unasked = { switchedOff: false, quietUntil: null }

export function createNotifier({ deps, deliveries, outlet, random }: Options): Notifier {
  const { clock, log } = deps

  async function tell(deliveryId: string, from: 'pending' | 'lost' = 'lost'): Promise<void> {
    // Else all that is due would be claimed, written and given back again and again.
    if (outlet.waitMs() > 0) return
    const claimed = await deliveries.claim(deliveryId, from)
    if (claimed === null) return
    // No provider is called to put it into a list.
    if (outlet.channel !== 'app') await deps.probe?.at('K9.claimed')
    const settled = await tryToTell(claimed).catch((err: unknown): Settled | null => {
      // A channel never throws: nothing has been handed over yet.
      log.error({ err, job: 'deliveries.send' }, 'a notice could not be made')
      return later({ attempts: claimed.attempts, now: clock.now(), random }, 'fault')
    })
    await deps.probe?.at('K10.handedOver')
    if (settled === null) return
    noteEnd(deps, claimed, settled)
    await writeDown(claimed, settled)
  }

  /** What was sent and is not written down would be sent again. */
  async function writeDown(claimed: Claimed, settled: Settled, triesLeft = 3): Promise<void> {
    try {
      await deliveries.settle(claimed, settled)
    } catch (error) {
      if (triesLeft === 1) throw error
      await sleep(1000)
      await writeDown(claimed, settled, triesLeft - 1)
    }
  }

  /** Null: it is somebody else's by now. */
  async function tryToTell(claimed: Claimed): Promise<Settled | null> {
    const kind = kinds[claimed.kind]
    if (claimed.unsure === true && kind.ifUnsure === 'leave') return { state: 'ambiguous', why: 'sender_lost' }
    const why = givenUp(claimed)
    if (why !== null) return { state: 'dead', why }
    const now = clock.now()
    const reservation = await findReservation(deps, claimed.reservationId)
    const recipient = reservation === null ? null : await outlet.find(reservation)
    const told = await deliveries.told(claimed)
    const marked = kind.ifMarked && reservation !== null && (await marksArrivals(deps, reservation))
    const preferred = reservation === null ? unasked : await preferencesAbout(deps, claimed, reservation, now)
    const facts = { reservation, told, marked, reachable: recipient !== null, ...preferred }
    const verdict = decideNotice(kind, claimed, facts, now)
    if (verdict.do === 'suppress') return { state: 'suppressed', why: verdict.why }
    if (verdict.do === 'wait') return { state: 'pending', at: verdict.until, tried: false }
    if (reservation === null || recipient === null) throw new Error('judged to be told to nobody')
    const notice = await recipient.compose({ delivery: claimed, reservation, told })
    const place = await placeFor(deps, { ...claimed, urgent: kind.urgent, person: personOf(reservation) })
    if ('retryAfterMs' in place) return { state: 'pending', at: now + place.retryAfterMs, tried: false }
    const pass = outlet.ask()
    if (!pass.go) {
      await place.giveBack()
      return { state: 'pending', at: now + pass.retryAfterMs, tried: false }
    }
    const outcome = await deliveries.sending(claimed, notice.send)
    // Whoever was told nothing has had nothing of their share.
    if (outcome?.end !== 'sent' && outcome?.end !== 'unsure') await place.giveBack()
    if (outcome === null) return null
    const { generation, bookVersion, n, start, party } = reservation
    const settled = afterTry(outcome, { ...kind, attempts: claimed.attempts, now: clock.now(), random })
    return settled.state === 'sent'
      ? { ...settled, told: { order: [generation, bookVersion, n], start, party } }
      : settled
  }

  return {
    channel: outlet.channel,
    tell,
    async sweep() {
      // Few: whoever stops this waits for a round.
      if (outlet.waitMs() > 0) return 0
      const due = await deliveries.due(outlet.channel, clock.now(), atOnce)
      await careful(due, ({ _id }) => tell(_id))
      return due.length
    },
  }
}
