import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Core } from '../../server/core/createCore.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { Mail } from '../../server/core/notices/message.ts'
import type { ConversationDocument } from '../../server/core/talk/documents.ts'
import type { TalkNoticeDocument } from '../../server/core/talk/notices/documents.ts'
import { planUnread } from '../../server/core/talk/notices/planUnread.ts'
import { createTalkMails } from '../../workers/talk/outlets.ts'
import { createTalkPost } from '../../workers/talk/talkPost.ts'
import { connect, type TestClient } from '../support/client.ts'
import { coreOf } from '../support/core.ts'
import { seedDesk } from '../support/desk.ts'
import { type FcmServer, startFcmServer } from '../support/fcmServer.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { type Keeper, keeperAt } from '../support/keepers.ts'
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts'

const soon = { timeout: 30_000 }
const minuteMs = 60_000
const never = Array.from({ length: 7 }, () => null)

let smtp: SmtpServer
let fcm: FcmServer
let hub: TestHub
let core: Core
let deskId: string
let kim: Keeper

beforeAll(async () => {
  ;[smtp, fcm] = await Promise.all([startSmtpServer(), startFcmServer()])
  hub = await startHub({ smtpUrl: `smtp://127.0.0.1:${smtp.port}`, fcm })
  core = await coreOf(hub)
  deskId = (await hub.seedVenue()).venueId
  await seedDesk(hub, deskId, { name: 'Maison Hae', localNames: { ko: '메종 해', ja: null } })
  kim = await keeperAt(hub, deskId)
})
afterAll(async () => {
  kim?.socket.disconnect()
  await core?.close()
  await hub?.[Symbol.asyncDispose]()
  await Promise.all([smtp?.[Symbol.asyncDispose](), fcm?.[Symbol.asyncDispose]()])
})

const rows = (conversationId: string) =>
  hub.db.collection<TalkNoticeDocument>('talk_notices').find({ conversationId }).sort({ dueAt: 1, _id: 1 }).toArray()

/** Somebody who has asked, with an account and a device, and whom no night keeps from being told. */
async function asker(language: 'en' | 'ko' = 'en') {
  const { account, session } = await hub.openAccount({ language })
  const client = connect(hub.url(0), session.token)
  const token = `${newId()}:APA91b`
  await client.must('push.register', { token, platform: 'android' })
  await client.must('notice.preferences.change', { quiet: never })
  const { conversationId } = await client.must('conversation.open', { deskId })
  await client.must('message.send', { conversationId, text: 'A table by the window?' })
  return {
    ...{ client, conversationId, token, address: `${account._id}@example.com` },
    [Symbol.dispose]() {
      client.socket.disconnect()
    },
  }
}

/** What Kim says, counted in. */
async function says(conversationId: string, ...texts: readonly string[]): Promise<void> {
  let last = 0
  for (const text of texts) {
    last = (await kim.must('message.send', { conversationId, text, evenIfTaken: true })).seq
  }
  const top = async () => (await conversationOf(conversationId))?.top ?? 0
  await expect.poll(top, soon).toBeGreaterThanOrEqual(last)
}

const conversations = () => hub.db.collection<ConversationDocument>('conversations')
const conversationOf = (_id: string) => conversations().findOne({ _id })

/** As if the desk had said it so long ago. */
const longAgo = (_id: string, ms: number) =>
  conversations().updateOne({ _id, 'unlooked.at': { $gt: 0 } }, { $inc: { 'unlooked.at': -ms } })

/** A worker of the test's own, whose clock is that far ahead, and the mails it sends. */
function workerAhead(ms: number, mails: Mail[] = []) {
  const clock = { ...core.deps.clock, now: () => core.deps.clock.now() + ms }
  const deps = { ...core.deps, clock }
  const send = (mail: Mail) => {
    mails.push(mail)
    return Promise.resolve({ end: 'sent', ref: mail.messageId } as const)
  }
  const outlet = createTalkMails(deps, { waitMs: () => 0, ask: () => ({ go: true }), send })
  const post = createTalkPost({ deps, outlet, random: () => 1 })
  /** @returns what is still to be told: also what a fault left claimed, until somebody else may take it */
  async function tell(): Promise<number> {
    await post.sweep()
    const due = { $lte: new Date(clock.now()) }
    const open = [{ state: { $in: ['claimed', 'sending'] } }, { state: 'pending', dueAt: due }]
    return hub.db.collection('talk_notices').countDocuments({ channel: 'email', $or: open })
  }
  return { mails, plan: () => planUnread(deps), tell }
}

