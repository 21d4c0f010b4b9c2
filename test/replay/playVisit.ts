import { setTimeout as sleep } from 'node:timers/promises'
import type { Recorder } from '../checker/historyFile.ts'
import { type Caller, createCaller } from './caller.ts'
import type { Cluster } from './cluster.ts'
import { followFeed } from './followFeed.ts'
import type { Visit } from './plan.ts'
import type { Tally } from './tally.ts'

export interface Stage {
  readonly cluster: Cluster
  readonly recorder: Recorder
}

/** One of the two rooms a store has: the same tables, re-packing off or on. */
export interface Room {
  readonly venueId: string
  readonly tally: Tally
}

/** Guests who change or cancel think about it for so long. */
const thinkMs = 300
/** Every so many-th guest also looks at the picker after booking. */
const looksEach = 50

const hourMs = 3_600_000

/**
 * One row of the file in one room, as one person with one connection.
 *
 * @returns milliseconds from asking to the last answer that a hold's time bounds
 */
export async function playVisit(stage: Stage, visit: Visit, { venueId, tally }: Room): Promise<number> {
  const { cluster, recorder } = stage
  const walkIn = visit.course === 'walk-in'
  const person = cluster.person(walkIn ? { role: 'host', venueId } : { role: 'diner', venueId: null })
  const caller = createCaller({ urls: cluster.urls, first: visit.line, person, recorder })
  try {
    return await (walkIn ? seat : book)({ caller, visit, venueId, tally, recorder })
  } finally {
    caller.close()
  }
}

interface Act {
  readonly caller: Caller
  readonly visit: Visit
  readonly venueId: string
  readonly tally: Tally
  readonly recorder: Recorder
}

function placeOf({ visit: { date, startsAt, party }, venueId }: Act) {
  return { venueId, date, startsAt: new Date(startsAt).toISOString(), party }
}

async function seat(act: Act): Promise<number> {
  const from = performance.now()
  const answer = await act.tally.time('walkIn.seat', () => act.caller.call('walkIn.seat', placeOf(act)))
  act.tally.count(act.visit, answer)
  return performance.now() - from
}

async function book(act: Act): Promise<number> {
  const from = performance.now()
  const { caller, visit, tally } = act
  const held = await tally.time('hold.create', () => caller.call('hold.create', placeOf(act)))
  const heldMs = performance.now() - from
  if (held?.ok !== true) {
    tally.count(visit, held)
    return heldMs
  }
  if (visit.line % looksEach === 0) await look(act)
  if (visit.course === 'lapse') {
    tally.lapse()
    return heldMs
  }
  const { reservationId } = held.data
  const guest = { name: `Guest ${visit.line}`, phone: phoneOf(visit, tally) }
  const answer = await tally.time('reservation.confirm', () =>
    caller.call('reservation.confirm', { reservationId, guest }),
  )
  const tookMs = performance.now() - from
  tally.count(visit, answer)
  if (answer?.ok === true) await afterwards(act, reservationId)
  return tookMs
}

async function afterwards(act: Act, reservationId: string): Promise<void> {
  const { caller, visit, tally } = act
  if (visit.course === 'keep') return
  await sleep(thinkMs)
  if (visit.course === 'cancel') {
    const answer = await tally.time('reservation.cancel', () => caller.call('reservation.cancel', { reservationId }))
    return tally.cancelled(answer)
  }
  const { date, startsAt, party } = visit
  const later = { reservationId, date, startsAt: new Date(startsAt + hourMs).toISOString(), party }
  tally.changed(await tally.time('reservation.change', () => caller.call('reservation.change', later)))
}

async function look({ caller, visit, venueId, recorder }: Act): Promise<void> {
  const sess = caller.sess
  await followFeed({ caller, recorder, sess, venueId, date: visit.date }).opened
}

/** Each guest has a number of their own: the ledger counts by it. */
function phoneOf({ line }: Visit, { repacking }: Tally): string {
  return `+8190${String(line * 2 + Number(repacking)).padStart(8, '0')}`
}
