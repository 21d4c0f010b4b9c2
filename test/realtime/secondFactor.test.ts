import { TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import type { AccountDocument } from '../../server/core/identity/documents.ts'
import type { Session } from '../../server/core/identity/issue.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { connect, type TestClient } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { ada, otherCode, registerAs } from '../support/people.ts'

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code)
const credentials = { email: ada.email, password: ada.password }

function now(secret: string): string {
  return new TOTP({ secret }).generate()
}

/** None of those that are right about now. */
function wrong(secret: string): string {
  const near = [-60_000, -30_000, 0, 30_000, 60_000]
  return otherCode(...near.map((ms) => new TOTP({ secret }).generate({ timestamp: Date.now() + ms })))
}

/** As if half a minute had gone by since the last code. */
async function letTimePass({ db }: TestHub): Promise<void> {
  await db
    .collection<AccountDocument>('accounts')
    .updateMany({ factor: { $ne: null } }, { $set: { 'factor.lastStep': 0 } })
}

/** On a connection of its own, which then speaks for the session. */
async function renew(hub: TestHub, { refreshToken }: Session): Promise<Session> {
  using client = connect(hub.url(0))
  return await client.must('session.renew', { refreshToken: String(refreshToken) })
}

async function switchOn(client: TestClient): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = await client.must('account.factor.begin', {})
  const { recoveryCodes } = await client.must('account.factor.confirm', { code: now(secret) })
  return { secret, recoveryCodes }
}

it('with a second factor a login wants a code, which is taken once; without it the password is enough again', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  using visitor = connect(hub.url(0))
  using there = connect(hub.url(1))
  using home = connect(hub.url(0), (await registerAs(hub, visitor, ada)).token)
  const { secret, uri } = await home.must('account.factor.begin', {})
  expect(new URL(uri).searchParams.get('secret')).toBe(secret)
  expect(codeOf(await visitor.call('session.login', credentials))).toBe('ok')
  expect(codeOf(await home.call('account.factor.confirm', { code: wrong(secret) }))).toBe('wrong_code')
  await home.must('account.factor.confirm', { code: now(secret) })
  expect(await home.must('account.get', {})).toMatchObject({ secondFactor: 'on' })
  expect(codeOf(await home.call('account.factor.begin', {}))).toBe('not_allowed_now')

  expect(codeOf(await visitor.call('session.login', credentials))).toBe('second_factor_required')
  expect(codeOf(await visitor.call('session.login', { ...credentials, password: 'a wrong one' }))).toBe(
    'wrong_credentials',
  )
  await letTimePass(hub)
  const code = now(secret)
  const twice = await Promise.all([visitor, there].map((it) => it.call('session.login', { ...credentials, code })))
  expect(twice.map(codeOf).toSorted()).toEqual(['ok', 'wrong_code'])

  expect(codeOf(await home.call('account.factor.remove', { code }))).toBe('wrong_code')
  await letTimePass(hub)
  await home.must('account.factor.remove', { code: now(secret) })
  expect(codeOf(await home.call('account.factor.remove', { code: now(secret) }))).toBe('not_allowed_now')
  expect(await visitor.must('session.login', credentials)).toMatchObject({ secondFactor: 'off' })
})

it('each recovery code works once in place of the authenticator, and none is kept as it is', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  using visitor = connect(hub.url(0))
  using there = connect(hub.url(1))
  using home = connect(hub.url(0), (await registerAs(hub, visitor, ada)).token)
  const { recoveryCodes } = await switchOn(home)
  expect(new Set(recoveryCodes).size).toBe(10)
  const [code = '', next = ''] = recoveryCodes
  const twice = await Promise.all([visitor, there].map((it) => it.call('session.login', { ...credentials, code })))
  expect(twice.map(codeOf).toSorted()).toEqual(['ok', 'wrong_code'])
  expect(codeOf(await there.call('session.login', { ...credentials, code: next }))).toBe('ok')
  const account = await hub.db.collection<AccountDocument>('accounts').findOne({})
  expect(account?.factor?.recovery).toHaveLength(8)
  for (const one of recoveryCodes) expect(JSON.stringify(account)).not.toContain(one)
})

it('after five wrong codes the right one waits, also with the right password', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  using home = connect(hub.url(0), (await registerAs(hub, visitor, ada)).token)
  const { secret } = await switchOn(home)
  await letTimePass(hub)
  const guess = { ...credentials, code: wrong(secret) }
  const guesses = await Promise.all(Array.from({ length: 5 }, () => visitor.call('session.login', guess)))
  expect(new Set(guesses.map(codeOf))).toEqual(new Set(['wrong_code']))
  expect(codeOf(await visitor.call('session.login', { ...credentials, code: now(secret) }))).toBe('rate_limited')
})

it('staff without a second factor are diners; with one their role is in force, and rests again without', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue()
  const manager = { role: 'manager', venueId } as const
  const { session } = await hub.openAccount({ grants: [manager] })
  expect(session).toMatchObject({ secondFactor: 'needed', grants: [{ role: 'diner', venueId: null }] })
  using home = connect(hub.url(0), session.token)
  expect(await home.must('account.get', {})).toMatchObject({ secondFactor: 'needed' })
  expect(codeOf(await home.call('settings.get', { venueId }))).toBe('forbidden')

  const { secret } = await switchOn(home)
  const renewed = await renew(hub, session)
  expect(renewed).toMatchObject({ secondFactor: 'on', grants: [{ role: 'diner' }, manager] })
  using office = connect(hub.url(0), renewed.token)
  await office.must('settings.get', { venueId })

  await letTimePass(hub)
  const told = new Promise((resolve) => office.socket.once('session.ended', resolve))
  await office.must('account.factor.remove', { code: now(secret) })
  expect(await told).toMatchObject({ error: { code: 'token_expired' } })
  const again = await renew(hub, renewed)
  expect(again).toMatchObject({ secondFactor: 'needed', grants: [{ role: 'diner', venueId: null }] })
})
