import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../server/core/infra/ids.ts'
import type { OperationName } from '../../shared/contract/index.ts'
import type { Reservation } from '../../shared/contract/schemas.ts'
import { type Caller, callers } from '../contract/callers.ts'
import { booksOf, startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const runs = 25
const times = ['18:00', '18:30', '19:00', '20:30']

let hub: TestHub
let venueId: string
beforeAll(async () => {
  hub = await startHub({ worker: false })
  const tables = Array.from(
    { length: 60 },
    (_, n) => ({ id: `T${n}`, minParty: 1, maxParty: 6, area: 'room', channel: 'online' }) as const,
  )
  venueId = (await hub.seedVenue({ settings: { tables, holdMs: 1_800_000, bookingWindowDays: 60, maxParty: 6 } }))
    .venueId
})
afterAll(() => hub[Symbol.asyncDispose]())

/** What a guest has, as a few lines say it that know nothing of the hub. */
type Booking = Pick<Reservation, 'reservationId' | 'date' | 'startsAt' | 'party'> & {
  readonly state: 'held' | 'confirmed' | 'cancelled' | 'released'
}

interface Model {
  bookings: Booking[]
}

interface Real {
  readonly actor: string
  readonly caller: Caller
  readonly phone: string
  /** Nights that nothing of this guest's was in. */
  night: number
  /** How often each command was taken, and refused. */
  readonly taken: Map<string, number>
}

type Step = fc.AsyncCommand<Model, Real>

/** Asks, and holds the answer and all that the guest then has against the model. */
abstract class Command implements Step {
  abstract readonly op: OperationName
  check = () => true
  abstract run(model: Model, real: Real): Promise<void>

  protected async ask(real: Real, input: object): Promise<{ ok: boolean; data: Partial<Reservation>; code: string }> {
    const answer = await real.caller.call(this.op, input)
    const word = `${this.op} ${answer.ok ? 'taken' : 'refused'}`
    real.taken.set(word, (real.taken.get(word) ?? 0) + 1)
    return answer.ok
      ? { ok: true, data: answer.data as Partial<Reservation>, code: 'ok' }
      : { ok: false, data: {}, code: answer.error.code }
  }
}

class Hold extends Command {
  readonly op = 'hold.create'
  constructor(
    readonly party: number,
    readonly time: string,
  ) {
    super()
  }

  async run(model: Model, real: Real): Promise<void> {
    const date = dateAhead(2 + real.night++)
    const startsAt = seoul(date, this.time)
    const { ok, data } = await this.ask(real, { venueId, date, startsAt, party: this.party })
    expect(ok).toBe(this.party <= 6 && model.bookings.filter(({ state }) => state === 'held').length < 3)
    if (ok)
      model.bookings.push({ reservationId: data.reservationId ?? '', date, startsAt, party: this.party, state: 'held' })
    await expectAsModelled(model, real)
  }

  toString = () => `hold for ${this.party} at ${this.time}`
}

/** Asks for what nobody can have, or says more than was asked. */
class Hostile extends Command {
  readonly op = 'hold.create'
  constructor(readonly change: Readonly<Record<string, unknown>>) {
    super()
  }

  async run(model: Model, real: Real): Promise<void> {
    const date = dateAhead(2 + real.night)
    const input = { venueId, date, startsAt: seoul(date, '18:00'), party: 2, ...this.change }
    const { ok, code } = await this.ask(real, input)
    expect({ ok, code }).toEqual({
      ok: false,
      code: expect.stringMatching(/^(?:invalid_input|slot_unavailable|hold_limit)$/),
    })
    await expectAsModelled(model, real)
  }

  toString = () => `hold with ${JSON.stringify(this.change)}`
}

/** Something that is done to a booking from one state, and to no other. */
class Act extends Command {
  constructor(
    readonly op: 'reservation.confirm' | 'reservation.cancel' | 'hold.release',
    readonly pick: number,
    readonly name: string,
  ) {
    super()
  }

  async run(model: Model, real: Real): Promise<void> {
    const at = model.bookings.length === 0 ? -1 : this.pick % model.bookings.length
    const booking = model.bookings[at]
    if (booking === undefined) return
    const { reservationId } = booking
    const guest = { guest: { name: this.name, phone: real.phone } }
    const { ok, code } = await this.ask(real, { reservationId, ...(this.op === 'reservation.confirm' && guest) })
    const [from, to] = {
      'reservation.confirm': ['held', 'confirmed'] as const,
      'reservation.cancel': ['confirmed', 'cancelled'] as const,
      'hold.release': ['held', 'released'] as const,
    }[this.op]
    expect({ ok, from: booking.state, code }).toMatchObject({ ok: booking.state === from })
    if (ok) model.bookings[at] = { ...booking, state: to }
    await expectAsModelled(model, real)
  }

  toString = () => `${this.op} of ${this.pick}`
}

/** Within the night: another time and party. */
class Change extends Command {
  readonly op = 'reservation.change'
  constructor(
    readonly pick: number,
    readonly party: number,
    readonly time: string,
  ) {
    super()
  }

  async run(model: Model, real: Real): Promise<void> {
    const at = model.bookings.length === 0 ? -1 : this.pick % model.bookings.length
    const booking = model.bookings[at]
    if (booking === undefined) return
    const { reservationId, date } = booking
    const startsAt = seoul(date, this.time)
    const { ok } = await this.ask(real, { reservationId, date, startsAt, party: this.party })
    const stands = booking.state === 'held' || booking.state === 'confirmed'
    expect({ ok, from: booking.state }).toMatchObject({ ok: stands && this.party >= 1 && this.party <= 6 })
    if (ok) model.bookings[at] = { ...booking, startsAt, party: this.party }
    await expectAsModelled(model, real)
  }

  toString = () => `change ${this.pick} to ${this.party} at ${this.time}`
}

/** Every booking is what the model says it is, and the guest has no other. */
async function expectAsModelled({ bookings }: Model, { caller, actor }: Real): Promise<void> {
  for (const booking of bookings) {
    const answer = await caller.open('reservation', { reservationId: booking.reservationId })
    if (!answer.ok) throw new Error(`${booking.reservationId}: ${answer.error.code}`)
    const { content } = answer.data as { content: Record<string, object> }
    expect(content[booking.reservationId]).toMatchObject(booking)
  }
  const books = await booksOf(hub.db).books.find({ venueId }).toArray()
  const standing = books.flatMap(({ claims }) => Object.values(claims)).filter(({ holder }) => holder === actor)
  const expected = bookings.filter(({ state }) => state === 'held' || state === 'confirmed')
  expect(standing.map((claim) => claim.reservationId).toSorted()).toEqual(
    expected.map(({ reservationId }) => reservationId).toSorted(),
  )
}

const at = fc.constantFrom(...times)
const pick = fc.nat(20)
const names = fc.constantFrom(
  'Kim Min-ji',
  '김하은',
  'Zoë O’Neill',
  '山田 太郎',
  '𝒜da',
  '👩‍👩‍👧 family',
  '<b>Ada</b>',
  "Robert'); --",
)
const hostile = fc.constantFrom<Readonly<Record<string, unknown>>>(
  { party: 0 },
  { party: -2 },
  { party: 1e9 },
  { party: 2.5 },
  { party: Number.MAX_SAFE_INTEGER },
  { date: '2020-01-01', startsAt: '2020-01-01T09:00:00.000Z' },
  { date: dateAhead(3650), startsAt: seoul(dateAhead(3650), '18:00') },
  { date: dateAhead(61), startsAt: seoul(dateAhead(61), '18:00') },
  { startsAt: seoul(dateAhead(1), '03:00') },
  { price: 0 },
  { deposit: 0, state: 'confirmed' },
  { expiresAt: '2099-01-01T00:00:00.000Z' },
  { holder: 'account:00000000000000000000000000' },
  { channel: 'in_house', override: true },
)
const steps = [
  fc.tuple(fc.integer({ min: 1, max: 8 }), at).map(([party, time]) => new Hold(party, time)),
  fc.tuple(fc.integer({ min: 1, max: 4 }), at).map(([party, time]) => new Hold(party, time)),
  hostile.map((change) => new Hostile(change)),
  fc.tuple(pick, names).map(([n, name]) => new Act('reservation.confirm', n, name)),
  fc.tuple(pick, names).map(([n, name]) => new Act('reservation.confirm', n, name)),
  pick.map((n) => new Act('reservation.cancel', n, '')),
  pick.map((n) => new Act('hold.release', n, '')),
  fc.tuple(pick, fc.integer({ min: -1, max: 8 }), at).map(([n, party, time]) => new Change(n, party, time)),
]

it('S24: whatever a guest asks, in whatever order, comes to what the rules say and to nothing else', async () => {
  const taken = new Map<string, number>()
  let people = 0
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: 20, size: '+1' }), async (commands) => {
      const key = newId()
      const caller = await callers.http(hub.url(0), hub.tokenFor('guest', undefined, key))
      const real: Real = { actor: `guest:${key}`, caller, phone: `+8210${20_000_000 + people++}`, night: 0, taken }
      await fc.asyncModelRun(() => ({ model: { bookings: [] as Booking[] }, real }), commands)
    }),
    { numRuns: runs, endOnFailure: true, seed: 24 },
  )
  // Both ways of each: otherwise this would say nothing.
  for (const op of ['hold.create', 'reservation.confirm', 'reservation.cancel', 'hold.release', 'reservation.change']) {
    expect([op, taken.get(`${op} taken`) ?? 0, taken.get(`${op} refused`) ?? 0]).not.toContain(0)
  }
}, 120_000)
