import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { demoReplies } from '../../../server/core/demo/cannedReplies.ts'
import { sealField } from '../../../server/core/identity/accounts.ts'
import type { AccountDocument } from '../../../server/core/identity/documents.ts'
import { createFieldCrypt } from '../../../server/core/infra/fieldCrypt.ts'
import { newId } from '../../../server/core/infra/ids.ts'
import type { NoticeDocument } from '../../../server/core/notices/documents.ts'
import type { CannedReplyDocument, ConversationDocument } from '../../../server/core/talk/documents.ts'
import type { Grant } from '../../../shared/contract/policy.ts'
import type { Tier } from '../../../shared/domain/concierge/tiers.ts'
import { connect, type TestClient } from '../../support/client.ts'
import { seedDesk } from '../../support/desk.ts'
import type { TestHub } from '../../support/hub.ts'
import { dateAhead, seoul } from '../../support/venue.ts'
import { sizes } from '../looks.ts'
import { employ, register } from '../people.ts'
import type { Stage, State } from '../stage.ts'
import { guestNames } from '../world.ts'

const minuteMs = 60_000
const names = { name: 'Maison Hae', localNames: { ko: '메종 해', ja: 'メゾン・ヘ' } }
const atDesk = { device: { viewport: sizes.desktop } }

const words = {
  ko: {
    sought: '창가',
    asks: '토요일 저녁에 네 명 자리가 있을까요? 어머니 생신이에요.',
    told: '축하드립니다! 창가 자리를 확인해 보겠습니다.',
    goesOn: '감사합니다. 어머니께서 계단이 힘드세요.',
    note: '지난번에 2층으로 안내했음. 이번에는 1층 창가로.',
    allergies: '갑각류 (새우, 게)',
    seating: '1층, 창가, 조용한 쪽',
    notes: '매년 12월 어머니 생신. 촛불은 원하지 않으심.',
  },
  en: {
    sought: 'window',
    asks: 'Is there a table for four on Saturday evening? It is my mother’s birthday.',
    told: 'Congratulations! Let me look for one by the window.',
    goesOn: 'Thank you. Stairs are hard for her, by the way.',
    note: 'Sat upstairs last time. Ground floor by the window this time.',
    allergies: 'Shellfish (shrimp, crab)',
    seating: 'Ground floor, by the window, the quiet side',
    notes: 'Comes each December for her mother’s birthday. No candles, please.',
  },
  ja: {
    sought: '窓際',
    asks: '土曜の夜に4名で伺えますか。母の誕生日なのです。',
    told: 'おめでとうございます。窓際のお席を確認いたします。',
    goesOn: 'ありがとうございます。母は階段が苦手です。',
    note: '前回は2階へご案内。今回は1階の窓際で。',
    allergies: '甲殻類（エビ、カニ）',
    seating: '1階、窓際、静かな側',
    notes: '毎年12月にお母様のお誕生日。ろうそくは不要とのこと。',
  },
} as const

interface Guest {
  readonly name: string | null
  readonly language: Stage['language']
  readonly tier: Tier
  readonly waitedMinutes: number
}

const guests: readonly Guest[] = [
  { name: guestNames.ko, language: 'ko', tier: 'vvip', waitedMinutes: 3 },
  { name: 'Charlotte Beaumont-Villeneuve', language: 'en', tier: 'vip', waitedMinutes: 2 },
  { name: guestNames.ja, language: 'ja', tier: 'regular', waitedMinutes: 1 },
  { name: null, language: 'en', tier: 'standard', waitedMinutes: 0 },
  { name: 'Noah Fischer', language: 'en', tier: 'standard', waitedMinutes: 0 },
]

/** A desk of a restaurant of its own, with what it says often. @returns its id */
async function openDesk({ hub }: Stage, often: typeof demoReplies = demoReplies): Promise<string> {
  const { venueId } = await hub.seedVenue({ ...names, city: 'Seoul', cuisine: 'Contemporary' })
  await seedDesk(hub, venueId, names)
  if (often.length === 0) return venueId
  const replies = often.map((reply, slot) => ({
    ...{ _id: `${venueId}:${reply.shortcut}`, deskId: venueId, slot },
    ...reply,
  }))
  await hub.db.collection<CannedReplyDocument>('canned_replies').insertMany(replies)
  return venueId
}

/** As whoever runs the desk and answers there, too. */
async function comeIn(stage: Stage, deskId: string): Promise<Page> {
  const somebody = stage.device()
  await employ(stage.hub, somebody, [
    { role: 'manager', venueId: deskId },
    { role: 'concierge', venueId: deskId },
  ])
  const page = await stage.open('/desk', { somebody, ...atDesk })
  await page.locator('.queue h2').waitFor()
  return page
}

