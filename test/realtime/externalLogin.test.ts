import { BSON } from 'mongodb'
import { TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import { saveVenue } from '../../server/core/commands/saveVenue.ts'
import { openField } from '../../server/core/identity/accounts.ts'
import type { AccountDocument, Provider } from '../../server/core/identity/documents.ts'
import type { Session } from '../../server/core/identity/issue.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import type { BookDocument } from '../../server/core/lane/documents.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { type Finish, type LoginHub, startLoginHub } from '../support/loginHub.ts'
import { buildVenue, dateAhead, seoul } from '../support/venue.ts'

const ada = { email: 'ada.canary@example.com', email_verified: true, name: 'Ada Canary', locale: 'ko-KR' }

/** @throws Error naming the code */
function must<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data
}

async function loggedIn(hub: LoginHub, name: Provider, login: string, token?: string): Promise<Session> {
  return must(await hub.finish(await hub.logIn(name, login), token))
}

function accountsOf({ db }: LoginHub) {
  return db.collection<AccountDocument>('accounts')
}

/** The account behind an actor, opened. */
async function accountOf(hub: LoginHub, actor: string) {
  const _id = actor.replace('account:', '')
  const account = await accountsOf(hub).findOne({ _id })
  if (account === null) throw new Error(`there is no ${actor}`)
  const crypt = createFieldCrypt(hub.config.secrets)
  const open = (field: 'email' | 'name', sealed: string | null) =>
    sealed === null ? null : openField({ crypt }, field, _id, sealed)
  return { ...account, email: open('email', account.email), name: open('name', account.name) }
}

async function expectNothingInClear({ db }: LoginHub): Promise<void> {
  for (const { name } of await db.listCollections().toArray()) {
    const content = BSON.EJSON.stringify(await db.collection(name).find().toArray())
    expect(content, name).not.toMatch(/canary|"ada"/i)
  }
}

it.each<[Provider, { email: string | null; language: string }, string[]]>([
  ['google', { email: ada.email, language: 'ko' }, ['/.well-known/openid-configuration', '/token', '/jwks']],
  ['kakao', { email: ada.email, language: 'en' }, ['/.well-known/openid-configuration', '/token', '/jwks', '/me']],
  ['naver', { email: null, language: 'en' }, ['/token', '/v1/nid/me']],
  ['facebook', { email: null, language: 'en' }, ['/token', '/me']],
])('%s vouches for somebody: they get an account, and the next time the same one', async (name, known, asked) => {
  await using hub = await startLoginHub([name])
  const provider = hub.provider(name)
  provider.people.set('ada', ada).set('bob', { name: 'Bob' })
  const first = await loggedIn(hub, name, 'ada')
  expect(provider.asked).toEqual(asked)
  expect(first).toMatchObject({ grants: [{ role: 'diner', venueId: null }], secondFactor: 'off' })
  const account = await accountOf(hub, first.actor)
  expect(account).toMatchObject({ ...known, name: ada.name, passwordHash: null, grants: [], factor: null })
  expect((await loggedIn(hub, name, 'ada')).actor).toBe(first.actor)
  expect((await loggedIn(hub, name, 'bob')).actor).not.toBe(first.actor)
  expect(must(await hub.call('account.get', {}, first.token)).providers).toEqual([name])
  await expectNothingInClear(hub)
})

it('an address that the provider does not call verified is nobody’s, and two may claim it', async () => {
  await using hub = await startLoginHub(['google'])
  const claimed = { email: ada.email, email_verified: false }
  hub.provider('google').people.set('ada', claimed).set('mallory', claimed)
  const first = await loggedIn(hub, 'google', 'ada')
  const second = await loggedIn(hub, 'google', 'mallory')
  expect(second.actor).not.toBe(first.actor)
  for (const { actor } of [first, second]) expect(await accountOf(hub, actor)).toMatchObject({ email: null })
})

it('who has an account with the address is told so, logs in to it, and goes on without asking the provider again', async () => {
  await using hub = await startLoginHub(['google', 'kakao'])
  hub.provider('google').people.set('ada', ada)
  hub.provider('kakao').people.set('ada at kakao', ada)
  const own = await loggedIn(hub, 'google', 'ada')
  const login = await hub.logIn('kakao', 'ada at kakao')
  expect(await hub.finish(login)).toMatchObject({ ok: false, error: { code: 'account_exists' } })
  await expectNothingInClear(hub)
  expect(must(await hub.finish(login, own.token)).actor).toBe(own.actor)
  expect(hub.provider('kakao').asked.filter((path) => path === '/token')).toHaveLength(1)
  expect((await loggedIn(hub, 'kakao', 'ada at kakao')).actor).toBe(own.actor)
  expect(await accountsOf(hub).countDocuments()).toBe(1)
})

