import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import type { PartnerKeyDocument } from '../../server/core/identity/documents.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { ErrorBody } from '../../shared/contract/errors.ts'
import type { PartnerScope } from '../../shared/contract/policy.ts'
import { callers, read } from '../contract/callers.ts'
import { connect, heard } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const date = dateAhead(7)
const nextDate = dateAhead(8)

interface Held {
  readonly reservationId: string
  readonly state: string
}

/** A room of forty tables, its manager, and a key of its. */
async function partnered(hub: TestHub, scopes: PartnerScope[] = ['read', 'book']) {
  const tables = Array.from(
    { length: 40 },
    (_, i) => ({ id: `T${i}`, minParty: 1, maxParty: 4, area: 'room', channel: 'online' }) as const,
  )
  const { venueId } = await hub.seedVenue({ settings: { tables, holdMs: 600_000 } })
  const manager = connect(hub.url(0), hub.tokenFor('manager', venueId))
  const { keyId, key } = await manager.must('key.create', { venueId, name: 'Concierge desk', scopes })
  return { venueId, manager, keyId, key }
}

const holdAt = (venueId: string, time = '18:00', on = date) => ({
  venueId,
  date: on,
  startsAt: seoul(on, time),
  party: 2,
})
const guestOf = (phone: string) => ({ name: 'Kim', phone })

function dataOf<T>(answer: { ok: boolean; data?: unknown; error?: ErrorBody }): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.data as T
}

const codeOf = (answer: { ok: boolean; error?: { code: string } }) => (answer.ok ? 'ok' : answer.error?.code)

it.each(['socket', 'http'] as const)(
  'over %s a key books, changes and cancels at its restaurant',
  async (transport) => {
    await using hub = await startHub({ worker: false })
    const { venueId, key } = await partnered(hub)
    const partner = await callers[transport](hub.url(0), { key })
    const { reservationId } = dataOf<Held>(await partner.call('hold.create', holdAt(venueId)))
    const guest = guestOf('+821011110001')
    expect(dataOf<Held>(await partner.call('reservation.confirm', { reservationId, guest })).state).toBe('confirmed')
    const later = { reservationId, date, startsAt: seoul(date, '19:00'), party: 3 }
    expect(dataOf(await partner.call('reservation.change', later))).toMatchObject({
      startsAt: later.startsAt,
      party: 3,
    })
    expect(dataOf(await partner.open('reservation', { reservationId }))).toBeDefined()
    expect(dataOf<Held>(await partner.call('reservation.cancel', { reservationId })).state).toBe('cancelled')
    partner.close()
  },
)

it('a key without the scope to book reads, and changes nothing', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId, key } = await partnered(hub, ['read'])
  const partner = await callers.http(hub.url(0), { key })
  expect(codeOf(await partner.call('venue.get', { venueId }))).toBe('ok')
  expect(codeOf(await partner.open('availability', { venueId, date }))).toBe('ok')
  expect(codeOf(await partner.call('hold.create', holdAt(venueId)))).toBe('forbidden')
  expect(await hub.book(venueId, date)).toBeNull()
})

it('a key books at no other restaurant, and reaches nothing that another key or a guest has booked', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId, key, manager } = await partnered(hub)
  const elsewhere = await partnered(hub)
  const partner = await callers.http(hub.url(0), { key })
  expect(codeOf(await partner.call('hold.create', holdAt(elsewhere.venueId)))).toBe('not_found')
  expect(await hub.book(elsewhere.venueId, date)).toBeNull()
  const another = await manager.must('key.create', { venueId, name: 'Another', scopes: ['book'] })
  for (const holder of [
    await callers.http(hub.url(0), { key: another.key }),
    await callers.http(hub.url(0), { token: hub.tokenFor('guest') }),
  ]) {
    const { reservationId } = dataOf<Held>(await holder.call('hold.create', holdAt(venueId)))
    for (const call of ['hold.release', 'reservation.link'] as const) {
      expect(codeOf(await partner.call(call, { reservationId }))).toBe('not_found')
    }
    expect(codeOf(await partner.open('reservation', { reservationId }))).toBe('not_found')
  }
})

it('a partner acts for many guests at one hour; each guest is limited by phone and address all the same', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId, key } = await partnered(hub)
  const partner = await callers.http(hub.url(0), { key })
  const hold = async (time?: string) =>
    dataOf<Held>(await partner.call('hold.create', holdAt(venueId, time))).reservationId
  const held = [await hold(), await hold(), await hold(), await hold(), await hold()]
  const phones = held.map((_, i) => `+8210222200${10 + i}`)
  for (const [i, reservationId] of held.entries()) {
    const guest = guestOf(phones[i] ?? '')
    expect(codeOf(await partner.call('reservation.confirm', { reservationId, guest }))).toBe('ok')
  }
  const again = { reservationId: await hold('19:00'), guest: guestOf(phones[0] ?? '') }
  expect(codeOf(await partner.call('reservation.confirm', again))).toBe('overlapping_booking')
  const own = await callers.http(hub.url(0), { token: hub.tokenFor('guest') })
  const { reservationId } = dataOf<Held>(await own.call('hold.create', holdAt(venueId, '19:00')))
  expect(codeOf(await own.call('reservation.confirm', { reservationId, guest: guestOf(phones[1] ?? '') }))).toBe(
    'overlapping_booking',
  )
  // To one hour of another date, which a person could not have twice.
  for (const reservationId of held.slice(0, 3)) {
    const change = { reservationId, date: nextDate, startsAt: seoul(nextDate, '20:00'), party: 2 }
    expect(codeOf(await partner.call('reservation.change', change))).toBe('ok')
  }
})