async function clientOf({ hub }: Stage, name: string | null, grants: readonly Grant[] = []): Promise<TestClient> {
  if (name === null) return connect(hub.url(0), hub.tokenFor('guest'))
  const _id = newId()
  const sealed = sealField({ crypt: createFieldCrypt(hub.secrets) }, 'name', _id, name)
  const { session } = await hub.openAccount({ _id, name: sealed, grants: [...grants], demo: true })
  return connect(hub.url(0), session.token)
}

/** Somebody who has written and waits, for so long. @returns the conversation’s id */
async function write(stage: Stage, desk: TestClient, deskId: string, guest: Guest): Promise<string> {
  const { hub } = stage
  using client = await clientOf(stage, guest.name)
  const { conversationId } = await client.must('conversation.open', { deskId, language: guest.language })
  await desk.must('conversation.guest', { conversationId, tier: guest.tier, own: null })
  const { seq } = await client.must('message.send', { conversationId, text: words[guest.language].asks })
  const both = { client, desk, deskId, conversationId }
  const top = guest.tier === 'vvip' ? await knownTo(stage, both) : seq
  await waitLonger(hub, { _id: conversationId, top }, guest.waitedMinutes * minuteMs)
  return conversationId
}

/** Once it is counted in that the guest waits. */
async function waitLonger({ db }: TestHub, which: { _id: string; top: number }, ms: number): Promise<void> {
  const waits = { ...which, 'clock.dueAt': { $type: 'number' as const } }
  const longer = { waitingSince: -ms, 'clock.waitingSince': -ms, 'clock.dueAt': -ms, version: 1 }
  for (let tries = 0; tries < 300; tries++) {
    const done = await db.collection<ConversationDocument>('conversations').updateOne(waits, { $inc: longer })
    if (done.modifiedCount === 1) return
    await pause(100)
  }
  throw new Error('nobody counted in that the guest waits')
}

let numbers = 0

interface Both {
  readonly client: TestClient
  readonly desk: TestClient
  readonly deskId: string
  readonly conversationId: string
}

/** What both said, what the desk noted and wrote down, and a booking to come. @returns the number of the last message */
async function knownTo({ language }: Stage, { client, desk, deskId, conversationId }: Both): Promise<number> {
  const { told, goesOn, note, allergies, seating, notes } = words[language]
  const date = dateAhead(9)
  const offers = [{ venueId: deskId, date, startsAt: seoul(date, '19:30'), party: 4 }]
  const { seq, reservations } = await desk.must('offer.make', { conversationId, text: told, offers })
  const reservationId = reservations[0]?.reservationId ?? ''
  const guest = { name: guestNames.ko, phone: `+8210${String(20_000_000 + numbers++)}` }
  await client.must('offer.accept', { conversationId, seq, reservationId, guest })
  const last = await client.must('message.send', { conversationId, text: goesOn })
  await desk.must('note.add', { conversationId, text: note })
  await desk.must('conversation.describe', { conversationId, version: 0, allergies, seating, notes })
  return last.seq
}

/** An evening at which five guests have written. */
async function evening(stage: Stage): Promise<Page> {
  const deskId = await openDesk(stage)
  using desk = await clientOf(stage, 'Min-ji Park', [{ role: 'concierge', venueId: deskId }])
  const ids: string[] = []
  for (const guest of guests) ids.push(await write(stage, desk, deskId, guest))
  await desk.must('message.send', { conversationId: ids[3] ?? '', text: words.en.told, evenIfTaken: true })
  await desk.must('conversation.snooze', {
    conversationId: ids[4] ?? '',
    upTo: 1,
    until: new Date(Date.now() + 60 * minuteMs).toISOString(),
  })
  const page = await comeIn(stage, deskId)
  await page.locator('.queue-line').nth(4).waitFor()
  await page.keyboard.press('j')
  await page.locator('.guest-name').waitFor()
  await page.locator('.talk-said').first().waitFor()
  return page
}

/** What the desk says often, as whoever may change it. */
async function replies(stage: Stage, often: typeof demoReplies = demoReplies): Promise<Page> {
  const page = await comeIn(stage, await openDesk(stage, often))
  await page.keyboard.press('c')
  await page.locator('.replies .button.main').waitFor()
  return page
}

