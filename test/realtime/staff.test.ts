import { randomUUID } from 'node:crypto'
import { type Db, ObjectId } from 'mongodb'
import { expect, it } from 'vitest'
import type { AuditDocument } from '../../server/core/audit/documents.ts'
import type { AccountDocument, InvitationDocument, LetterDocument } from '../../server/core/identity/documents.ts'
import { newestLetters } from '../../server/core/identity/letters.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { Grant, Role } from '../../shared/contract/policy.ts'
import { connect, heard, type TestClient } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'

const collectionsOf = (db: Db) => ({
  accounts: db.collection<AccountDocument>('accounts'),
  audit: db.collection<AuditDocument>('audit'),
  invitations: db.collection<InvitationDocument>('invitations'),
  letters: db.collection<LetterDocument>('letters'),
})

/** Somebody with an account, and with these grants; as demo staff are, without a second factor. */
async function person(hub: TestHub, grants: readonly Grant[] = [], node = 0) {
  const { account, session } = await hub.openAccount({ demo: true, grants })
  return { account, session, accountId: account._id, client: connect(hub.url(node), session.token) }
}

const manages = (venueId: string): Grant => ({ role: 'manager', venueId })

async function invite(client: TestClient, venueId: string, more: { email?: string; role?: 'host' | 'manager' } = {}) {
  const { email = `${newId()}@example.com`, role = 'host' } = more
  return client.must('staff.invite', { venueId, email, role, language: 'ko' })
}

/** What the newest letter's link carries. */
async function newestSecret(hub: TestHub): Promise<string> {
  const parts = { collections: collectionsOf(hub.db), crypt: createFieldCrypt(hub.secrets) }
  const [letter] = await newestLetters(parts, 1)
  expect(letter).toMatchObject({ kind: 'invitation', language: 'ko', content: { role: expect.any(String) } })
  return /^\/staff#(.+)$/.exec(letter?.content['link'] ?? '')?.[1] ?? ''
}

async function rolesOf(hub: TestHub, accountId: string): Promise<Role[]> {
  const found = await collectionsOf(hub.db).accounts.findOne({ _id: accountId })
  return found?.grants.map(({ role }) => role) ?? []
}

async function renewed(hub: TestHub, refreshToken: string | null, node = 0) {
  using anyone = connect(hub.url(node))
  return await anyone.must('session.renew', { refreshToken: refreshToken ?? '' })
}

const codeOf = (answer: { ok: boolean; error?: { code: string } }) => (answer.ok ? 'ok' : answer.error?.code)

it('an invitation’s letter brings a role; the account’s tokens are renewed and have it then', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const { venueId, name } = await hub.seedVenue()
  const manager = await person(hub, [manages(venueId)])
  const newcomer = await person(hub, [], 1)
  const { expiresAt } = await invite(manager.client, venueId)
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
  const parts = { collections: collectionsOf(hub.db), crypt: createFieldCrypt(hub.secrets) }
  expect(await newestLetters(parts as never, 1)).toMatchObject([{ content: { venue: name, role: 'host' } }])

  const cut = heard(newcomer.client.socket, 'session.ended')
  const accepted = await newcomer.client.must('staff.accept', { secret: await newestSecret(hub) })
  expect(accepted).toEqual({ venueId, role: 'host' })
  expect((await cut)[0]).toMatchObject({ error: { code: 'token_expired' } })
  const session = await renewed(hub, newcomer.session.refreshToken, 1)
  expect(session.grants).toContainEqual({ role: 'host', venueId })
  using host = connect(hub.url(0), session.token)
  expect(await host.must('settings.get', { venueId })).toMatchObject({ version: 1 })
  const record = await collectionsOf(hub.db).audit.find({}).sort({ at: 1 }).toArray()
  expect(record.map(({ action, by, to }) => ({ action, by, to }))).toEqual([
    { action: 'staff.invited', by: `account:${manager.accountId}`, to: venueId },
    { action: 'staff.accepted', by: `account:${newcomer.accountId}`, to: venueId },
  ])
})