it('a guest manages by the link what a partner has booked', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId, key } = await partnered(hub)
  const partner = await callers.http(hub.url(0), { key })
  const { reservationId } = dataOf<Held>(await partner.call('hold.create', holdAt(venueId)))
  await partner.call('reservation.confirm', { reservationId, guest: guestOf('+821033330001') })
  const { secret } = dataOf<{ secret: string }>(await partner.call('reservation.link', { reservationId }))
  const anyone = await callers.http(hub.url(0))
  const { token } = dataOf<{ token: string }>(await anyone.call('session.link', { reservationId, secret }))
  const guest = await callers.http(hub.url(0), { token })
  expect(codeOf(await guest.call('reservation.cancel', { reservationId }))).toBe('ok')
})

it('a revoked key is refused at every node within seconds, and its sockets are cut', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const { venueId, manager, keyId, key } = await partnered(hub)
  const sockets = [0, 1].map((n) =>
    io(hub.url(n), { transports: ['websocket'], forceNew: true, reconnection: false, auth: { key } }),
  )
  await Promise.all(sockets.map((socket) => heard(socket, 'connect')))
  const overHttp = await Promise.all([0, 1].map((n) => callers.http(hub.url(n), { key })))
  for (const caller of overHttp) expect(codeOf(await caller.call('venue.get', { venueId }))).toBe('ok')

  const told = sockets.map((socket) => heard(socket, 'session.ended'))
  const gone = sockets.map((socket) => heard(socket, 'disconnect'))
  await manager.must('key.revoke', { venueId, keyId })
  expect((await Promise.all(told)).flat()).toMatchObject([0, 1].map(() => ({ error: { code: 'session_ended' } })))
  await Promise.all(gone)
  for (const caller of overHttp) expect(codeOf(await caller.call('venue.get', { venueId }))).toBe('session_ended')
  for (const n of [0, 1]) {
    await expect(callers.socket(hub.url(n), { key })).rejects.toMatchObject({ code: 'session_ended' })
  }
  // Once nobody remembers that it was revoked, what is kept of the key still says so.
  await hub.db.collection('revocations').deleteMany({})
  const late = await callers.http((await hub.addNode()).url, { key })
  expect(codeOf(await late.call('venue.get', { venueId }))).toBe('session_ended')
  const { keys } = await manager.must('key.list', { venueId })
  expect(keys).toMatchObject([{ keyId, revokedAt: expect.any(String) }])
})

it('a key that asks to log out stays a key', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId, key } = await partnered(hub)
  const partner = await callers.http(hub.url(0), { key })
  expect(codeOf(await partner.call('session.logout', {}))).toBe('ok')
  expect(codeOf(await partner.call('hold.create', holdAt(venueId)))).toBe('ok')
})

it('the same request makes the same key; what is kept of it opens nothing', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId, manager } = await partnered(hub)
  const requestId = randomUUID()
  const input = { venueId, name: 'Twice', scopes: ['read'] as PartnerScope[] }
  const first = await manager.must('key.create', input, requestId)
  expect(await manager.must('key.create', input, requestId)).toEqual(first)
  const other = await manager.call('key.create', { ...input, scopes: ['book'] }, requestId)
  expect(codeOf(other)).toBe('request_id_reused')
  const kept = await hub.db.collection<PartnerKeyDocument>('partner_keys').findOne({ _id: first.keyId })
  expect(kept).toMatchObject({ name: 'Twice', scopes: ['read'] })
  expect(JSON.stringify(kept)).not.toContain(first.key.split('_')[2])
  const { keys } = await manager.must('key.list', { venueId })
  expect(keys.map(({ name }) => name)).toEqual(['Twice', 'Concierge desk'])
  expect(JSON.stringify(keys)).not.toContain(first.key)
})

it('a key that is wrong, of nobody, no key at all, or sent beside a token is refused on both transports', async () => {
  await using hub = await startHub({ worker: false })
  const { keyId, key } = await partnered(hub)
  const wrong = [`ck_${keyId}_${newId()}`, `ck_${newId()}_${newId()}`, key.slice(0, -1), 'x', `${key} `]
  for (const sent of wrong) {
    await expect(callers.socket(hub.url(0), { key: sent })).rejects.toMatchObject({ code: 'unauthenticated' })
    if (sent.trim() !== sent) continue
    expect(codeOf(await (await callers.http(hub.url(0), { key: sent })).call('venue.list', {}))).toBe('unauthenticated')
  }
  const both = { authorization: `Bearer ${hub.tokenFor('guest')}`, 'x-api-key': key }
  expect(codeOf(await read(await fetch(`${hub.url(0)}/v1/venues`, { headers: both })))).toBe('unauthenticated')
  const asBoth = { token: hub.tokenFor('guest'), key }
  await expect(callers.socket(hub.url(0), asBoth)).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(callers.socket(hub.url(0), { key: { $ne: '' } as never })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})

it('a manager of another restaurant neither sees, makes nor ends keys here', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId, keyId, key } = await partnered(hub)
  using other = connect(hub.url(0), hub.tokenFor('manager', (await hub.seedVenue()).venueId))
  const answers = [
    await other.call('key.list', { venueId }),
    await other.call('key.create', { venueId, name: 'Mine', scopes: ['book'] }),
    await other.call('key.revoke', { venueId, keyId }),
  ]
  expect(answers.map(codeOf)).toEqual(['not_found', 'not_found', 'not_found'])
  const partner = await callers.http(hub.url(0), { key })
  expect(codeOf(await partner.call('venue.get', { venueId }))).toBe('ok')
})
