import { connect as connectTcp } from 'node:net'
import { Redis } from 'ioredis'
import { BSON } from 'mongodb'
import { expect, it } from 'vitest'
import type { Secrets } from '../../server/core/config.ts'
import type { AccountDocument } from '../../server/core/identity/documents.ts'
import { partnerSecretOf, writePartnerKey } from '../../server/core/identity/partnerActor.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createMacs } from '../../server/core/infra/macs.ts'
import { placeOf, sealedFields } from '../../server/core/infra/sealedFields.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import type { GuestDetailsDocument } from '../../server/core/models/documents.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import { type OperationName, operationNames } from '../../shared/contract/index.ts'
import { askOverHttp } from '../security/askOverHttp.ts'
import { canaries, playCanaries } from '../security/canaryStory.ts'
import { type Fleet, type FleetProcess, startFleet } from '../security/fleet.ts'
import { dumpMongo, dumpRedis, leaksIn, monitorRedis } from '../security/sinks.ts'
import { openAccount } from '../support/account.ts'
import { connect } from '../support/client.ts'
import { booksOf, startHub } from '../support/hub.ts'
import { startIdentityProvider } from '../support/identityProvider.ts'
import { returnTo } from '../support/loginHub.ts'
import { makeSecrets } from '../support/secrets.ts'
import { startSmtpServer } from '../support/smtpServer.ts'
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
  expect(() =>
    crypt.open([id, iv, tag, `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`].join('.'), 'guest_details.name:1'),
  ).toThrow()
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

/** What is in no sink, in whatever case or coding: everything told, and what most of it has in common. */
const telltales = [...Object.values(canaries), 'canary', 'vandenberg', '55512345']

/** Nobody tells them anything of themselves. Any other operation has its part in `canaryStory.ts`. */
const silentOperations: readonly OperationName[] = [
  'session.revoke',
  'session.revokeAll',
  'push.source',
  'venue.list',
  'availability.explain',
  'settings.get',
  'settings.change',
  'hold.release',
  'walkIn.seat',
  'reservation.move',
  'reservation.advance',
  'block.create',
  'block.release',
  'staff.alerts',
  'staff.alerts.change',
  'key.list',
  'notice.read',
  'notice.readAll',
  'notice.preferences.get',
  'notice.preferences.change',
  'work.state',
  'deadLetter.list',
  'deadLetter.retry',
  'deadLetter.drop',
  'company.create',
  'company.list',
  'company.get',
  'company.invite',
  'company.join',
  'company.leave',
  'company.remove',
  'company.role',
  'company.bookings',
  'desk.get',
  'desk.work',
  'desk.present',
  'desk.member.save',
  'desk.mine',
  'desk.resolved',
  'desk.tables',
  'desk.figures',
  'conversation.delivered',
  'conversation.resolve',
  'conversation.snooze',
  'conversation.reopen',
  'conversation.take',
  'conversation.release',
  'conversation.guest',
  'offer.decline',
  'offer.withdraw',
]

function relayed({ db }: Fleet) {
  const waits = async () =>
    (await booksOf(db).events.countDocuments({ done: { $ne: true } })) +
    (await db.collection('audit').countDocuments({ waiting: true }))
  return expect.poll(waits, { timeout: 60_000 }).toBe(0)
}

/** Until whoever is told something now was told, or could not be. */
function mailed({ db }: Fleet) {
  const onTheirWay = { state: { $in: ['pending', 'claimed', 'sending'] }, kind: { $not: /^reminder/ } } as const
  const waits = () => db.collection<DeliveryDocument>('deliveries').countDocuments(onTheirWay)
  return expect.poll(waits, { timeout: 60_000 }).toBe(0)
}

async function metricsOf(url: string): Promise<string> {
  return (await fetch(`${url}/metrics`)).text()
}

it('I23: nothing of what people tell, and no secret they are given, is where it does not belong', {
  timeout: 300_000,
}, async () => {
  await using fleet = await startFleet()
  using monitor = await monitorRedis(fleet.redisUrl)
  await using smtp = await startSmtpServer()
  // Its refusals repeat an address.
  smtp.script.push({ at: 'recipient', answer: 550 }, { at: 'dot', answer: 451 })
  await using provider = await startIdentityProvider({ standsFor: 'google', returnTo })
  const secrets = { ...makeSecrets(), providers: { google: provider.registration } }
  const env = { TRUST_PROXY: '1', PUBLIC_URL: new URL(returnTo).origin }
  const [node, worker] = await Promise.all([
    fleet.start('hub', secrets, { ...env, NODE_NAME: 'node-of-the-test' }),
    fleet.start('worker', secrets, {
      ...env,
      NODE_NAME: 'worker-of-the-test',
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    }),
  ])
  const told = await playCanaries({ fleet, url: node.url, secrets, provider })
  expect(operationNames.filter((name) => !told.operations.has(name))).toEqual(silentOperations)
  await relayed(fleet)
  await mailed(fleet)
  expect(smtp.mails.map(({ envelope }) => envelope.to[0])).toContain(canaries.email)
  const words = [...telltales, ...told.secrets, 'guest@example.com']
  for (const [name, text] of await dumpMongo(fleet.db)) expect(leaksIn(text, words), name).toEqual([])
  await sealedOnlyWhereItIsKnown(fleet, secrets)

  const sinks = new Map([
    ['log of the node', `${await faultOf(fleet, node, secrets)}${node.log()}`],
    ['log of the worker', worker.log()],
    ['metrics', `${await metricsOf(node.url)}${await metricsOf(worker.url)}`],
    ['refusals', JSON.stringify(told.refusals)],
    ['Redis, told', monitor.heard()],
    ['Redis, kept', await dumpRedis(fleet.redisUrl)],
  ])
  for (const [name, text] of sinks) expect(leaksIn(text, words), name).toEqual([])

  // That each was read: what does belong there is found.
  const known = [
    'node-of-the-test',
    'worker-of-the-test',
    'couvert_operation_seconds',
    'wrong_code',
    'publish',
    'couvert:',
  ]
  for (const [i, text] of [...sinks.values()].entries()) expect(leaksIn(text, [known[i] ?? ''])).toEqual([known[i]])
})

