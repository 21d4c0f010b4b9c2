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
  readonly bookings: Booking[]
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

/** A step under its name; after each, what the guest has is what the model says. */
function step(name: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return {
    check: () => true,
    async run(model, real) {
      await run(model, real)
      await expectAsModelled(model, real)
    },
    toString: () => name,
  }
}

async function ask({ caller, taken }: Real, op: OperationName, input: object) {
  const answer = await caller.call(op, input)
  const word = `${op} ${answer.ok ? 'taken' : 'refused'}`
  taken.set(word, (taken.get(word) ?? 0) + 1)
  return { ok: answer.ok, code: answer.ok ? 'ok' : answer.error.code, data: answer.ok ? answer.data : null }
}

function hold(party: number, time: string): Step {
  return step(`hold for ${party} at ${time}`, async ({ bookings }, real) => {
    const date = dateAhead(2 + real.night++)
    const startsAt = seoul(date, time)
    const { ok, data } = await ask(real, 'hold.create', { venueId, date, startsAt, party })
    expect(ok).toBe(party <= 6 && bookings.filter(({ state }) => state === 'held').length < 3)
    if (ok) bookings.push({ reservationId: (data as Reservation).reservationId, date, startsAt, party, state: 'held' })
  })
}

/** Asks for what nobody can have, or says more than was asked. */
function hostileHold(change: Readonly<Record<string, unknown>>): Step {
  return step(`hold with ${JSON.stringify(change)}`, async (_model, real) => {
    const date = dateAhead(2 + real.night)
    const input = { venueId, date, startsAt: seoul(date, '18:00'), party: 2, ...change }
    const { code } = await ask(real, 'hold.create', input)
    expect(code).toMatch(/^(?:invalid_input|slot_unavailable|hold_limit)$/)
  })
}

/** From which state to which each leads, and from no other. */
const edges = {
  'reservation.confirm': ['held', 'confirmed'],
  'reservation.cancel': ['confirmed', 'cancelled'],
  'hold.release': ['held', 'released'],
} as const

function act(op: keyof typeof edges, pick: number, name = ''): Step {
  return step(`${op} of ${pick}`, async ({ bookings }, real) => {
    const at = pick % Math.max(1, bookings.length)
    const booking = bookings[at]
    if (booking === undefined) return
    const guest = { name, phone: real.phone }
    const input = { reservationId: booking.reservationId, ...(op === 'reservation.confirm' && { guest }) }
    const { ok, code } = await ask(real, op, input)
    const [from, to] = edges[op]
    expect({ ok, was: booking.state, code }).toMatchObject({ ok: booking.state === from })
    if (ok) bookings[at] = { ...booking, state: to }
  })
}

/** Within the night: another time and party. */
function change(pick: number, party: number, time: string): Step {
  return step(`change ${pick} to ${party} at ${time}`, async ({ bookings }, real) => {
    const at = pick % Math.max(1, bookings.length)
    const booking = bookings[at]
    if (booking === undefined) return
    const { reservationId, date } = booking
    const startsAt = seoul(date, time)
    const { ok, code } = await ask(real, 'reservation.change', { reservationId, date, startsAt, party })
    const stands = booking.state === 'held' || booking.state === 'confirmed'
    expect({ ok, was: booking.state, code }).toMatchObject({ ok: stands && party >= 1 && party <= 6 })
    if (ok) bookings[at] = { ...booking, startsAt, party }
  })
}

/** What stands in the books for this guest is what the model says, to the last claim. */
async function expectAsModelled({ bookings }: Model, { actor }: Real): Promise<void> {
  const books = await booksOf(hub.db).books.find({ venueId }).toArray()
  const standing = books.flatMap(({ date, claims }) =>
    Object.values(claims)
      .filter(({ holder }) => holder === actor)
      .map(({ reservationId, state, party, start }) => {
        return { reservationId, date, state, party, startsAt: new Date(start).toISOString() }
      }),
  )
  const expected = bookings.filter(({ state }) => state === 'held' || state === 'confirmed')
  expect(standing.toSorted(byId)).toEqual(expected.toSorted(byId))
}

function byId(a: { readonly reservationId: string | null }, b: { readonly reservationId: string | null }): number {
  return String(a.reservationId).localeCompare(String(b.reservationId))
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
  // It may be tomorrow there already.
  { date: dateAhead(62), startsAt: seoul(dateAhead(62), '18:00') },
  { startsAt: seoul(dateAhead(1), '03:00') },
  { price: 0 },
  { deposit: 0, state: 'confirmed' },
  { expiresAt: '2099-01-01T00:00:00.000Z' },
  { holder: 'account:00000000000000000000000000' },
  { channel: 'in_house', override: true },
)
const steps = [
  fc.tuple(fc.integer({ min: 1, max: 8 }), at).map(([party, time]) => hold(party, time)),
  fc.tuple(fc.integer({ min: 1, max: 4 }), at).map(([party, time]) => hold(party, time)),
  hostile.map(hostileHold),
  fc.tuple(pick, names).map(([n, name]) => act('reservation.confirm', n, name)),
  fc.tuple(pick, names).map(([n, name]) => act('reservation.confirm', n, name)),
  pick.map((n) => act('reservation.cancel', n)),
  pick.map((n) => act('hold.release', n)),
  fc.tuple(pick, fc.integer({ min: -1, max: 8 }), at).map(([n, party, time]) => change(n, party, time)),
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