it('asked again an invitation leaves one letter, and what its letter holds is kept nowhere else', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue()
  const { client } = await person(hub, [manages(venueId)])
  const { invitations, letters, audit } = collectionsOf(hub.db)
  const requestId = randomUUID()
  const input = { venueId, email: 'new@example.com', role: 'host', language: 'ko' } as const
  const first = await client.must('staff.invite', input, requestId)
  expect(await client.must('staff.invite', input, requestId)).toEqual(first)
  expect([await letters.countDocuments(), await invitations.countDocuments(), await audit.countDocuments()]).toEqual([
    1, 1, 1,
  ])
  const other = await client.call('staff.invite', { ...input, email: 'other@example.com' }, requestId)
  expect(codeOf(other)).toBe('request_id_reused')
  expect(await letters.countDocuments()).toBe(1)
  const secret = await newestSecret(hub)
  const kept = JSON.stringify([await invitations.find().toArray(), await letters.find().toArray()])
  expect(kept).not.toContain(secret)
  expect(kept).not.toContain('example.com')
})

it('an invitation is taken once: by the same account again it is the same answer, by another it is wrong', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue()
  const manager = await person(hub, [manages(venueId)])
  await invite(manager.client, venueId)
  const secret = await newestSecret(hub)
  const [first, second] = [await person(hub), await person(hub)]
  const answer = await first.client.must('staff.accept', { secret })
  using again = connect(hub.url(0), (await renewed(hub, first.session.refreshToken)).token)
  expect(await again.must('staff.accept', { secret })).toEqual(answer)
  expect(codeOf(await second.client.call('staff.accept', { secret }))).toBe('wrong_code')
  expect(await rolesOf(hub, second.accountId)).toEqual([])
  expect(await rolesOf(hub, first.accountId)).toEqual(['host'])
})

it('of ten accounts that take one invitation at once on two nodes one has the role; looked at first and taken then, several would', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const { venueId } = await hub.seedVenue()
  const manager = await person(hub, [manages(venueId)])
  await invite(manager.client, venueId)
  const secret = await newestSecret(hub)
  const people = await Promise.all(Array.from({ length: 10 }, (_, n) => person(hub, [], n % 2)))
  const answers = await Promise.all(people.map(({ client }) => client.call('staff.accept', { secret })))
  expect(answers.map(codeOf).sort()).toEqual(['ok', ...Array.from({ length: 9 }, () => 'wrong_code')])
  const roles = await Promise.all(people.map(({ accountId }) => rolesOf(hub, accountId)))
  expect(roles.flat()).toEqual(['host'])

  const naive = hub.db.collection('naive')
  const _id = new ObjectId()
  await naive.insertOne({ _id })
  const seen = await Promise.all(people.map(() => naive.findOne({ _id, takenBy: { $exists: false } })))
  await Promise.all(people.map(({ accountId }) => naive.updateOne({ _id }, { $set: { takenBy: accountId } })))
  expect(seen.filter((found) => found !== null).length).toBe(10)
})

it('an invitation that ran out, and one that there never was, are wrong', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue()
  const manager = await person(hub, [manages(venueId)])
  const { client, accountId } = await person(hub)
  await invite(manager.client, venueId)
  const secret = await newestSecret(hub)
  await collectionsOf(hub.db).invitations.updateMany({}, { $set: { expireAt: new Date(Date.now() - 1000) } })
  expect(codeOf(await client.call('staff.accept', { secret }))).toBe('wrong_code')
  expect(codeOf(await client.call('staff.accept', { secret: newId() }))).toBe('wrong_code')
  expect(await rolesOf(hub, accountId)).toEqual([])
})

it('who is removed is cut at the other node and stays without the role, whatever invitation they still have', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const { venueId } = await hub.seedVenue()
  const manager = await person(hub, [manages(venueId)])
  const host = await person(hub)
  await invite(manager.client, venueId)
  const secret = await newestSecret(hub)
  await host.client.must('staff.accept', { secret })
  await invite(manager.client, venueId, { email: `${host.accountId}@example.com`, role: 'manager' })
  const unused = await newestSecret(hub)
  const session = await renewed(hub, host.session.refreshToken)
  using working = connect(hub.url(1), session.token)
  await working.must('settings.get', { venueId })

  const cut = heard(working.socket, 'session.ended')
  await manager.client.must('staff.remove', { venueId, accountId: host.accountId })
  expect((await cut)[0]).toMatchObject({ error: { code: 'token_expired' } })
  using after = connect(hub.url(1), (await renewed(hub, session.refreshToken, 1)).token)
  expect(codeOf(await after.call('settings.get', { venueId }))).toBe('forbidden')
  expect(codeOf(await after.call('staff.accept', { secret: unused }))).toBe('wrong_code')
  // The one it took before is answered as it was, and gives nothing.
  expect(codeOf(await after.call('staff.accept', { secret }))).toBe('ok')
  expect(await rolesOf(hub, host.accountId)).toEqual([])
  expect(codeOf(await manager.client.call('staff.remove', { venueId, accountId: host.accountId }))).toBe('not_found')
  const removals = await collectionsOf(hub.db).audit.find({ action: 'staff.removed' }).toArray()
  expect(removals).toMatchObject([{ by: `account:${manager.accountId}`, to: `account:${host.accountId}` }])
})