const mailsTo = (mails: readonly Mail[], address: string) => mails.filter(({ to }) => to === address)

/** To somebody whom the worker of the hub cannot tell before the test does: nothing is planned yet. */
const stretchOf = async (conversationId: string) =>
  (await rows(conversationId)).filter(({ channel }) => channel === 'email')

it('what is said to somebody who is away is one push without a word of it, and one mail with all of it', async () => {
  using guest = await asker('ko')
  const { conversationId, token, address } = guest
  await says(conversationId, 'Table 7 is yours', 'It has <b>a view</b>')
  await longAgo(conversationId, 16 * minuteMs)
  const taken = () => fcm.taken.filter((push) => push.token === token)
  const mails = () => smtp.mails.filter(({ envelope }) => envelope.to[0] === address)
  await expect.poll(() => [taken().length, mails().length], soon).toEqual([1, 1])
  expect(taken()[0]).toMatchObject({
    notification: { title: '답변이 도착했습니다', body: '메종 해' },
    data: { path: `/messages/${conversationId}` },
  })
  expect(JSON.stringify(taken())).not.toMatch(/Table 7|view/)
  const [mail] = mails()
  expect(mail?.email.subject).toBe('메종 해: 새 메시지 2건')
  expect(mail?.email.text).toMatch(/Table 7 is yours[\s\S]*It has <b>a view<\/b>/)
  expect(mail?.email.html).not.toContain('<b>a view')
  expect(mail?.email.text).toContain(`/messages/${conversationId}`)
  // The bell in the app counts them as it did: no other list says them again.
  expect(
    await hub.db.collection('notices').countDocuments({ owner: (await conversationOf(conversationId))?.owner ?? '' }),
  ).toBe(0)
})

it('what was read, delivered or taken back in time is told to nobody', async () => {
  using reader = await asker()
  using holder = await asker()
  using spared = await asker()
  await Promise.all([reader, holder, spared].map(({ conversationId }) => says(conversationId, 'At eight')))
  const { mails, plan, tell } = workerAhead(16 * minuteMs)
  await expect.poll(plan, soon).toBe(0)
  await reader.client.must('conversation.read', { conversationId: reader.conversationId, upTo: 2 })
  await holder.client.must('conversation.delivered', { conversationId: holder.conversationId, upTo: 2 })
  await kim.must('message.withdraw', { conversationId: spared.conversationId, seq: 2 })
  await expect.poll(tell, soon).toBe(0)
  const mailed = [reader, holder, spared].map(({ address }) => mailsTo(mails, address).length)
  expect(mailed).toEqual([0, 1, 0])
  const ends = await Promise.all([reader, spared].map(({ conversationId }) => stretchOf(conversationId)))
  expect(ends.flat().map(({ why }) => why)).toEqual(['read', 'not_true'])
})

it('two workers and any number of rounds make one mail, and what is said after it makes one more', async () => {
  using guest = await asker()
  const { conversationId, address } = guest
  await says(conversationId, 'One', 'Two')
  const mails: Mail[] = []
  const [one, two] = [workerAhead(16 * minuteMs, mails), workerAhead(16 * minuteMs, mails)]
  await Promise.all([one.plan(), two.plan()])
  await says(conversationId, 'Three')
  await Promise.all([one.tell(), two.tell(), one.plan(), two.plan()])
  await expect.poll(async () => (await one.tell()) + (await two.tell()), soon).toBe(0)
  expect(mailsTo(mails, address).map(({ subject }) => subject)).toEqual(['Maison Hae: 3 new messages'])
  await says(conversationId, 'Four')
  const later = workerAhead(60 * minuteMs, mails)
  await expect.poll(later.plan, soon).toBe(0)
  await expect.poll(later.tell, soon).toBe(0)
  const [, next] = mailsTo(mails, address)
  expect(mailsTo(mails, address)).toHaveLength(2)
  expect(next?.text).toContain('Four')
  expect(next?.text).not.toContain('Three')
})

