import { expect, it } from 'vitest'
import type { AuditDocument } from '../../server/core/audit/documents.ts'
import type { AccountDocument, ProofDocument, SessionDocument } from '../../server/core/identity/documents.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { ada, codeTo, lettersTo, otherCode, registerAs } from '../support/people.ts'

const bob = { ...ada, email: 'bob@example.com', name: 'Bob Marsh', password: 'a quiet corner' }

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code)
const pathOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.issues?.[0]?.path)

function stored({ db }: TestHub) {
  return {
    accounts: db.collection<AccountDocument>('accounts'),
    proofs: db.collection<ProofDocument>('proofs'),
    sessions: db.collection<SessionDocument>('sessions'),
  }
}

it('who registers types in the code from the letter, has a session, and logs in with the password', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  const session = await registerAs(hub, visitor, ada)
  expect(session).toMatchObject({ secondFactor: 'off', grants: [{ role: 'diner', venueId: null }] })
  using home = connect(hub.url(0), session.token)
  expect(await home.must('account.get', {})).toMatchObject({
    email: ada.email,
    name: ada.name,
    phone: ada.phone,
    language: 'en',
    hasPassword: true,
    providers: [],
  })
  const login = { email: ada.email.toUpperCase(), password: ada.password }
  expect((await visitor.must('session.login', login)).actor).toBe(session.actor)
  expect(codeOf(await visitor.call('session.login', { ...login, password: 'a table by the door' }))).toBe(
    'wrong_credentials',
  )
})

it('each session that opens and ends is on record, with who it was', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  const { actor } = await registerAs(hub, visitor, ada)
  const { token } = await visitor.must('session.login', { email: ada.email, password: ada.password })
  using home = connect(hub.url(0), token)
  const { sessions } = await home.must('session.list', {})
  await home.must('session.logout', {})
  const audit = hub.db.collection<AuditDocument>('audit')
  const opened = await audit.find({ action: 'session.opened', by: actor }).toArray()
  expect(opened.map(({ to }) => to).toSorted()).toEqual(sessions.map(({ sessionId }) => sessionId).toSorted())
  const ended = await audit.find({ action: 'session.ended' }).toArray()
  expect(ended).toMatchObject([{ by: actor, to: sessions.find(({ current }) => current)?.sessionId }])
})

it('an address that has an account is answered like one that has none; only the letter tells', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  await registerAs(hub, visitor, ada)
  const { proofs } = stored(hub)
  for (const begin of ['account.register', 'account.reset.begin'] as const) {
    await proofs.deleteMany({})
    const asked = (person: typeof ada) => (begin === 'account.register' ? person : { email: person.email })
    const known = await visitor.must(begin, asked(ada))
    const unknown = await visitor.must(begin, asked(bob))
    const shape = (it: object) => Object.entries(it).map(([key, value]) => [key, String(value).length])
    expect(shape(known)).toEqual(shape(unknown))
    expect(await proofs.countDocuments()).toBe(2)
  }
  const kinds = async (to: string) => (await lettersTo(hub, to)).map(({ kind }) => kind)
  expect(await kinds(ada.email)).toEqual(['reset', 'registered', 'register'])
  expect(await kinds(bob.email)).toEqual(['nobody', 'register'])
})

it('no code is right for an address that has an account, and its password stays', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  await registerAs(hub, visitor, ada)
  const { attempt } = await visitor.must('account.register', { ...ada, password: 'the password of a thief' })
  expect((await lettersTo(hub, ada.email))[0]).toMatchObject({ kind: 'registered', content: {} })
  expect(
    await stored(hub)
      .proofs.find({ code: { $ne: null } })
      .toArray(),
  ).toEqual([])
  expect(codeOf(await visitor.call('account.verify', { attempt, code: '000000' }))).toBe('wrong_code')
  expect(codeOf(await visitor.call('session.login', { email: ada.email, password: ada.password }))).toBe('ok')
})

it.each([
  [4, 'ok'],
  [5, 'wrong_code'],
])('after %i wrong tries at once the right code is answered %s', async (tries, expected) => {
  await using hub = await startHub({ nodes: 2, worker: false })
  using here = connect(hub.url(0))
  using there = connect(hub.url(1))
  const { attempt } = await here.must('account.register', ada)
  const code = await codeTo(hub, ada.email)
  const wrong = { attempt, code: otherCode(code) }
  const guesses = Array.from({ length: tries }, (_, n) => (n % 2 === 0 ? here : there).call('account.verify', wrong))
  expect(new Set((await Promise.all(guesses)).map(codeOf))).toEqual(new Set(['wrong_code']))
  expect(codeOf(await there.call('account.verify', { attempt, code }))).toBe(expected)
})

