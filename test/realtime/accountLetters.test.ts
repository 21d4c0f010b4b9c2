import { TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LetterDocument } from '../../server/core/identity/documents.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { codeTo, type Person } from '../support/people.ts'
import { type HeardMail, type SmtpServer, startSmtpServer } from '../support/smtpServer.ts'

const soon = { timeout: 30_000 }
const password = 'a table by the window'

let smtp: SmtpServer
let hub: TestHub

beforeAll(async () => {
  smtp = await startSmtpServer()
  hub = await startHub({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
})
afterAll(async () => {
  await hub?.[Symbol.asyncDispose]()
  await smtp?.[Symbol.asyncDispose]()
})

const mailsTo = (address: string): readonly HeardMail[] =>
  smtp.mails.filter(({ envelope }) => envelope.to[0] === address)

async function mailsOf(address: string, count: number): Promise<readonly HeardMail[]> {
  await expect.poll(() => mailsTo(address).length, soon).toBe(count)
  return mailsTo(address)
}

/** The six digits that a mail shows. */
const codeIn = (mail: HeardMail | undefined) => /\b\d{6}\b/.exec(mail?.email.text ?? '')?.[0] ?? ''

async function register(person: Person): Promise<string> {
  using visitor = connect(hub.url(0))
  const { attempt } = await visitor.must('account.register', person)
  const [letter] = await mailsOf(person.email, 1)
  return (await visitor.must('account.verify', { attempt, code: codeIn(letter) })).token
}

it('a code comes by mail once, in the language of the form, and opens the account', async () => {
  const person = { email: 'letters.one@example.com', password, name: '김하은', language: 'ko' as const }
  using home = connect(hub.url(0), await register(person))
  expect(await home.must('account.get', {})).toMatchObject({ email: person.email })
  const [letter] = mailsTo(person.email)
  expect(letter?.email.subject).toMatch(/\p{Script=Hangul}/u)
  expect(mailsTo(person.email)).toHaveLength(1)
})

it('whoever has the account is told what changed about it: of another address at the one before', async () => {
  const [email, later] = ['letters.two@example.com', 'letters.three@example.com']
  using home = connect(hub.url(0), await register({ email, password, name: 'Ada', language: 'en' }))
  using visitor = connect(hub.url(0))
  await home.must('account.password.change', { current: password, next: 'another table, by the door' })
  await home.must('account.password.change', { current: 'another table, by the door', next: password })
  const { secret } = await home.must('account.factor.begin', {})
  await home.must('account.factor.confirm', { code: new TOTP({ secret }).generate() })
  const { attempt } = await home.must('account.email.begin', { email: later, password })
  await mailsOf(later, 1)
  await home.must('account.email.finish', { attempt, code: await codeTo(hub, later) })
  const mails = await mailsOf(email, 5)
  const subjects = mails.slice(1).map((mail) => mail.email.subject)
  expect(subjects.toSorted()).toEqual([
    'The second factor of your Couvert account is on',
    'Your Couvert password was changed',
    'Your Couvert password was changed',
    'Your address at Couvert was changed',
  ])
  const moved = mails.find((mail) => mail.email.subject === 'Your address at Couvert was changed')
  // Enough to know one’s own, and nothing for somebody who reads along.
  expect(moved?.email.text).toContain('l•••@example.com')
  expect(moved?.email.text).not.toContain(later)
  expect(mailsTo(later)).toHaveLength(1)
  await visitor.call('session.login', { email: later, password })
})

it('a login from a device that was never seen is told, and from one that was is not', async () => {
  const email = 'letters.four@example.com'
  using home = connect(hub.url(0), await register({ email, password, name: 'Ada', language: 'en' }))
  await home.must('account.get', {})
  using visitor = connect(hub.url(0))
  const { knownDevice } = await visitor.must('session.login', { email, password })
  const [, told] = await mailsOf(email, 2)
  expect(told?.email.subject).toContain('new device')
  await visitor.must('session.login', { email, password, ...(knownDevice !== null && { knownDevice }) })
  await visitor.must('account.reset.begin', { email })
  const subjects = (await mailsOf(email, 3)).map((mail) => mail.email.subject)
  expect(subjects.filter((subject) => subject?.includes('new device'))).toHaveLength(1)
})

it('a code that ran out while no mail could go is not sent any more, and who was lost with one on the line sends it again', async () => {
  const letters = hub.db.collection<LetterDocument>('letters')
  const email = 'letters.five@example.com'
  await register({ email, password, name: 'Ada', language: 'en' })
  const [letter] = await letters.find().sort({ at: -1 }).limit(1).toArray()
  const _id = letter?._id ?? ''
  await expect.poll(async () => (await letters.findOne({ _id }))?.state, soon).toBe('sent')
  const lost = { state: 'sending', token: 'lost', dueAt: new Date(0) } as const
  await letters.updateOne({ _id }, { $set: lost })
  const [first, again] = await mailsOf(email, 2)
  expect(again?.email.messageId).toBe(first?.email.messageId)
  await expect.poll(async () => (await letters.findOne({ _id }))?.state, soon).toBe('sent')
  await letters.updateOne({ _id }, { $set: { ...lost, usefulUntil: new Date(1) } })
  await expect.poll(async () => (await letters.findOne({ _id }))?.state, soon).toBe('suppressed')
  expect(mailsTo(email)).toHaveLength(2)
})
