import { expect, it } from 'vitest'
import type { Role } from '../../shared/contract/policy.ts'
import { connect, type TestClient } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const date = dateAhead(7)
/** Two seatings, so far apart that no table is in both. */
const times = ['18:00', '20:30'] as const
const tables = Array.from(
  { length: 24 },
  (_, n) => ({ id: `T${n}`, minParty: 1, maxParty: 2, area: 'room', channel: 'online' }) as const,
)
/** For each seating: as many as the room keeps for whoever can be told apart. */
const guestsEach = 10

interface Siege extends Disposable {
  /** Every bot has had a turn. */
  begun(): Promise<void>
  readonly held: () => number
  end(): Promise<void>
}

/** Bots that hold whatever they get, let it run out, and hold again, until they are told to end. */
function besiege(hub: TestHub, venueId: string, role: Role): Siege {
  let goes = true
  let held = 0
  const turns: number[] = []
  const clients: TestClient[] = []

  async function bot(token: string, index: number, sockets: number): Promise<void> {
    const own = Array.from({ length: sockets }, (_, n) => connect(hub.url(n % 2), token))
    clients.push(...own)
    turns[index] = 0
    while (goes) {
      for (const startsAt of times.map((time) => seoul(date, time))) {
        const calls = own.map((client) => client.call('hold.create', { venueId, date, startsAt, party: 2 }))
        held += (await Promise.all(calls)).filter(({ ok }) => ok).length
      }
      turns[index] = (turns[index] ?? 0) + 1
      // Before the limit of calls would end it, so that what ends it are the limits of holds.
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
  }

  const bots = [
    // One with many sockets, and many with one.
    bot(hub.tokenFor(role), 0, 10),
    ...Array.from({ length: 40 }, (_, n) => bot(hub.tokenFor(role), n + 1, 1)),
  ]
  return {
    held: () => held,
    begun: () => expect.poll(() => turns.every((turn) => turn > 0), { timeout: 30_000 }).toBe(true),
    async end() {
      goes = false
      await Promise.all(bots)
    },
    [Symbol.dispose]: () => clients.forEach((client) => client[Symbol.dispose]()),
  }
}

/** How many of those who only want one table have it confirmed, at most some tries later. */
async function confirmed(hub: TestHub, venueId: string): Promise<number> {
  const guests = times.flatMap((time, t) =>
    Array.from({ length: guestsEach }, (_, n) => ({ time, n: t * guestsEach + n })),
  )
  const outcomes = await Promise.all(
    guests.map(async ({ time, n }) => {
      using client = connect(hub.url(n % 2), hub.tokenFor('diner'))
      const held = await client.call('hold.create', { venueId, date, startsAt: seoul(date, time), party: 2 })
      if (!held.ok) return false
      const guest = { name: 'Ada', phone: `+82105555${1000 + n}` }
      const { reservationId } = held.data
      return (await client.call('reservation.confirm', { reservationId, guest })).ok
    }),
  )
  return outcomes.filter(Boolean).length / guests.length
}

async function successUnderSiege(by: Role): Promise<number> {
  await using hub = await startHub({ nodes: 2 })
  // Short, so that they run out and are made again all the while.
  const { venueId } = await hub.seedVenue({ settings: { tables, holdMs: by === 'guest' ? 1500 : 60_000 } })
  using siege = besiege(hub, venueId, by)
  await siege.begun()
  expect(siege.held()).toBeGreaterThan(10)
  const rate = await confirmed(hub, venueId)
  await siege.end()
  return rate
}

it('S22: while bots hold, let run out and hold again, ninety-five of a hundred guests get their table', async () => {
  expect(await successUnderSiege('guest')).toBeGreaterThanOrEqual(0.95)
})

it('S22: control: the same bots with an account each would leave them next to nothing', async () => {
  expect(await successUnderSiege('diner')).toBeLessThan(0.95)
})
