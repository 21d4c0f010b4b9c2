import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { askProvider, loginAddress } from '../../server/core/identity/askProvider.ts'
import { newFlow } from '../../server/core/identity/externalLogin.ts'
import { registeredProvider } from '../../server/core/identity/providers.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { LogFields } from '../../server/core/infra/log.ts'
import type { IdentityProvider } from '../support/identityProvider.ts'
import { logInAt } from '../support/loginBrowser.ts'
import { configWith, type Finish, finishOf, returnTo, startLoginHub } from '../support/loginHub.ts'

const canary = { email: 'canary@example.com', email_verified: true, name: 'Canary' }
const refused = { ok: false, error: { code: 'wrong_code' } }

it('a provider that the hub is not registered at is not there', async () => {
  await using hub = await startLoginHub([])
  expect(await hub.call('session.external.begin', { provider: 'google' })).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  })
})

it('a provider has an address that is encrypted or on this machine, or the hub does not start', async () => {
  const at = (issuer: string) => configWith({ google: { clientId: 'couvert', clientSecret: 'only in tests', issuer } })
  for (const good of ['https://elsewhere.example', 'http://localhost:1', 'http://127.0.0.1:1']) {
    expect((await at(good)).secrets.providers?.google?.issuer).toBe(good)
  }
  for (const bad of [
    'http://elsewhere.example',
    'http://localhost.elsewhere.example',
    'http://localhost@elsewhere.example',
    'ftp://localhost',
    'localhost',
  ]) {
    await expect(at(bad), bad).rejects.toThrow(/^SECRETS_FILE: providers\.google\.issuer: /)
  }
})

it('the way to the provider carries state, a hashed verifier and the return address, and none of it is kept in clear', async () => {
  await using hub = await startLoginHub(['google', 'facebook'])
  const { url, attempt } = await hub.begin('google')
  const asked = Object.fromEntries(new URL(url).searchParams)
  expect(asked).toMatchObject({ redirect_uri: returnTo, response_type: 'code', code_challenge_method: 'S256' })
  expect(asked['scope']).toBe('openid email profile')
  const other = new URL((await hub.begin('facebook')).url).searchParams
  expect(other.get('scope')).toBe('public_profile email')
  expect(other.get('nonce')).toBeNull()
  const kept = JSON.stringify(await hub.db.collection('external_logins').find().toArray())
  for (const secret of [attempt, asked['state'], asked['nonce'], asked['code_challenge']]) {
    expect(kept).not.toContain(secret)
  }
})

it('state, code and attempt belong together, each works once, and a wrong pair spoils nothing', async () => {
  await using hub = await startLoginHub(['google'])
  const mine = await hub.logIn('google', 'ada')
  const theirs = await hub.logIn('google', 'mallory')
  const mixed: Finish[] = [
    { ...mine, state: theirs.state },
    { ...mine, attempt: theirs.attempt },
    { ...mine, attempt: newId() },
    // As in a page that somebody was lured to: their answer, with what this device kept.
    { ...theirs, attempt: mine.attempt },
  ]
  for (const finish of mixed) expect(await hub.finish(finish)).toMatchObject(refused)
  expect(await hub.finish(mine)).toMatchObject({ ok: true })
  expect(await hub.finish(mine)).toMatchObject(refused)
  expect(await hub.finish(theirs)).toMatchObject({ ok: true })
})

it.each(['google', 'facebook'] as const)(
  'at %s a code opens the login that it was given out for and no other',
  async (name) => {
    await using hub = await startLoginHub([name])
    const [mine, theirs, later] = [
      await hub.logIn(name, 'ada'),
      await hub.logIn(name, 'mallory'),
      await hub.logIn(name, 'ada'),
    ]
    // Nobody else has its verifier.
    expect(await hub.finish({ ...mine, code: theirs.code })).toMatchObject(refused)
    expect(await hub.finish(later)).toMatchObject({ ok: true })
    const replayed = { ...(await hub.logIn(name, 'ada')), code: later.code }
    expect(await hub.finish(replayed)).toMatchObject(refused)
  },
)

it('an answer that names another provider, or none where this one always does, is refused', async () => {
  await using hub = await startLoginHub(['google'])
  const { iss, ...silent } = await hub.logIn('google', 'ada')
  expect(iss).toBe(hub.provider('google').url)
  expect(await hub.finish(silent)).toMatchObject(refused)
  const login = await hub.logIn('google', 'ada')
  expect(await hub.finish({ ...login, iss: 'https://elsewhere.example' })).toMatchObject(refused)
})

it('a login that took longer than ten minutes has run out', async () => {
  await using hub = await startLoginHub(['google'])
  const login = await hub.logIn('google', 'ada')
  const logins = hub.db.collection('external_logins')
  const [kept] = await logins.find().toArray()
  const left = (kept?.['expireAt'] as Date).getTime() - Date.now()
  expect(left).toBeGreaterThan(9 * 60_000)
  expect(left).toBeLessThanOrEqual(10 * 60_000)
  await logins.updateMany({}, { $set: { expireAt: new Date(Date.now() - 1000) } })
  expect(await hub.finish(login)).toMatchObject(refused)
  expect(await hub.db.collection('accounts').countDocuments()).toBe(0)
})

it('while a provider is away it is said to be so, and the same answer opens the session once it is back', async () => {
  await using hub = await startLoginHub(['google', 'kakao', 'facebook'])
  hub.provider('google').condition = 'gone'
  const begin = { provider: 'google' } as const
  expect(await hub.call('session.external.begin', begin)).toMatchObject({ error: { code: 'busy', retryable: true } })
  hub.provider('google').condition = 'well'
  const conditions = [
    ['google', 'gone'],
    ['kakao', 'failing'],
    ['facebook', 'silent'],
  ] as const
  const outages = conditions.map(async ([name, condition]) => {
    const login = await hub.logIn(name, 'ada')
    hub.provider(name).condition = condition
    expect(await hub.finish(login), condition).toMatchObject({ error: { code: 'busy', retryable: true } })
    hub.provider(name).condition = 'well'
    expect(await hub.finish(login), condition).toMatchObject({ ok: true })
  })
  await Promise.all(outages)
})

it.each<['google' | 'naver' | 'facebook', string, (provider: IdentityProvider) => void]>([
  ['google', 'an ID token that is not right', (provider) => void (provider.swapIdToken = (own) => `${own}x`)],
  ['naver', 'userinfo that names nobody', (provider) => void (provider.swapUserinfo = { response: [canary] })],
  ['facebook', 'userinfo that is no JSON', (provider) => void (provider.swapUserinfo = canary.name)],
])('%s answers %s: nothing of it reaches a log or the error', async (name, _answer, spoil) => {
  await using hub = await startLoginHub([name])
  hub.provider(name).people.set('canary', canary)
  const lines: string[] = []
  const note = (fields: LogFields, message: string) => void lines.push(JSON.stringify([fields, message]))
  const needs: Parameters<typeof askProvider>[0] = {
    config: hub.config,
    log: { info: note, warn: note, error: note, debug: note },
    clock: { now: Date.now },
  }
  const provider = registeredProvider(hub.config.secrets, name)
  if (provider === null) throw new Error(`not registered at ${name}`)
  const flow = newFlow({ newId })
  const { code, iss } = finishOf('', await logInAt(await loginAddress(needs, provider, flow), 'canary'))
  spoil(hub.provider(name))
  const error = await askProvider(needs, provider, flow, { code, iss }).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'wrong_code', cause: undefined })
  expect(lines).toHaveLength(1)
  expect(inspect([lines, error], { depth: null })).not.toMatch(/canary/i)
})