it('a node or worker that is lost in between leaves nothing untold', async () => {
  using guest = await asker()
  const { conversationId, address } = guest
  await says(conversationId, 'One')
  const { mails, plan, tell } = workerAhead(16 * minuteMs)
  await expect.poll(plan, soon).toBe(0)
  // The rows were written, and whoever wrote them was lost before saying so.
  await conversations().updateOne({ _id: conversationId }, { $set: { unlooked: { seq: 2, at: Date.now() } } })
  await expect.poll(tell, soon).toBe(0)
  await says(conversationId, 'Two')
  const later = workerAhead(60 * minuteMs, mails)
  await expect.poll(later.plan, soon).toBe(0)
  await expect.poll(later.tell, soon).toBe(0)
  expect(mailsTo(mails, address).map(({ subject }) => subject)).toEqual([
    'Maison Hae has answered you',
    'Maison Hae has answered you',
  ])
})

it('the mail can be unsubscribed from by its header and by what one reads: then no more come, and pushes still do', async () => {
  using guest = await asker()
  const { conversationId, address, client } = guest
  await says(conversationId, 'One')
  const { mails, plan, tell } = workerAhead(16 * minuteMs)
  await expect.poll(plan, soon).toBe(0)
  await expect.poll(tell, soon).toBe(0)
  const [mail] = mailsTo(mails, address)
  const page = new RegExp(`^http://localhost:3000/unsubscribe/messages/${conversationId}/[0-9a-z]{26}$`)
  expect(mail?.unsubscribe).toMatch(page)
  expect(mail?.text).toContain(mail?.unsubscribe ?? 'nothing')
  expect(mail?.html).toContain(`href="${mail?.unsubscribe}"`)
  const path = new URL(mail?.unsubscribe ?? '').pathname
  const form = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  expect((await fetch(`${hub.url(0)}${path}`, { method: 'POST', body: form })).status).toBe(200)
  const { switches } = await client.must('notice.preferences.get', {})
  expect(switches.filter(({ on }) => !on)).toMatchObject([{ kind: 'message.unread', channel: 'email' }])
  await says(conversationId, 'Two')
  const later = workerAhead(60 * minuteMs, mails)
  await expect.poll(later.plan, soon).toBe(0)
  await expect.poll(later.tell, soon).toBe(0)
  expect(mailsTo(mails, address)).toHaveLength(1)
})

it('a night, a switch, and having no proved address are kept to', async () => {
  using asleep = await asker()
  using quiet = await asker()
  const visitor: TestClient = connect(hub.url(0), hub.tokenFor('guest'))
  const { conversationId: theirs } = await visitor.must('conversation.open', { deskId })
  await visitor.must('message.send', { conversationId: theirs, text: 'Hello' })
  await asleep.client.must('notice.preferences.change', {
    quiet: never.map(() => ({ from: '00:00', to: '23:59' })),
    zone: 'UTC',
  })
  await quiet.client.must('notice.preferences.change', {
    switches: [{ kind: 'message.unread', channel: 'email', on: false }],
  })
  for (const conversationId of [asleep.conversationId, quiet.conversationId, theirs]) {
    await says(conversationId, 'At eight')
  }
  const { mails, plan, tell } = workerAhead(16 * minuteMs)
  await expect.poll(plan, soon).toBe(0)
  await expect.poll(tell, soon).toBe(0)
  expect(mails.filter(({ to }) => [asleep.address, quiet.address].includes(to))).toEqual([])
  const [night, switched, unknown] = await Promise.all(
    [asleep.conversationId, quiet.conversationId, theirs].map(stretchOf),
  )
  expect([night?.[0]?.state, switched?.[0]?.why, unknown?.[0]?.why]).toEqual(['pending', 'switched_off', 'unreachable'])
  visitor.socket.disconnect()
})