it('a manager cannot remove the last one, themselves; the platform can', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue()
  const elsewhere = await hub.seedVenue()
  const { client, accountId } = await person(hub, [manages(venueId)])
  await person(hub, [manages(elsewhere.venueId), { role: 'host', venueId }])
  const refused = await client.call('staff.remove', { venueId, accountId })
  expect(refused).toMatchObject({ ok: false, error: { code: 'not_allowed_now', reason: 'last_manager' } })
  expect(await rolesOf(hub, accountId)).toEqual(['manager'])
  expect(await collectionsOf(hub.db).audit.countDocuments({ action: 'staff.removed' })).toBe(0)
  const admin = await person(hub, [{ role: 'admin', venueId: null }])
  await admin.client.must('staff.remove', { venueId, accountId })
  expect(await rolesOf(hub, accountId)).toEqual([])
})

it('of two managers who remove each other at once one stays, ten times over; counted first and removed then, none would', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  const { accounts } = collectionsOf(hub.db)
  for (let round = 0; round < 10; round++) {
    const { venueId } = await hub.seedVenue()
    const pair = [await person(hub, [manages(venueId)], 0), await person(hub, [manages(venueId)], 1)] as const
    const [one, two] = pair
    const remove = (by: typeof one, of: typeof one) =>
      by.client.call('staff.remove', { venueId, accountId: of.accountId })
    const answers = await Promise.all([remove(one, two), remove(two, one)])
    expect(answers.map(codeOf).sort()).toEqual(['not_allowed_now', 'ok'])
    expect(await accounts.countDocuments({ 'grants.venueId': venueId })).toBe(1)
  }
  const venueId = newId()
  const pair = [await person(hub, [manages(venueId)]), await person(hub, [manages(venueId)])]
  const others = ({ accountId }: (typeof pair)[number]) =>
    accounts.countDocuments({ _id: { $ne: accountId }, 'grants.venueId': venueId })
  expect(await Promise.all(pair.map(others))).toEqual([1, 1])
  for (const { accountId } of pair) await accounts.updateOne({ _id: accountId }, { $pull: { grants: { venueId } } })
  expect(await accounts.countDocuments({ 'grants.venueId': venueId })).toBe(0)
})

it('who reads the names of staff is on record, and reads those of their own restaurant only', async () => {
  await using hub = await startHub({ worker: false })
  const [here, there] = [await hub.seedVenue(), await hub.seedVenue()]
  const manager = await person(hub, [manages(here.venueId), manages(there.venueId)])
  const host = await person(hub, [{ role: 'host', venueId: here.venueId }])
  const { staff } = await manager.client.must('staff.list', { venueId: here.venueId })
  const expected = [
    { accountId: manager.accountId, name: 'Somebody', email: `${manager.accountId}@example.com`, roles: ['manager'] },
    { accountId: host.accountId, name: 'Somebody', email: `${host.accountId}@example.com`, roles: ['host'] },
  ]
  expect(staff).toEqual(expected.toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1)))
  const stranger = await person(hub, [manages(there.venueId)])
  expect(codeOf(await stranger.client.call('staff.list', { venueId: here.venueId }))).toBe('not_found')
  expect(codeOf(await host.client.call('staff.list', { venueId: here.venueId }))).toBe('forbidden')
  const record = await collectionsOf(hub.db).audit.find({}).toArray()
  expect(record).toMatchObject([{ action: 'staff.listed', by: `account:${manager.accountId}`, to: here.venueId }])
})