it('a code is good once, also when it is sent twice at once: one account, one session', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  using here = connect(hub.url(0))
  using there = connect(hub.url(1))
  const { attempt } = await here.must('account.register', ada)
  const proof = { attempt, code: await codeTo(hub, ada.email) }
  const answers = await Promise.all([here, there].map((client) => client.call('account.verify', proof)))
  expect(answers.map(codeOf).toSorted()).toEqual(['ok', 'wrong_code'])
  expect(codeOf(await here.call('account.verify', proof))).toBe('wrong_code')
  expect(await stored(hub).accounts.countDocuments()).toBe(1)
  expect(await stored(hub).sessions.countDocuments()).toBe(1)
})

it('a code that has run out opens nothing, and the same request then begins anew', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  const requestId = 'registering-once-more'
  const { attempt } = await visitor.must('account.register', ada, requestId)
  const code = await codeTo(hub, ada.email)
  await stored(hub).proofs.updateMany({}, { $set: { expireAt: new Date(Date.now() - 1000) } })
  expect(codeOf(await visitor.call('account.verify', { attempt, code }))).toBe('wrong_code')
  expect(await visitor.must('account.register', ada, requestId)).toMatchObject({ attempt })
  const fresh = await codeTo(hub, ada.email)
  expect(codeOf(await visitor.call('account.verify', { attempt, code: fresh }))).toBe('ok')
})

it('the same request has the same attempt and no second letter; with another body it is refused', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  using here = connect(hub.url(0))
  using there = connect(hub.url(1))
  const requestId = 'registering-but-once'
  const all = await Promise.all([here, there, here].map((it) => it.must('account.register', ada, requestId)))
  expect(new Set(all.map((it) => JSON.stringify(it))).size).toBe(1)
  expect(await lettersTo(hub, ada.email)).toHaveLength(1)
  expect(codeOf(await there.call('account.register', bob, requestId))).toBe('request_id_reused')
  expect(await lettersTo(hub, bob.email)).toEqual([])
})

it('who died between the account and the end of its code finds one account when asking again', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  const { proofs, accounts } = stored(hub)
  const { attempt } = await visitor.must('account.register', ada)
  const proof = { attempt, code: await codeTo(hub, ada.email) }
  const before = await proofs.findOne({})
  const first = await visitor.must('account.verify', proof)
  if (before === null) throw new Error('no proof')
  await proofs.insertOne(before)
  expect((await visitor.must('account.verify', proof)).actor).toBe(first.actor)
  expect(await accounts.countDocuments()).toBe(1)
})

it('no more than ten letters with codes go to one address in an hour, whether or not it has an account', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  for (const email of [ada.email, bob.email]) {
    if (email === ada.email) await registerAs(hub, visitor, ada)
    const answers = []
    for (let n = 0; n < 10; n++) answers.push(codeOf(await visitor.call('account.reset.begin', { email })))
    const sent = (await lettersTo(hub, email)).length
    expect(sent).toBe(10)
    expect(answers.at(-1)).toBe(email === ada.email ? 'rate_limited' : 'ok')
  }
})

it('a reset ends every session and the old password; a code asked for before it is dead', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  using visitor = connect(hub.url(0))
  const session = await registerAs(hub, visitor, ada)
  const older = await visitor.must('account.reset.begin', { email: ada.email })
  const olderCode = await codeTo(hub, ada.email)
  const { attempt } = await visitor.must('account.reset.begin', { email: ada.email.toLowerCase() })
  const code = await codeTo(hub, ada.email.toLowerCase())
  const before = await stored(hub).proofs.find({}).toArray()
  using live = connect(hub.url(1), session.token)
  await live.must('account.get', {})
  const told = new Promise((resolve) => live.socket.once('session.ended', resolve))
  const password = 'the other window'
  await visitor.must('account.reset.finish', { attempt, code, password })
  expect(await told).toMatchObject({ error: { code: 'session_ended' } })
  const refreshToken = String(session.refreshToken)
  expect(codeOf(await visitor.call('session.renew', { refreshToken }))).toBe('session_ended')
  expect(codeOf(await visitor.call('session.login', { email: ada.email, password: ada.password }))).toBe(
    'wrong_credentials',
  )
  expect(codeOf(await visitor.call('session.login', { email: ada.email, password }))).toBe('ok')
  const stale = { attempt: older.attempt, code: olderCode, password: 'a third one' }
  expect(codeOf(await visitor.call('account.reset.finish', stale))).toBe('wrong_code')

  // As if the first time had died before its code was used up: the same again is done, another password is not set.
  await stored(hub).proofs.deleteMany({})
  await stored(hub).proofs.insertMany(before)
  expect(codeOf(await visitor.call('account.reset.finish', { attempt, code, password: 'a third one' }))).toBe(
    'wrong_code',
  )
  expect(codeOf(await visitor.call('account.reset.finish', { attempt, code, password }))).toBe('ok')
})

