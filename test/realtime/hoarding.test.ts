import { expect, it } from 'vitest'
import { connect } from '../support/client.ts'
import { startHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const date = dateAhead(7)
const slot = seoul(date, '19:00')

function room(count: number) {
  const table = { minParty: 1, maxParty: 2, area: 'room', channel: 'online' as const }
  return Array.from({ length: count }, (_, n) => ({ ...table, id: `T${n}` }))
}

it('whoever lets five holds run out waits, and is told how long; a booking by staff is not held up', async () => {
  await using hub = await startHub()
  const { venueId } = await hub.seedVenue({ settings: { holdMs: 300, tables: room(4) } })
  using guest = connect(hub.url(0), hub.tokenFor('guest', undefined, undefined))
  const hold = () => guest.call('hold.create', { venueId, date, startsAt: slot, party: 2 })
  const codes: string[] = []
  await expect
    .poll(
      async () => {
        const answer = await hold()
        const code = answer.ok ? 'held' : answer.error.code
        codes.push(code)
        if (code === 'cooling_down') expect(answer).toMatchObject({ error: { retryAfterMs: expect.any(Number) } })
        return code
      },
      { timeout: 40_000, interval: 500 },
    )
    .toBe('cooling_down')
  expect(codes.filter((code) => code === 'held').length).toBeGreaterThanOrEqual(5)
  using host = connect(hub.url(0), hub.tokenFor('host', venueId))
  const guestDetails = { name: 'Ada', phone: '+821012345678' }
  await host.must('reservation.book', { venueId, date, startsAt: slot, party: 2, guest: guestDetails })
})

it('visitors without number hold half of the room at most: who has an account finds a table', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const { venueId } = await hub.seedVenue({ settings: { tables: room(24) } })
  const input = { venueId, date, startsAt: slot, party: 2 }
  const tries: string[] = []
  for (let n = 0; n < 40; n++) {
    using visitor = connect(hub.url(n % 2), hub.tokenFor('guest'))
    const answer = await visitor.call('hold.create', input)
    tries.push(answer.ok ? 'held' : answer.error.code)
  }
  const held = tries.filter((code) => code === 'held').length
  expect(tries.at(-1)).toBe('sign_in_first')
  expect(held).toBe(12)
  using diner = connect(hub.url(0), hub.tokenFor('diner'))
  await diner.must('hold.create', input)
})

it('one visitor gets three tables and no more, from however many sockets and nodes', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const { venueId } = await hub.seedVenue({ settings: { tables: room(24) } })
  const token = hub.tokenFor('guest')
  const times = ['12:00', '14:00', '16:00', '18:00', '20:00']
  const sockets = Array.from({ length: 50 }, (_, n) => connect(hub.url(n % 2), token))
  const answers = await Promise.all(
    sockets.map((socket, n) => {
      const startsAt = seoul(dateAhead(5 + (n % 10)), times[n % times.length] ?? '18:00')
      return socket.call('hold.create', { venueId, date: dateAhead(5 + (n % 10)), startsAt, party: 2 })
    }),
  )
  for (const socket of sockets) socket[Symbol.dispose]()
  expect(answers.filter(({ ok }) => ok).length).toBeLessThanOrEqual(3)
})
