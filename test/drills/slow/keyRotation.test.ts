import { expect, test } from 'vitest'
import { verifyAudit } from '../../../server/core/audit/verifyAudit.ts'
import type { Secrets } from '../../../server/core/config.ts'
import type { AccountDocument } from '../../../server/core/identity/documents.ts'
import { createFieldCrypt } from '../../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../../server/core/infra/ids.ts'
import { createMacs } from '../../../server/core/infra/macs.ts'
import { placeOf, sealedFields } from '../../../server/core/infra/sealedFields.ts'
import { createTokens } from '../../../server/core/infra/tokens.ts'
import { collectionsOf } from '../../../server/core/models/collections.ts'
import { type Fleet, type FleetProcess, startFleet } from '../../security/fleet.ts'
import { openAccount } from '../../support/account.ts'
import { makeSecrets } from '../../support/secrets.ts'
import { startVisitors } from '../visitors.ts'

/** What an installation's secrets are while its keys change. */
function stagesOf() {
  const old = makeSecrets()
  const made = makeSecrets()
  const fresh = {
    jwtKeys: made.jwtKeys.map((key) => ({ ...key, kid: 'new' })),
    fieldKeys: made.fieldKeys.map((key) => ({ ...key, id: 'new' })),
    macKeys: made.macKeys.map((key) => ({ ...key, id: 'new' })),
  }
  const both = (first: typeof fresh, second: typeof fresh): Secrets => ({
    ...old,
    jwtKeys: [...first.jwtKeys, ...second.jwtKeys],
    fieldKeys: [...first.fieldKeys, ...second.fieldKeys],
    macKeys: [...first.macKeys, ...second.macKeys],
  })
  return { old, known: both(old, fresh), takenOver: both(fresh, old), done: { ...old, ...fresh } }
}

/** A node that others take the place of one by one, as in a rolling restart: for a while two work beside each other. */
function startRotation(fleet: Fleet) {
  const nodes: FleetProcess[] = []
  return {
    urls: () => nodes.map(({ url }) => url),
    /** @param together what happens while both are there */
    async restartWith(secrets: Secrets, together: () => Promise<void>): Promise<void> {
      nodes.push(await fleet.start('hub', secrets, { TRUST_PROXY: '1' }))
      await together()
      if (nodes.length > 1) await nodes.shift()?.stop()
    },
  }
}

async function post(
  url: string,
  path: string,
  body: object,
  token?: string,
): Promise<{ status: number; code: string }> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`
  const response = await fetch(`${url}/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, code: ((await response.json()) as { code?: string }).code ?? '' }
}

