import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Deps } from '../../server/core/deps.ts'
import { emailIndexOf, sealField } from '../../server/core/identity/accounts.ts'
import type { AccountDocument } from '../../server/core/identity/documents.ts'
import { createFieldCrypt } from '../../server/core/infra/fieldCrypt.ts'
import type { Mail } from '../../server/core/notices/message.ts'
import type { MessageDocument } from '../../server/core/talk/documents.ts'
import type { TalkNoticeDocument } from '../../server/core/talk/notices/documents.ts'
import { operations } from '../../shared/contract/index.ts'
import { createTalkMails } from '../../workers/talk/outlets.ts'
import { createTalkPost } from '../../workers/talk/talkPost.ts'
import { smallPdf, upload } from '../support/attachments.ts'
import { connect, type TestClient } from '../support/client.ts'
import { coreOf } from '../support/core.ts'
import { seedDesk } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { type Keeper, keeperAt } from '../support/keepers.ts'
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts'

const soon = { timeout: 30_000 }

let smtp: SmtpServer
let hub: TestHub
let deskId: string
let kim: Keeper

beforeAll(async () => {
  smtp = await startSmtpServer()
  hub = await startHub({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  deskId = (await hub.seedVenue()).venueId
  await seedDesk(hub, deskId, { name: 'Maison Hae', localNames: { ko: '메종 해', ja: null } })
  kim = await keeperAt(hub, deskId)
})
afterAll(async () => {
  kim?.socket.disconnect()
  await hub?.[Symbol.asyncDispose]()
  await smtp?.[Symbol.asyncDispose]()
})

/** Somebody with an account who has asked. */
async function asker(language: 'en' | 'ko' = 'en') {
  const { account, session } = await hub.openAccount({ language })
  const client = connect(hub.url(0), session.token)
  const { conversationId } = await client.must('conversation.open', { deskId })
  await client.must('message.send', { conversationId, text: 'A table by the window?' })
  return {
    ...{ client, conversationId, accountId: account._id, token: session.token },
    address: `${account._id}@example.com`,
    [Symbol.dispose]() {
      client.socket.disconnect()
    },
  }
}

const rows = () => hub.db.collection<TalkNoticeDocument>('talk_notices')
const rowsOf = (conversationId: string) => rows().find({ conversationId, kind: 'transcript' }).toArray()
const mailsTo = (address: string) => smtp.mails.filter(({ envelope }) => envelope.to[0] === address)

it('goes to the guest in their language, whoever asks: what they see of it, files by name, and nothing of the notes', async () => {
  using guest = await asker('ko')
  const { client, conversationId, token, address } = guest
  const sent = await upload(hub.url(0), { token, conversationId }, smallPdf, { name: '메뉴.pdf' })
  await client.must('message.send', { conversationId, text: '', attachments: [String(sent.body['attachmentId'])] })
  await client.must('message.send', { conversationId, text: 'Never said' })
  await client.must('message.withdraw', { conversationId, seq: 3 })
  await kim.must('message.send', { conversationId, text: 'Wrong words' })
  await kim.must('message.edit', { conversationId, seq: 4, text: 'It has <b>a view</b>' })
  await kim.must('note.add', { conversationId, text: 'Known to be late' })
  expect(await client.must('conversation.mail', { conversationId })).toEqual({
    to: `${address[0]}•••@example.com`,
  })
  await expect.poll(() => mailsTo(address).length, soon).toBe(1)
  const { email } = mailsTo(address)[0] ?? {}
  expect(email?.subject).toBe('메종 해와(과) 나눈 대화')
  for (const part of [email?.text ?? '', email?.html ?? '']) {
    expect(part).toContain('A table by the window?')
    expect(part).toContain('[메뉴.pdf, 1 kB]')
    expect(part).toContain('(삭제한 메시지)')
    for (const hidden of ['Wrong words', 'Known to be late', 'Never said']) expect(part).not.toContain(hidden)
  }
  expect(email?.html).toContain('It has &lt;b&gt;a view&lt;/b&gt;')
  expect(email?.text).toContain(`/messages/${conversationId}`)
  expect(email?.attachments, 'named, not attached').toEqual([])
  expect(
    email?.headers.map(({ key }) => key),
    'asked for: nothing to unsubscribe from',
  ).not.toContain('list-unsubscribe')
  expect(await kim.must('conversation.mail', { conversationId }), 'the desk is told no address').toEqual({ to: null })
  await expect.poll(() => mailsTo(address).length, soon).toBe(2)
  expect(mailsTo(address)[1]?.email.html).not.toContain('Known to be late')
  const records = await hub.db.collection('audit').find({ action: 'conversation.mailed' }).toArray()
  expect(records).toMatchObject([{ by: `account:${kim.accountId}`, to: `account:${guest.accountId}` }])
  const kept = JSON.stringify(await rowsOf(conversationId))
  for (const word of ['window', '메뉴', address, '메종']) expect(kept, 'a row names nobody').not.toContain(word)
})

it('of a long conversation has the newest that there is room for, and says that there are more', async () => {
  using many = await asker()
  using wordy = await asker()
  const messages = hub.db.collection<MessageDocument>('messages')
  await many.client.must('message.send', { conversationId: many.conversationId, text: 'the first of all' })
  const row = await messages.findOne({ stream: many.conversationId, seq: 2 })
  if (row === null) throw new Error('it was said')
  const copies = Array.from({ length: 100 }, (_, n) => ({
    ...row,
    _id: `${many.conversationId}-${n}`,
    text: null,
    requestId: `copy-${n}`,
    seq: row.seq + 1 + n,
  }))
  await messages.insertMany(copies)
  await many.client.must('conversation.mail', { conversationId: many.conversationId })
  await expect.poll(() => mailsTo(many.address).length, soon).toBe(1)
  const text = mailsTo(many.address)[0]?.email.text ?? ''
  expect(text).toContain('The newest 100 messages')
  expect(text).not.toContain('the first of all')
  for (let n = 0; n < 11; n++) {
    await wordy.client.must('message.send', { conversationId: wordy.conversationId, text: `#${n}!`.padEnd(2000, 'w') })
  }
  await wordy.client.must('conversation.mail', { conversationId: wordy.conversationId })
  await expect.poll(() => mailsTo(wordy.address).length, soon).toBe(1)
  const long = mailsTo(wordy.address)[0]?.email.text ?? ''
  expect(long).toContain('The newest 10 messages')
  expect(long).toContain('#10!w')
  expect(long).not.toContain('#0!w')
})

it('is sent once for a request however often that comes, and a request is not used for another', async () => {
  using guest = await asker()
  using other = await asker()
  const { client, conversationId, address } = guest
  const requestId = 'a-request-of-their-own'
  const ask = (id: string, as: TestClient = client) => as.call('conversation.mail', { conversationId: id }, requestId)
  const both = await Promise.all([ask(conversationId), ask(conversationId)])
  expect(both.map(({ ok }) => ok)).toEqual([true, true])
  await expect.poll(() => mailsTo(address).length, soon).toBe(1)
  expect(await ask(conversationId)).toMatchObject({ ok: true })
  expect(await rowsOf(conversationId), 'nothing more to send').toHaveLength(1)
  const { conversationId: another } = await client.must('conversation.open', { deskId: await seedDesk(hub) })
  expect(await ask(another)).toMatchObject({ error: { code: 'request_id_reused' } })
  expect(await ask(other.conversationId, other.client), 'of somebody else it is another').toMatchObject({ ok: true })
})

it('is for the guest and those who answer for the desk, where the guest has a proved address', async () => {
  using guest = await asker()
  using other = await asker()
  const { conversationId } = guest
  const ask = async (as: TestClient, id = conversationId) => {
    const answer = await as.call('conversation.mail', { conversationId: id })
    return answer.ok ? 'ok' : answer.error.code
  }
  using host = connect(hub.url(0), hub.tokenFor('host', deskId))
  using support = connect(hub.url(0), hub.tokenFor('support'))
  using visitor = connect(hub.url(0), hub.tokenFor('guest'))
  expect([await ask(host), await ask(support), await ask(other.client), await ask(visitor)]).toEqual([
    'forbidden',
    'forbidden',
    'not_found',
    'not_found',
  ])
  const { conversationId: theirs } = await visitor.must('conversation.open', { deskId })
  expect([await ask(visitor, theirs), await ask(kim, theirs)]).toEqual(['no_address', 'no_address'])
  await hub.db.collection<AccountDocument>('accounts').updateOne({ _id: guest.accountId }, { $set: { email: null } })
  expect(await ask(guest.client)).toBe('no_address')
  expect(await rows().countDocuments({ conversationId: { $in: [conversationId, theirs] } })).toBe(0)
})

it('is asked for so often an hour, and not once more', async () => {
  using guest = await asker()
  const { points } = operations['conversation.mail'].limit
  const codes: string[] = []
  for (let n = 0; n <= points; n++) {
    const answer = await guest.client.call('conversation.mail', { conversationId: guest.conversationId })
    codes.push(answer.ok ? 'ok' : answer.error.code)
  }
  expect(codes).toEqual([...Array.from({ length: points }, () => 'ok'), 'rate_limited'])
})

it('goes to the address that is theirs when it goes, and to none of whoever was erased meanwhile', async () => {
  // No worker but the test's own: nothing goes before it is told to.
  await using quiet = await startHub({ worker: false })
  const core = await coreOf(quiet)
  const mails: Mail[] = []
  const send = (mail: Mail) => {
    mails.push(mail)
    return Promise.resolve({ end: 'sent', ref: mail.messageId } as const)
  }
  const post = (deps: Deps) =>
    createTalkPost({
      deps,
      outlet: createTalkMails(deps, { waitMs: () => 0, ask: () => ({ go: true }), send }),
      random: () => 1,
    })
  const desk = await seedDesk(quiet)
  const [moved, lost, erased, late] = await Promise.all([1, 2, 3, 4].map(() => asked(quiet, desk)))
  if (!moved || !lost || !erased || !late) throw new Error('four have asked')
  const accounts = quiet.db.collection<AccountDocument>('accounts')
  const crypt = createFieldCrypt(quiet.secrets)
  const address = 'elsewhere@example.com'
  const emailIndex = emailIndexOf({ crypt }, address)
  const email = sealField({ crypt }, 'email', moved.accountId, address)
  await accounts.updateOne({ _id: moved.accountId }, { $set: { email, emailIndex } })
  await accounts.updateOne({ _id: lost.accountId }, { $set: { email: null } })
  await erased.client.must('account.erase', {})
  const table = quiet.db.collection<TalkNoticeDocument>('talk_notices')
  const stateOf = async ({ conversationId }: { conversationId: string }) => {
    const row = await table.findOne({ conversationId })
    return row?.why ?? row?.state ?? null
  }
  await table.updateOne({ conversationId: late.conversationId }, { $set: { dueAt: new Date(Date.now() + 3_600_000) } })
  await post(core.deps).sweep()
  const clock = { ...core.deps.clock, now: () => core.deps.clock.now() + 25 * 3_600_000 }
  await post({ ...core.deps, clock }).sweep()
  expect(mails.map(({ to, unsubscribe }) => ({ to, unsubscribe }))).toEqual([{ to: address, unsubscribe: null }])
  expect(await Promise.all([moved, lost, erased, late].map(stateOf))).toEqual(['sent', 'unreachable', null, 'too_late'])
  for (const { client } of [moved, lost, erased, late]) client.socket.disconnect()
  await core.close()
})

/** Somebody with an account has asked a desk, and for a mail of it. */
async function asked(of: TestHub, desk: string) {
  const { account, session } = await of.openAccount()
  const client = connect(of.url(0), session.token)
  const { conversationId } = await client.must('conversation.open', { deskId: desk })
  await client.must('conversation.mail', { conversationId })
  return { client, conversationId, accountId: account._id }
}