it('a password is changed by who knows the present one; the other sessions end, the asking one goes on', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  const session = await registerAs(hub, visitor, ada)
  const other = await visitor.must('session.login', { email: ada.email, password: ada.password })
  using home = connect(hub.url(0), session.token)
  using elsewhere = connect(hub.url(0), other.token)
  await elsewhere.must('account.get', {})
  const told = new Promise((resolve) => elsewhere.socket.once('session.ended', resolve))
  const next = 'the other window'
  expect(codeOf(await home.call('account.password.change', { current: 'a guess at it', next }))).toBe(
    'wrong_credentials',
  )
  const bad = await home.call('account.password.change', { current: ada.password, next: `${ada.name} 1` })
  expect([codeOf(bad), pathOf(bad)]).toEqual(['invalid_input', 'next'])
  await home.must('account.password.change', { current: ada.password, next })
  // As after a first time whose answer was lost.
  await home.must('account.password.change', { current: ada.password, next })
  expect(await told).toMatchObject({ error: { code: 'session_ended' } })
  await home.must('account.get', {})
  expect(codeOf(await visitor.call('session.login', { email: ada.email, password: next }))).toBe('ok')
})

it('another address becomes the account’s once its code is typed in, and only by that account', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  const session = await registerAs(hub, visitor, ada)
  const stranger = await registerAs(hub, visitor, bob)
  using home = connect(hub.url(0), session.token)
  using elsewhere = connect(hub.url(0), stranger.token)
  const email = 'ada@lovelace.example'
  const begin = { email, password: ada.password }
  expect(codeOf(await home.call('account.email.begin', { email, password: bob.password }))).toBe('wrong_credentials')
  const { attempt } = await home.must('account.email.begin', begin)
  const code = await codeTo(hub, email)
  expect(codeOf(await elsewhere.call('account.email.finish', { attempt, code }))).toBe('wrong_code')
  expect(await home.must('account.email.finish', { attempt, code })).toMatchObject({ email })
  expect(codeOf(await home.call('account.email.finish', { attempt, code }))).toBe('wrong_code')
  expect(codeOf(await visitor.call('session.login', begin))).toBe('ok')
  expect(codeOf(await visitor.call('session.login', { ...begin, email: ada.email }))).toBe('wrong_credentials')

  const taken = await home.must('account.email.begin', { email: bob.email, password: ada.password })
  expect((await lettersTo(hub, bob.email))[0]).toMatchObject({ kind: 'registered', content: {} })
  expect(codeOf(await home.call('account.email.finish', { attempt: taken.attempt, code: '000000' }))).toBe('wrong_code')
})

it('of two accounts that prove one address at once, one has it', async () => {
  await using hub = await startHub({ nodes: 2, worker: false })
  using visitor = connect(hub.url(0))
  const email = 'shared@example.com'
  const clients = []
  for (const [n, person] of [ada, bob].entries()) {
    const client = connect(hub.url(n), (await registerAs(hub, visitor, person)).token)
    const { attempt } = await client.must('account.email.begin', { email, password: person.password })
    clients.push({ client, proof: { attempt, code: await codeTo(hub, email) } })
  }
  const answers = await Promise.all(clients.map(({ client, proof }) => client.call('account.email.finish', proof)))
  expect(answers.map(codeOf).toSorted()).toEqual(['ok', 'wrong_code'])
  for (const { client } of clients) client[Symbol.dispose]()
})

it('what is changed in a profile changes, and what is left out stays; hidden signs are refused', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  using home = connect(hub.url(0), (await registerAs(hub, visitor, ada)).token)
  expect(await home.must('account.change', { language: 'ja', phone: null })).toMatchObject({
    name: ada.name,
    phone: null,
    language: 'ja',
  })
  for (const name of ['Ada \u202Enoryb', 'Ada\u0000', 'Ada\nByron', '\u2066Ada', '', 'x'.repeat(101)]) {
    const answer = await home.call('account.change', { name })
    expect([codeOf(answer), pathOf(answer)]).toEqual(['invalid_input', 'name'])
  }
  expect(await home.must('account.get', {})).toMatchObject({ name: ada.name })
})

it('what cannot be a password or an address is refused by its field, and nothing is written', async () => {
  await using hub = await startHub({ worker: false })
  using visitor = connect(hub.url(0))
  for (const password of ['x', 'x'.repeat(10_000), ada.email.toLowerCase(), 'I am ada  byron!']) {
    const answer = await visitor.call('account.register', { ...ada, password })
    expect([codeOf(answer), pathOf(answer)]).toEqual(['invalid_input', 'password'])
  }
  // Cyrillic а, full-width, and a domain of look-alikes.
  for (const email of ['аda@example.com', 'ａda@example.com', 'ada@exаmple.com', 'ada@example', 'ada']) {
    const answer = await visitor.call('account.register', { ...ada, email })
    expect([codeOf(answer), pathOf(answer)]).toEqual(['invalid_input', 'email'])
  }
  expect(await stored(hub).proofs.countDocuments()).toBe(0)
  expect(await hub.db.collection('letters').countDocuments()).toBe(0)
  expect(codeOf(await visitor.call('session.login', { email: ada.email, password: 'x' }))).toBe('wrong_credentials')
  const long = await visitor.call('session.login', { email: ada.email, password: 'x'.repeat(10_000) })
  expect([codeOf(long), pathOf(long)]).toEqual(['invalid_input', 'password'])
})