it('whoever erases their account takes what was to be told along', async () => {
  using guest = await asker()
  const { conversationId, client, address } = guest
  await says(conversationId, 'At eight')
  const { mails, plan, tell } = workerAhead(16 * minuteMs)
  await expect.poll(plan, soon).toBe(0)
  expect(await rows(conversationId)).toHaveLength(1)
  await client.must('account.erase', {})
  await tell()
  expect(await rows(conversationId)).toEqual([])
  expect(mailsTo(mails, address)).toEqual([])
})

it('a guest waits where nobody is: those who may answer are called; whoever runs the desk, once the target has run out', async () => {
  const { venueId: empty } = await hub.seedVenue()
  await seedDesk(hub, empty, { name: 'Night desk' })
  const people = await Promise.all(
    (['concierge', 'manager', 'host'] as const).map(async (role) => {
      const { session } = await hub.openAccount({ demo: true, grants: [{ role, venueId: empty }] })
      const client = connect(hub.url(0), session.token)
      const token = `${newId()}:APA91b`
      await client.must('push.register', { token, platform: 'ios' })
      return { role, client, token }
    }),
  )
  const bells = await Promise.all(people.map(({ client }) => client.follow({ feed: 'notices', params: {} })))
  const inApp = () => bells.map(({ content }) => (Object.values(content) as { kind: string }[]).map(({ kind }) => kind))
  using guest = connect(hub.url(0), hub.tokenFor('guest'))
  const { conversationId } = await guest.must('conversation.open', { deskId: empty })
  const feed = await guest.follow({ feed: 'conversation', params: { conversationId } })
  expect(feed.content['about']).toMatchObject({ open: true, attended: 'no', answerSeconds: 300 })
  await guest.must('message.send', { conversationId, text: 'Is anybody there?' })
  await expect.poll(async () => (await conversationOf(conversationId))?.waitingSince ?? null, soon).not.toBeNull()
  const titlesOn = (role: string) => {
    const token = people.find((one) => one.role === role)?.token
    return fcm.taken.filter((push) => push.token === token).map(({ notification }) => notification.title)
  }
  const waitLonger = (ms: number) =>
    conversations().updateOne(
      { _id: conversationId },
      { $inc: { waitingSince: -ms, 'clock.waitingSince': -ms, version: 1 } },
    )
  await waitLonger(minuteMs)
  const alone = 'A guest waits and nobody is at the desk'
  await expect
    .poll(() => [titlesOn('concierge'), titlesOn('manager'), titlesOn('host')], soon)
    .toEqual([[alone], [alone], []])
  await expect.poll(inApp, soon).toEqual([['wait.unattended'], ['wait.unattended'], []])
  const [there] = Object.values(bells[0]?.content ?? {})
  expect(there).toMatchObject({ deskId: empty, conversationId, read: false })
  const paths = fcm.taken.filter(({ notification }) => notification.title === alone).map(({ data }) => data.path)
  expect(new Set(paths)).toEqual(new Set([`/desk/at/${empty}/${conversationId}`]))
  // Somebody comes and is given it; whoever runs the desk is not there to see that the target runs out.
  const [concierge] = people
  await concierge?.client.must('desk.present', { deskId: empty, state: 'here' })
  await expect.poll(() => feed.content['about'], soon).toMatchObject({ attended: 'yes' })
  await waitLonger(8 * minuteMs)
  await expect.poll(() => titlesOn('manager'), soon).toContain('A guest has waited too long for an answer')
  await expect.poll(() => inApp()[1]?.toSorted(), soon).toEqual(['wait.overdue', 'wait.unattended'])
  expect(inApp()[0]).toEqual(['wait.unattended'])
  expect(titlesOn('concierge')).toEqual([alone])
  expect(JSON.stringify(fcm.taken)).not.toContain('Is anybody there')
  for (const { client } of people) client.socket.disconnect()
})
