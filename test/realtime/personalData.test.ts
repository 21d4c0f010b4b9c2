import { connect as connectTcp } from 'node:net'
import { BSON } from 'mongodb'
import { expect, it } from 'vitest'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import type { GuestDetailsDocument } from '../../server/core/models/documents.ts'
import { connect } from '../support/client.ts'
import { booksOf, startHub } from '../support/hub.ts'
import { makeSecrets } from '../support/secrets.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const canary = {
  name: 'Canary Vandenberg',
  phone: '+821055512345',
  email: 'canary.vandenberg@example.com',
  wishes: 'a window, for the canary',
  allergies: 'canary seed',
}
const words = /canary|vandenberg|55512345/i
const date = dateAhead(7)

it('what a guest tells reaches no log, queue, metric, error, Redis key, event or book, and lies encrypted', async () => {
  await using hub = await startHub({ processes: true })
  // By hand: ioredis 6 loses step when commands are heard before MONITOR is answered.
  const { hostname, port } = new URL(hub.redisUrl)
  const monitor = connectTcp(Number(port), hostname)
  let seen = ''
  monitor.on('data', (chunk) => {
    seen += chunk.toString('utf8')
  })
  monitor.write('MONITOR\r\n')
  const { venueId } = await hub.seedVenue()
  const token = hub.tokenFor('guest')
  using diner = connect(hub.url(0), token)
  const { reservationId } = await diner.must('hold.create', { venueId, date, startsAt: seoul(date, '19:00'), party: 2 })
  const refused = await diner.call('reservation.confirm', {
    reservationId,
    guest: { ...canary, phone: `canary ${canary.phone}` },
  })
  await diner.must('reservation.confirm', { reservationId, guest: canary })
  const again = await diner.call('reservation.confirm', { reservationId, guest: canary })
  await expect.poll(() => booksOf(hub.db).events.countDocuments({ done: { $ne: true } }), { timeout: 25_000 }).toBe(0)

  const metrics = await (await fetch(`${hub.url(0)}/metrics`)).text()
  for (const sink of [JSON.stringify([refused, again]), metrics, hub.nodes[0]?.log() ?? '', seen]) {
    expect(sink).not.toMatch(words)
  }
  expect(seen).toMatch(/publish/i)
  expect(seen).not.toContain(token)
  for (const { name } of await hub.db.listCollections().toArray()) {
    expect(BSON.EJSON.stringify(await hub.db.collection(name).find().toArray()), name).not.toMatch(words)
  }
  const details = await hub.db
    .collection<GuestDetailsDocument>('guest_details')
    .find({ reservationId, confirmed: true })
    .toArray()
  expect(details).toHaveLength(1)
  monitor.destroy()
})

it('a sealed field opens only in its own place, unchanged, with a key of the ring', () => {
  const secrets = makeSecrets()
  const crypt = createFieldCrypt(secrets)
  const sealed = crypt.seal('Ada', 'guest_details.name:1')
  expect(sealed).not.toContain('Ada')
  expect(crypt.open(sealed, 'guest_details.name:1')).toBe('Ada')
  expect(() => crypt.open(sealed, 'guest_details.name:2')).toThrow()
  const [id, iv, tag, text = ''] = sealed.split('.')
  expect(() => crypt.open([id, iv, tag, `A${text.slice(1)}`].join('.'), 'guest_details.name:1')).toThrow()
  const rotated = createFieldCrypt({
    ...secrets,
    fieldKeys: [{ id: 'new', key: makeSecrets().fieldKeys[0]?.key ?? '' }, ...secrets.fieldKeys],
  })
  expect(rotated.open(sealed, 'guest_details.name:1')).toBe('Ada')
  expect(rotated.seal('Ada', 'x').startsWith('new.')).toBe(true)
  expect(() => createFieldCrypt(makeSecrets()).open(sealed, 'guest_details.name:1')).toThrow()
  expect(crypt.blindIndex('phone', '+82')).toBe(crypt.blindIndex('phone', '+82'))
  expect(crypt.blindIndex('phone', '+82')).not.toBe(crypt.blindIndex('email', '+82'))
})