/** What a person hears of a fault inside: their name is there, and does not open. */
async function faultOf({ db }: Fleet, { url }: FleetProcess, secrets: Secrets): Promise<string> {
  const { account, session } = await openAccount({ db, secrets, tokens: createTokens(secrets) })
  const name = createFieldCrypt(secrets).seal(canaries.name, 'accounts.name:another')
  await db.collection<AccountDocument>('accounts').updateOne({ _id: account._id }, { $set: { name } })
  const { status, body } = await askOverHttp({ url, token: session.token }, 'account.get', {})
  expect({ status, body }).toMatchObject({ status: 500, body: { code: 'internal', incident: expect.any(String) } })
  return JSON.stringify(body)
}

/** A change of keys finds sealed fields by a table: one that is not in it would be lost with its key. */
async function sealedOnlyWhereItIsKnown({ db }: Fleet, secrets: Secrets): Promise<void> {
  const crypt = createFieldCrypt(secrets)
  const found = new Set<string>()
  for (const { name: collection } of await db.listCollections().toArray()) {
    for await (const document of db.collection<{ _id: string }>(collection).find()) {
      for (const [path, text] of textsIn(document)) {
        if (!/^test\.[\w-]{16}\.[\w-]{22}\.[\w-]*$/.test(text)) continue
        expect(sealedFields, `${collection}.${path}`).toHaveProperty([collection], expect.arrayContaining([path]))
        crypt.open(text, placeOf(collection, path, document._id))
        found.add(`${collection}.${path}`)
      }
    }
  }
  const lasting = [
    'accounts.email',
    'accounts.factor.secret',
    'guest_details.allergies',
    'sessions.device',
    'letters.to',
    'messages.text',
    'messages.was',
  ]
  expect([...found]).toEqual(expect.arrayContaining(lasting))
}

function textsIn(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null || value instanceof Date) return []
  return Object.entries(value).flatMap(([name, part]) => textsIn(part, path === '' ? name : `${path}.${name}`))
}

it('control: what is planted in a sink is found, however it is written', async () => {
  const words = ['canary', 'canary.vandenberg@example.com']
  const email = words[1] ?? ''
  for (const text of [
    'a Canary',
    `?email=${encodeURIComponent(email)}`,
    Buffer.from(email).toString('hex'),
    Buffer.from(email).toString('base64'),
  ]) {
    expect(leaksIn(`before ${text} after`, words), text).not.toEqual([])
  }
  expect(leaksIn('a finch', words)).toEqual([])

  await using hub = await startHub({ worker: false })
  using monitor = await monitorRedis(hub.redisUrl)
  const redis = new Redis(hub.redisUrl)
  await redis.set('planted', 'in the canary’s value')
  await redis.hset('planted:hash', 'field', email)
  expect(leaksIn(await dumpRedis(hub.redisUrl), words)).toEqual(words)
  await redis.del('planted', 'planted:hash')
  await redis.publish('planted', 'a canary')
  await expect.poll(() => leaksIn(monitor.heard(), ['canary', 'publish'])).toEqual(['canary', 'publish'])
  redis.disconnect()
  await hub.db.collection('venues').insertOne({ note: { deep: [email] } })
  expect(leaksIn((await dumpMongo(hub.db)).get('venues') ?? '', words)).toEqual(words)
})

it('I23: a token, a link and a key of another environment are worth nothing here', async () => {
  await using hub = await startHub({ worker: false })
  const strangers = makeSecrets()
  const parts = { db: hub.db, secrets: strangers, tokens: createTokens(strangers) }
  const { venueId } = await hub.seedVenue()
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  const { reservationId } = await diner.must('hold.create', { venueId, date, startsAt: seoul(date, '19:00'), party: 2 })
  await diner.must('reservation.confirm', { reservationId, guest: canary })
  // An account and a session of it that are in this database, under keys that are not this hub's.
  const { session } = await openAccount(parts)
  const url = hub.url(0)
  const refusal = async (asker: object, name: OperationName, input: object) =>
    (await askOverHttp({ url, ...asker }, name, input)).body as { code?: string }
  expect(await refusal({ token: session.token }, 'account.get', {})).toMatchObject({ code: 'unauthenticated' })
  const renewal = { refreshToken: session.refreshToken ?? '' }
  expect(await refusal({}, 'session.renew', renewal)).toMatchObject({ code: 'unauthenticated' })
  const row = await booksOf(hub.db).books.findOne({})
  const holder = Object.values(row?.claims ?? {})[0]?.holder ?? ''
  const secretBy = (secrets: Secrets) => createMacs(secrets).secretFor('manage-link', `${reservationId} ${holder}`)
  const link = (secrets: Secrets) => refusal({}, 'session.link', { reservationId, secret: secretBy(secrets) })
  expect(await link(strangers)).toMatchObject({ code: 'not_found' })
  expect(await link(hub.secrets)).toMatchObject({ actor: holder })
  const keyId = newId()
  const key = (secrets: Secrets) => writePartnerKey(keyId, partnerSecretOf(createMacs(secrets), keyId))
  expect(await refusal({ key: key(strangers) }, 'hold.create', {})).toMatchObject({ code: 'unauthenticated' })
})