/** Whoever looks at the page was told of guests who waited, some of it read, and of a booking. */
async function callThem({ hub }: Stage, page: Page): Promise<void> {
  const deskId = new URL(page.url()).pathname.split('/')[3] ?? ''
  // Whoever only answers there has one role.
  const both = { 'grants.venueId': deskId, grants: { $size: 2 } }
  const account = await hub.db.collection<AccountDocument>('accounts').findOne(both)
  const conversations = hub.db.collection<ConversationDocument>('conversations')
  const open = await conversations.find({ deskId }).sort({ _id: 1 }).limit(3).toArray()
  const owner = `account:${account?._id ?? ''}`
  const now = Date.now()
  const ago = (minutes: number) => ({
    at: new Date(now - minutes * minuteMs),
    expireAt: new Date(now + 60 * minuteMs),
  })
  const calls = open.map(
    ({ _id: conversationId }, n): NoticeDocument => ({
      kind: n === 1 ? 'wait.unattended' : 'wait.overdue',
      ...{ _id: newId(), owner, deskId, conversationId, ...ago(4 * n), ...(n === 2 && { readAt: new Date(now) }) },
    }),
  )
  const date = dateAhead(3)
  const booking: NoticeDocument = {
    kind: 'alert.cancelled',
    by: 'guest',
    ...{ _id: newId(), owner, ...ago(95) },
    ...{ reservationId: `${deskId}_${date.replaceAll('-', '')}_${newId()}`, venueId: deskId, date, party: 2 },
    start: Date.parse(seoul(date, '19:30')),
  }
  await hub.db.collection<NoticeDocument>('notices').insertMany([...calls, booking])
}

export const deskStates: readonly State[] = [
  {
    name: 'desk-login',
    async make(stage) {
      const page = await stage.open('/desk', atDesk)
      await page.locator('.empty').waitFor()
      return page
    },
  },
  {
    name: 'desk-none',
    async make(stage) {
      const somebody = stage.device()
      await register(stage.hub, somebody)
      const page = await stage.open('/desk', { somebody, ...atDesk })
      await page.locator('.empty').waitFor()
      return page
    },
  },
  {
    name: 'desk-quiet',
    async make(stage) {
      const page = await comeIn(stage, await openDesk(stage))
      await page.locator('.pane-empty').waitFor()
      return page
    },
  },
  { name: 'desk', make: evening },
  {
    name: 'desk-canned',
    async make(stage) {
      const page = await evening(stage)
      await page.keyboard.press('/')
      await page.locator('.canned-line').nth(3).waitFor()
      return page
    },
  },
  {
    name: 'desk-file',
    async make(stage) {
      const page = await evening(stage)
      await page.locator('.guest .button').first().click()
      await page.locator('.guest textarea').first().waitFor()
      return page
    },
  },
  {
    name: 'desk-table',
    async make(stage) {
      const page = await evening(stage)
      await page.keyboard.press('Control+k')
      await page.locator('.finder-fields input[type=date]').fill(dateAhead(12))
      await page.locator('.finder-slot').nth(6).waitFor()
      return page
    },
  },
  {
    name: 'desk-overview',
    async make(stage) {
      const page = await evening(stage)
      await page.keyboard.press('v')
      await page.locator('.overview .chart').first().waitFor()
      await page.locator('.load tbody tr').first().waitFor()
      return page
    },
  },
  {
    name: 'desk-found',
    async make(stage) {
      const page = await evening(stage)
      await page.keyboard.press('f')
      await page.keyboard.type(words[stage.language].sought)
      await page.keyboard.press('Enter')
      await page.locator('.talk-hit').first().waitFor()
      return page
    },
  },
  {
    name: 'desk-notices',
    async make(stage) {
      const page = await evening(stage)
      await page.keyboard.press('n')
      await callThem(stage, page)
      await page.locator('.notice-line').nth(3).waitFor()
      return page
    },
  },
  {
    name: 'desk-notices-none',
    async make(stage) {
      const page = await comeIn(stage, await openDesk(stage))
      await page.keyboard.press('n')
      await page.locator('.sheet .empty').waitFor()
      return page
    },
  },
  { name: 'desk-replies', make: (stage) => replies(stage) },
  {
    name: 'desk-replies-none',
    async make(stage) {
      const page = await replies(stage, [])
      await page.locator('.replies .empty').waitFor()
      return page
    },
  },
  {
    name: 'desk-reply',
    async make(stage) {
      const page = await replies(stage)
      await page.locator('.reply-line').last().click()
      await page.locator('.reply-said').nth(2).waitFor()
      return page
    },
  },
  {
    name: 'desk-reply-refused',
    async make(stage) {
      const page = await replies(stage)
      await page.locator('.replies .button.main').click()
      await page.locator('[name=shortcut]').fill('welcome')
      await page.locator('[name=en]').fill('Good day {name}, this is {me}.')
      await page.locator('.reply-form .button.main').click()
      await page.locator('.field.wrong').nth(1).waitFor()
      return page
    },
  },
  {
    name: 'desk-keys',
    async make(stage) {
      const page = await comeIn(stage, await openDesk(stage))
      await page.keyboard.press('?')
      await page.locator('.keys').waitFor()
      return page
    },
  },
]
