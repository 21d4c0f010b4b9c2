import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { expect, it } from 'vitest'
import type { Answer, Opened } from '../../shared/contract/wire.ts'
import { startHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

function connect(url: string, token?: string): Socket {
  return io(url, { transports: ['websocket'], auth: token === undefined ? {} : { token }, forceNew: true })
}

function call(socket: Socket, name: string, input: object): Promise<Answer<Record<string, unknown>>> {
  return socket.emitWithAck(name, { input, requestId: randomUUID() })
}

it('a table held on one node is full for who watches on the other, and comes back when the hold is released', async () => {
  await using hub = await startHub({ nodes: 2 })
  const { venueId } = await hub.seedVenue({
    settings: { tables: [{ id: 'T1', minParty: 1, maxParty: 2, area: 'room', channel: 'online' }] },
  })
  const date = dateAhead(7)
  const [one, two] = hub.nodes
  if (one === undefined || two === undefined) throw new Error('two nodes')
  const guest = connect(one.url, hub.tokenFor('guest'))
  const watcher = connect(two.url)
  const heard: { set: Record<string, { codes: string }> }[] = []
  watcher.on('feed.patch', (patch: { set: Record<string, { codes: string }> }) => heard.push(patch))

  const opened: Answer<Opened> = await watcher.emitWithAck('feed.open', {
    feed: 'availability',
    params: { venueId, date },
  })
  expect(opened.ok).toBe(true)
  const slot = new Date(seoul(date, '19:00')).toISOString()
  const held = await call(guest, 'hold.create', { venueId, date, startsAt: slot, party: 2 })
  expect(held).toMatchObject({ ok: true, data: { state: 'held', party: 2 } })
  await expect.poll(() => heard.at(-1)?.set[slot]?.codes[1], { timeout: 5000 }).toBe('x')

  const released = held.ok ? await call(guest, 'hold.release', { reservationId: held.data['reservationId'] }) : held
  expect(released).toMatchObject({ ok: true, data: { state: 'released' } })
  await expect.poll(() => heard.at(-1)?.set[slot]?.codes[1], { timeout: 5000 }).not.toBe('x')

  const again = await call(guest, 'hold.create', { venueId, date, startsAt: slot, party: 2 })
  if (!again.ok) throw new Error(again.error.code)
  const confirmed = await call(guest, 'reservation.confirm', {
    reservationId: again.data['reservationId'],
    guest: { name: '박하나', phone: '+821012345678' },
  })
  expect(confirmed).toMatchObject({ ok: true, data: { state: 'confirmed', expiresAt: null } })
  const mine: Answer<Opened> = await guest.emitWithAck('feed.open', { feed: 'reservations', params: {} })
  expect(mine.ok).toBe(true)
  const cancelled = await call(guest, 'reservation.cancel', { reservationId: again.data['reservationId'] })
  expect(cancelled).toMatchObject({ ok: true, data: { state: 'cancelled' } })
  guest.disconnect()
  watcher.disconnect()
})
