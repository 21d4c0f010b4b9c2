import { setTimeout as sleep } from 'node:timers/promises'
import type { Caller } from '../replay/caller.ts'
import { seoul } from '../support/venue.ts'
import type { Drill } from './drill.ts'

export interface Crowd {
  /** Definite answers so far. */
  readonly answered: number
  /** Confirmed so far. */
  readonly confirmed: number
  /** Lets everybody finish. */
  stop(): Promise<void>
}

const times = ['18:00', '18:30', '19:00', '19:30', '20:00', '20:30', '21:00']

/**
 * Guests who come one after another, `size` at a time: they hold; most confirm, of whom most cancel or change; others
 * release, or let the hold run out. Each asks on, under the same request id, until there is a definite answer.
 */
export function startCrowd(drill: Drill, size: number): Crowd {
  let going = true
  let guests = 0
  const counts = { answered: 0, confirmed: 0 }

  async function comeOneByOne(): Promise<void> {
    while (going) {
      const number = ++guests
      const caller = drill.newCaller(number)
      await visit(drill, caller, number, counts)
      caller.close()
    }
  }

  const all = Promise.all(Array.from({ length: size }, comeOneByOne))
  return {
    get answered() {
      return counts.answered
    },
    get confirmed() {
      return counts.confirmed
    },
    async stop() {
      going = false
      await all
    },
  }
}

async function visit(
  { venueId, dates }: Drill,
  { call }: Caller,
  number: number,
  counts: { answered: number; confirmed: number },
): Promise<void> {
  const date = pick(dates, number)
  const startsAt = seoul(date, pick(times, number * 5))
  const held = await call('hold.create', { venueId, date, startsAt, party: 1 + (number % 4) })
  if (held !== null) counts.answered += 1
  if (held?.ok !== true) return sleep(20)
  const { reservationId } = held.data
  if (number % 10 === 0) return
  if (number % 10 === 1) return void (await call('hold.release', { reservationId }))
  const guest = { name: `Guest ${number}`, phone: `+8210${String(number).padStart(8, '0')}` }
  const confirmed = await call('reservation.confirm', { reservationId, guest })
  if (confirmed?.ok !== true) return
  counts.confirmed += 1
  if (number % 10 === 2) {
    await call('reservation.change', { reservationId, date, startsAt: seoul(date, pick(times, number * 3)), party: 2 })
  }
  if (number % 10 === 3) {
    await call('reservation.change', { reservationId, date: pick(dates, number + 1), startsAt, party: 2 })
  }
  if (number % 10 !== 4) await call('reservation.cancel', { reservationId })
}

function pick<T>(from: readonly T[], number: number): T {
  return from[number % from.length] as T
}