async function profile(url: string, token: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}/v1/account`, { headers: { authorization: `Bearer ${token}` } })
  return { status: response.status, text: await response.text() }
}

/** Every sealed field as it lies in the database. */
async function sealedIn({ db }: Fleet): Promise<readonly { readonly where: string; readonly sealed: string }[]> {
  const found: { where: string; sealed: string }[] = []
  for (const [collection, paths] of Object.entries(sealedFields)) {
    for await (const document of db.collection<{ _id: string }>(collection).find()) {
      for (const path of paths) {
        const value = path
          .split('.')
          .reduce<unknown>((it, part) => (it as Record<string, unknown> | null)?.[part], document)
        if (typeof value === 'string' && value !== '') {
          found.push({ where: placeOf(collection, path, document._id), sealed: value })
        }
      }
    }
  }
  return found
}

test('D36: keys change under load: nobody is logged out, nothing is lost, and the old keys are worth nothing afterwards', {
  timeout: 600_000,
}, async () => {
  const { old, known, takenOver, done } = stagesOf()
  await using fleet = await startFleet()
  const { venueId } = await fleet.seedVenue()
  const rotation = startRotation(fleet)
  const nobodyYet = () => Promise.resolve()
  const [worker] = await Promise.all([fleet.start('worker', old), rotation.restartWith(old, nobodyYet)])
  const parts = { db: fleet.db, secrets: old, tokens: createTokens(old) }
  const holders = new Map()
  for (const name of ['Ada', 'Grace', 'Edith']) {
    const _id = newId()
    const sealed = createFieldCrypt(old).seal(name, placeOf('accounts', 'name', _id))
    holders.set(name, (await openAccount(parts, { _id, name: sealed })).session)
  }
  const stolen = (await openAccount(parts)).session
  const visitors = startVisitors({ urls: rotation.urls, venueId }, 5, holders)
  await visitors.allRenewed()

  await rotation.restartWith(known, visitors.allRenewed)
  const sealing = fleet.start('worker', takenOver)
  await rotation.restartWith(takenOver, visitors.allRenewed)
  await sealing
  await worker.stop()
  await visitors.allRenewed()
  const tool = await fleet.run('workers/tools/rotateKeys.ts', takenOver)
  expect(tool).toMatchObject({ code: 0, text: expect.stringMatching(/^field key test: nothing$/m) })
  const before = visitors.booked.size
  await rotation.restartWith(done, visitors.allRenewed)
  await visitors.allRenewed()
  await visitors.stop()

  expect(visitors.failures).toEqual([])
  expect(before).toBeGreaterThan(5)
  const sealed = await sealedIn(fleet)
  const crypt = createFieldCrypt(done)
  const opened = new Set(sealed.map(({ where, sealed: text }) => crypt.open(text, where)))
  for (const name of [...holders.keys(), ...visitors.booked.values()]) expect(opened).toContain(name)
  const collections = collectionsOf(fleet)
  await expect.poll(() => collections.events.countDocuments({ done: false }), { timeout: 25_000 }).toBe(0)
  for (const id of visitors.booked.keys()) {
    expect(await collections.reservations.findOne({ _id: id })).toMatchObject({ state: 'confirmed' })
  }
  const macKeys = new Set(done.macKeys.map(({ id }) => id))
  const chain = { collections, macs: createMacs(done), macKeys, now: Date.now, onProgress: () => undefined }
  expect((await verifyAudit(chain, null)).findings).toEqual([])

  const [url = ''] = rotation.urls()
  expect(await profile(url, stolen.token)).toMatchObject({ status: 401 })
  expect(await post(url, '/sessions/renew', { refreshToken: stolen.refreshToken })).toEqual({
    status: 401,
    code: 'unauthenticated',
  })
  const forger = createTokens(old)
  const forged = forger.sign({ key: stolen.actor, sessionId: newId(), grants: stolen.grants }, Date.now())
  expect(await profile(url, forged.token)).toMatchObject({ status: 401 })
  for (const { sealed: text, where } of sealed) expect(() => createFieldCrypt(old).open(text, where)).toThrow()
})

test('control: keys that take over before every node knows them log people out', { timeout: 240_000 }, async () => {
  const { old, takenOver } = stagesOf()
  await using fleet = await startFleet()
  const { venueId } = await fleet.seedVenue()
  const nodes = await Promise.all([old, takenOver].map((secrets) => fleet.start('hub', secrets, { TRUST_PROXY: '1' })))
  const urls = () => nodes.map(({ url }) => url)
  const visitors = startVisitors({ urls, venueId }, 3, new Map())
  await visitors.allRenewed()
  await visitors.stop()
  expect(visitors.failures).toContainEqual(expect.stringMatching(/ 401 .*"unauthenticated"/))
})

test('with old keys only, and with a bit flipped, personal data stays closed and nothing is written over it', {
  timeout: 240_000,
}, async () => {
  const { old, takenOver, done } = stagesOf()
  await using fleet = await startFleet()
  const tokens = createTokens(takenOver)
  const parts = { db: fleet.db, secrets: takenOver, tokens }
  const name = (_id: string, text: string) => createFieldCrypt(done).seal(text, placeOf('accounts', 'name', _id))
  const ids = [newId(), newId()] as const
  const [one] = [
    await openAccount(parts, { _id: ids[0], name: name(ids[0], 'Canary') }),
    await openAccount(parts, { _id: ids[1], name: name(ids[1], 'Finch') }),
  ]
  const kept = await fleet.db.collection('accounts').find().toArray()

  // The database of today under the secrets of before.
  const restored = await fleet.start('hub', old)
  const { token } = createTokens(old).sign({ ...actorOf(one.account) }, Date.now())
  const answer = await profile(restored.url, token)
  expect(answer).toMatchObject({ status: 500, text: expect.not.stringMatching(/canary|ring|key/i) })
  const tool = await fleet.run('workers/tools/rotateKeys.ts', old)
  expect(tool.code).toBe(1)
  expect(tool.text).toContain(`does not open: accounts ${ids[0]} name`)
  expect(tool.text).toContain('field key new, which is not in the ring: 2 accounts.email, 2 accounts.name')
  expect(await fleet.db.collection('accounts').find().toArray()).toEqual(kept)
  await restored.stop()

  const node = await fleet.start('hub', takenOver)
  const own = createTokens(takenOver).sign(actorOf(one.account), Date.now()).token
  expect(await profile(node.url, own)).toMatchObject({ status: 200, text: expect.stringContaining('Canary') })
  await flipBitOf(fleet, ids[0])
  expect(await profile(node.url, own)).toMatchObject({ status: 500, text: expect.not.stringContaining('Canary') })
  const other = createTokens(takenOver).sign(actorOf({ _id: ids[1] }), Date.now()).token
  expect(await profile(node.url, other)).toMatchObject({ status: 200, text: expect.stringContaining('Finch') })
})

function actorOf({ _id }: Pick<AccountDocument, '_id'>) {
  return { key: `account:${_id}`, sessionId: newId(), grants: [{ role: 'diner', venueId: null }] } as const
}

/** One bit of the sealed text itself. */
async function flipBitOf({ db }: Fleet, _id: string): Promise<void> {
  const accounts = db.collection<AccountDocument>('accounts')
  const [id, iv, tag, text = ''] = ((await accounts.findOne({ _id }))?.name ?? '').split('.')
  const bytes = Buffer.from(text, 'base64url')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  await accounts.updateOne({ _id }, { $set: { name: [id, iv, tag, bytes.toString('base64url')].join('.') } })
}