it('who is logged in gets the provider added, on record; who has a link of the account does not', async () => {
  await using hub = await startLoginHub(['google', 'naver', 'facebook'])
  for (const name of ['google', 'naver', 'facebook'] as const) hub.provider(name).people.set('ada', ada)
  const own = await loggedIn(hub, 'google', 'ada')
  expect((await loggedIn(hub, 'naver', 'ada', own.token)).actor).toBe(own.actor)
  expect((await loggedIn(hub, 'naver', 'ada')).actor).toBe(own.actor)
  const record = { action: 'account.providerAdded', by: own.actor, to: own.actor }
  expect(await hub.db.collection('audit').countDocuments(record)).toBe(1)
  const link = { key: own.actor, sessionId: newId(), grants: [{ role: 'link', venueId: null }], only: 'any' } as const
  const { token } = createTokens(hub.config.secrets).sign(link, Date.now())
  expect((await loggedIn(hub, 'facebook', 'ada', token)).actor).not.toBe(own.actor)
})

it('who has a second factor is asked for it, and the provider is not asked again', async () => {
  await using hub = await startLoginHub(['google'])
  const provider = hub.provider('google')
  provider.people.set('ada', ada)
  const own = await loggedIn(hub, 'google', 'ada')
  const { secret } = must(await hub.call('account.factor.begin', {}, own.token))
  const first = new TOTP({ secret }).generate()
  const { recoveryCodes } = must(await hub.call('account.factor.confirm', { code: first }, own.token))
  const login = await hub.logIn('google', 'ada')
  expect(await hub.finish(login)).toMatchObject({ ok: false, error: { code: 'second_factor_required' } })
  await expectNothingInClear(hub)
  expect(await hub.finish({ ...login, factor: '00000-00000' })).toMatchObject({ error: { code: 'wrong_code' } })
  const opened = must(await hub.finish({ ...login, factor: recoveryCodes[0] }))
  expect(opened).toMatchObject({ actor: own.actor, secondFactor: 'on' })
  expect(provider.asked.filter((path) => path === '/token')).toHaveLength(2)
  expect(await hub.finish({ ...login, factor: recoveryCodes[1] })).toMatchObject({ error: { code: 'wrong_code' } })
})

it('what a guest holds comes along', async () => {
  await using hub = await startLoginHub(['google'])
  const venue = buildVenue()
  await saveVenue({ venues: hub.db.collection('venues'), settings: hub.db.collection('settings') }, venue)
  const guest = must(await hub.call('session.guest', {}))
  const date = dateAhead(7)
  const slot = { venueId: venue.venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
  const { reservationId } = must(await hub.call('hold.create', slot, guest.token))
  const session = await loggedIn(hub, 'google', 'ada', guest.token)
  const book = await hub.db.collection<BookDocument>('books').findOne({ _id: `${venue.venueId}:${date}` })
  expect(Object.values(book?.claims ?? {}).map(({ holder }) => holder)).toEqual([session.actor])
  const details = { name: 'Ada', phone: '+821012345678' }
  must(await hub.call('reservation.confirm', { reservationId, guest: details }, session.token))
})

/** Five logins of one person, which the provider vouches for in the same instant. */
async function finishAtOnce(hub: LoginHub, login: string): Promise<Set<string>> {
  const provider = hub.provider('google')
  const finishes: Finish[] = []
  for (let i = 0; i < 5; i++) finishes.push(await hub.logIn('google', login))
  const before = provider.asked.length
  let release = () => undefined as void
  provider.held = new Promise((resolve) => {
    release = resolve
  })
  const answers = Promise.all(finishes.map((finish) => hub.finish(finish)))
  await expect.poll(() => provider.asked.length - before).toBe(finishes.length)
  release()
  return new Set((await answers).map((answer) => must(answer).actor))
}

it('who logs in five times at once for the first time has one account', async () => {
  await using hub = await startLoginHub(['google'])
  hub.provider('google').people.set('ada', ada)
  expect(await finishAtOnce(hub, 'ada')).toHaveProperty('size', 1)
  expect(await finishAtOnce(hub, 'somebody without an address')).toHaveProperty('size', 1)
  expect(await accountsOf(hub).countDocuments()).toBe(2)
})

it('control: without the index of providers they have several', async () => {
  await using hub = await startLoginHub(['google'])
  await accountsOf(hub).dropIndex('providers')
  let most = 0
  for (let i = 0; i < 5 && most < 2; i++) most = Math.max(most, (await finishAtOnce(hub, `person ${i}`)).size)
  expect(most).toBeGreaterThan(1)
})

it('an answer that is sent twice at once opens one session', async () => {
  await using hub = await startLoginHub(['google'])
  const login = await hub.logIn('google', 'ada')
  const answers = await Promise.all([hub.finish(login), hub.finish(login)])
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code)).sort()).toEqual(['ok', 'wrong_code'])
  expect(await hub.db.collection('sessions').countDocuments()).toBe(1)
})
