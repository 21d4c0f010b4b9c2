import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cancelReservation } from '../../server/core/commands/actOnReservation.ts'
import { changeReservation } from '../../server/core/commands/changeReservation.ts'
import type { Context } from '../../server/core/context.ts'
import type { Core } from '../../server/core/createCore.ts'
import type { Deps } from '../../server/core/deps.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { claimToAct } from '../../server/core/queries/claimToAct.ts'
import { findReservation } from '../../server/core/queries/findReservation.ts'
import { operations } from '../../shared/contract/index.ts'
import { connect, type TestClient } from '../support/client.ts'
import { coreOf } from '../support/core.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const [monday, tuesday] = [dateAhead(7), dateAhead(8)]

let hub: TestHub
let core: Core

beforeAll(async () => {
  hub = await startHub({ worker: false })
  core = await coreOf(hub)
})
afterAll(async () => {
  await core?.close()
  await hub?.[Symbol.asyncDispose]()
})

interface Booked extends Disposable {
  readonly guest: TestClient
  readonly key: string
  readonly venueId: string
  readonly reservationId: string
  readonly change: { reservationId: string; date: string; startsAt: string; party: number }
}

/** A booking of Monday at a restaurant of its own, and its change to Tuesday. */
async function booked(): Promise<Booked> {
  const { venueId } = await hub.seedVenue()
  const id = newId()
  const guest = connect(hub.url(0), hub.tokenFor('guest', undefined, id))
  const wanted = { venueId, date: monday, startsAt: seoul(monday, '19:00'), party: 2 }
  const { reservationId } = await guest.must('hold.create', wanted)
  await guest.must('reservation.confirm', { reservationId, guest: { name: 'Haeun Kim', phone: ownNumber() } })
  const change = { reservationId, date: tuesday, startsAt: seoul(tuesday, '20:00'), party: 2 }
  return { guest, key: `guest:${id}`, venueId, reservationId, change, [Symbol.dispose]: () => guest[Symbol.dispose]() }
}

let numbers = 0
const ownNumber = () => `+8210${String(30_000_000 + numbers++)}`

/** The same, but between the first answer about where a booking is and whatever follows from it, this happens. */
function meanwhile(deps: Deps, happens: () => Promise<unknown>): Deps {
  let happened = false
  const newestOf: Deps['bundles']['newestOf'] = async (reservationId) => {
    const place = await deps.bundles.newestOf(reservationId)
    if (!happened) {
      happened = true
      await happens()
    }
    return place
  }
  return { ...deps, bundles: { ...deps.bundles, newestOf } }
}

function asked(deps: Deps, name: keyof typeof operations, key: string): Context {
  const actor = { key, sessionId: newId(), grants: [{ role: 'guest' as const, venueId: null }] }
  const how = { address: '127.0.0.1', device: null, requestId: newId(), bodyHash: 'body', retry: false }
  return { deps, actor, policy: operations[name].policy, ...how }
}

describe('while a booking goes to another date', () => {
  test('whoever reads it finds where it went, and never that it was cancelled where it had been', async () => {
    using it = await booked()
    const deps = meanwhile(core.deps, () => it.guest.must('reservation.change', it.change))
    expect(await findReservation(deps, it.reservationId)).toMatchObject({ date: tuesday, state: 'confirmed' })
  })

  test('control: by the first answer alone it reads as cancelled', async () => {
    using it = await booked()
    const before = await core.deps.bundles.newestOf(it.reservationId)
    await it.guest.must('reservation.change', it.change)
    const deps = { ...core.deps, bundles: { ...core.deps.bundles, newestOf: async () => before } }
    expect(await findReservation(deps, it.reservationId)).toMatchObject({ date: monday, state: 'cancelled' })
  })

  test('what is asked for meanwhile is done where it went', async () => {
    using it = await booked()
    const deps = meanwhile(core.deps, () => it.guest.must('reservation.change', it.change))
    const cancelled = await cancelReservation(asked(deps, 'reservation.cancel', it.key), it)
    expect(cancelled).toMatchObject({ state: 'cancelled' })
    expect(Object.keys((await hub.book(it.venueId, tuesday))?.claims ?? {})).toEqual([])
  })

  test('once it is decided it is confirmed at its new date, also before either book says so', async () => {
    using it = await booked()
    const { lanes } = core.deps
    const submit: typeof lanes.submit = (request) =>
      request.command.type === 'bundleFinish' ? Promise.reject(new Error('killed here')) : lanes.submit(request)
    const deps = { ...core.deps, lanes: { ...lanes, submit } }
    await changeReservation(asked(deps, 'reservation.change', it.key), it.change)
    const claims = Object.values((await hub.book(it.venueId, tuesday))?.claims ?? {})
    expect(claims).toMatchObject([{ state: 'held', bundle: { role: 'arriving' } }])
    expect(await findReservation(core.deps, it.reservationId)).toMatchObject({ date: tuesday, state: 'confirmed' })
    const acted = await claimToAct(asked(core.deps, 'reservation.change', it.key), it.reservationId)
    expect(acted).toMatchObject({ place: { date: tuesday }, claim: { state: 'confirmed' } })
    await it.guest.must('reservation.change', { ...it.change, date: monday, startsAt: seoul(monday, '18:00') })
  })
})
