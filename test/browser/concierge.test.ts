import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toldWords } from '../../client-sdk/apps/common/notices/messages.ts'
import { messages as deskWords } from '../../client-sdk/apps/concierge/messages.ts'
import { replyWords } from '../../client-sdk/apps/concierge/replies/messages.ts'
import { en as account } from '../../client-sdk/apps/diner/account/messages/en.ts'
import { cardWords } from '../../client-sdk/apps/talk/cards/messages.ts'
import { talkWords } from '../../client-sdk/apps/talk/messages.ts'
import { searchWords } from '../../client-sdk/apps/talk/search/messages.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { NoticeDocument } from '../../server/core/notices/documents.ts'
import { newDevice, password, register } from '../screens/people.ts'
import { launchBrowser, visit } from '../support/browser.ts'
import { connect } from '../support/client.ts'
import { seedCanned, seedDesk } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { grant } from '../support/staff.ts'
import { date, leave, ownNumber, tabTo, venueAt } from './diner.ts'

const w = talkWords.en
const d = deskWords.en
const c = cardWords.en
const r = replyWords.en
const soon = { timeout: 30_000 }
const desktop = { viewport: { width: 1440, height: 900 } }

let browser: Browser
let hub: TestHub

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub({ nodes: 2, processes: true })])
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

/** A restaurant with a desk and somebody who works there. */
async function staffed() {
  const { venueId } = await hub.seedVenue({ name: 'Maison Hae' })
  await seedDesk(hub, venueId, { venueIds: [venueId] })
  await seedCanned(hub, venueId)
  using device = newDevice(hub.url(0))
  const person = await register(hub, device)
  const { accountId } = await device.client.call('account.get', {})
  await grant(hub, accountId, [{ role: 'concierge', venueId }])
  return { venueId, person, accountId }
}

/** Somebody who runs the desk. */
async function boss(venueId: string) {
  using device = newDevice(hub.url(0))
  const person = await register(hub, device)
  const { accountId } = await device.client.call('account.get', {})
  await grant(hub, accountId, [{ role: 'manager', venueId }])
  return person
}

/** At the desk of a node, by keyboard alone. */
async function comeIn(page: Page, email: string): Promise<void> {
  await tabTo(page, page.getByLabel(account.fields.email.label, { exact: true }))
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: d.queue.heading }).waitFor()
}

const said = (page: Page) => page.locator('.talk-said:not(.unsent) .talk-text').allInnerTexts()

test('from "a table for four?" to a confirmed booking inside the thread, the concierge by keyboard alone; the guest’s network goes and comes back, and the concierge’s node is killed', {
  timeout: 180_000,
}, async () => {
  const { venueId, person } = await staffed()
  const other = await hub.addNode()
  const guest = await visit(browser, venueAt(hub.url(0), venueId))
  const desk = await visit(browser, new URL('/desk?lang=en', other.url), desktop)
  await desk.getByRole('link', { name: d.gate.login }).waitFor()
  await tabTo(desk, desk.getByRole('link', { name: d.gate.login }))
  await desk.keyboard.press('Enter')
  await comeIn(desk, person.email)

  await guest.getByRole('button', { name: w.write }).click()
  await guest.getByLabel(w.compose).fill('A table for four on Saturday?')
  await guest.keyboard.press('Enter')

  await desk.getByText(d.queue.awaits.first).first().waitFor()
  await desk.keyboard.press('j')
  await desk.getByText('A table for four on Saturday?').first().waitFor()
  await desk.keyboard.press('r')
  await desk.keyboard.type('Good evening! One moment, please.')
  await desk.keyboard.press('Enter')
  await guest.getByText('Good evening! One moment, please.').first().waitFor()

  await guest.context().setOffline(true)
  await guest.getByLabel(w.compose).fill('By the window, if you can.')
  await guest.keyboard.press('Enter')
  await guest.getByText(w.marks.waiting, { exact: true }).waitFor()
  await other.kill9()
  await desk.keyboard.type('@')
  await desk.getByLabel(d.thread.writeNote).waitFor()
  await desk.keyboard.type('Likes the window')
  // Left for a reply, the note waits where it was written, and never stands where it would be said to the guest.
  await desk.keyboard.press('Escape')
  await desk.keyboard.press('r')
  expect(await desk.getByLabel(d.thread.write).inputValue()).toBe('')
  await desk.keyboard.type('@')
  expect(await desk.getByLabel(d.thread.writeNote).inputValue()).toBe('Likes the window')
  await guest.context().setOffline(false)
  await hub.addNode({ port: other.port })
  await desk.getByText('By the window, if you can.').first().waitFor(soon)
  await desk.keyboard.press('Enter')
  await desk.locator('.thread-note').getByText('Likes the window').waitFor(soon)

  await desk.keyboard.press('Control+k')
  const finder = desk.getByRole('dialog', { name: d.finder.heading })
  await tabTo(desk, finder.getByLabel(d.finder.date))
  // In the order of the browser's own language, whatever the page's is.
  const [year = '', month = '', day = ''] = date.split('-')
  await desk.keyboard.type(`${month}${day}${year}`)
  await tabTo(desk, finder.getByLabel(d.finder.party))
  await desk.keyboard.press('ControlOrMeta+A')
  await desk.keyboard.type('4')
  await tabTo(desk, finder.getByRole('button', { name: /19:00/ }))
  await desk.keyboard.press('Enter')
  await finder.waitFor({ state: 'detached' })
  await expect.poll(async () => (await hub.book(venueId, date))?.claims, soon).toSatisfy(isHeldForFour)
  await guest.getByRole('button', { name: c.take, exact: true }).click()
  await guest.getByLabel(c.name).fill('Anna Kim')
  await guest.getByLabel(c.phone).fill(ownNumber())
  await guest.getByRole('button', { name: c.confirm, exact: true }).click()
  await guest.getByText(c.looks.confirmed).first().waitFor(soon)
  await desk.getByText(c.looks.confirmed).first().waitFor(soon)

  expect(await said(guest)).toContain('By the window, if you can.')
  expect(JSON.stringify(await said(guest))).not.toContain('Likes the window')
  await desk.keyboard.press('Escape')
  await findsByKeyboard(desk)
  await desk.keyboard.press('e')
  await desk.getByRole('button', { name: d.actions.reopen }).waitFor()
  await leave(guest, desk)
})

test('whoever runs the desk writes down what it says often, by keyboard alone, and whoever answers there says it by its shortcut', {
  timeout: 120_000,
}, async () => {
  const { venueId, person } = await staffed()
  const manager = await boss(venueId)
  const office = await visit(browser, new URL('/login?next=/desk&lang=en', hub.url(1)), desktop)
  await comeIn(office, manager.email)
  // Else the guest might be theirs.
  await office.getByLabel(d.presence.label).selectOption('away')
  await office.getByRole('button', { name: d.actions.replies }).focus()
  await office.keyboard.press('c')
  await office.getByRole('button', { name: r.add }).waitFor()
  await office.locator('.button.main:focus').waitFor()
  await office.keyboard.press('Enter')
  await office.locator('[name=shortcut]:focus').waitFor()
  await office.keyboard.type('welcome')
  await tabTo(office, office.getByLabel(r.title))
  await office.keyboard.type('Parking')
  await tabTo(office, office.locator('[name=en]'))
  await office.keyboard.type('Dear {name}, the car park of {restaurant} is behind the house.')
  await tabTo(office, office.getByRole('button', { name: r.save }))
  await office.keyboard.press('Enter')
  // What somebody else wrote is not written over.
  await office.getByText(r.faults.taken).waitFor()
  await office.locator('[name=shortcut]:focus').waitFor()
  await office.keyboard.press('ControlOrMeta+A')
  await office.keyboard.type('parking')
  await office.keyboard.press('Enter')
  await office.getByText(r.faults.unfit).waitFor()
  await office.locator('[name=en]:focus').waitFor()
  await office.keyboard.press('ControlOrMeta+A')
  await office.keyboard.type('Dear {guest}, the car park of {restaurant} is behind the house.')
  await office.getByText('the car park of Maison Hae is behind').waitFor()
  await tabTo(office, office.getByRole('button', { name: r.save }))
  await office.keyboard.press('Enter')
  await office.locator('[data-reply=parking]:focus').waitFor()

  const desk = await visit(browser, new URL('/login?next=/desk&lang=en', hub.url(0)), desktop)
  await comeIn(desk, person.email)
  const guest = await visit(browser, venueAt(hub.url(0), venueId))
  await guest.getByRole('button', { name: w.write }).click()
  await guest.getByLabel(w.compose).fill('Is there parking?')
  await guest.keyboard.press('Enter')
  await desk.getByText(d.queue.awaits.first).first().waitFor(soon)
  expect(await desk.getByRole('button', { name: d.actions.replies }).count()).toBe(0)
  await desk.keyboard.press('j')
  await desk.getByText('Is there parking?').first().waitFor()
  await desk.keyboard.press('/')
  await desk.keyboard.type('park')
  await desk.locator('.canned-line', { hasText: 'Parking' }).waitFor()
  await desk.keyboard.press('Enter')
  await expect.poll(() => desk.getByLabel(d.thread.write).inputValue(), soon).toMatch(/^Dear .+ of Maison Hae is/)
  await desk.keyboard.press('Enter')
  await guest
    .getByText(/the car park of Maison Hae is behind the house/)
    .first()
    .waitFor(soon)

  await office.keyboard.press('Enter')
  await tabTo(office, office.getByRole('button', { name: r.remove, exact: true }))
  await office.keyboard.press('Enter')
  const question = office.getByRole('dialog')
  await tabTo(office, question.getByRole('button', { name: r.remove, exact: true }))
  await office.keyboard.press('Enter')
  await office.locator('[data-reply=parking]').waitFor({ state: 'detached' })
  await leave(guest, desk, office)
})

test('a call of a guest who waits is in the bell of the desk, live, and leads to the conversation; so does its address', {
  timeout: 120_000,
}, async () => {
  const { venueId, person, accountId } = await staffed()
  using guest = connect(hub.url(0), hub.tokenFor('guest'))
  const { conversationId } = await guest.must('conversation.open', { deskId: venueId })
  await guest.must('message.send', { conversationId, text: 'Is anybody there?' })
  const desk = await visit(browser, new URL('/login?next=/desk&lang=en', hub.url(1)), desktop)
  await comeIn(desk, person.email)
  await desk.getByRole('button', { name: d.bell(0), exact: true }).waitFor()
  const now = Date.now()
  const call: NoticeDocument = {
    kind: 'wait.unattended',
    ...{ _id: newId(), owner: `account:${accountId}`, deskId: venueId, conversationId },
    ...{ at: new Date(now), expireAt: new Date(now + 60_000_000) },
  }
  await hub.db.collection<NoticeDocument>('notices').insertOne(call)
  await desk.getByRole('button', { name: d.bell(1) }).waitFor(soon)
  await desk.keyboard.press('n')
  const notices = desk.getByRole('dialog', { name: toldWords.en.heading })
  await tabTo(desk, notices.getByRole('button', { name: toldWords.en.kinds['wait.unattended'] }))
  await desk.keyboard.press('Enter')
  await desk.locator('.talk-said').getByText('Is anybody there?').waitFor()
  await desk.getByRole('button', { name: d.bell(0), exact: true }).waitFor(soon)
  const path = `/desk/at/${venueId}/${conversationId}`
  expect(new URL(desk.url()).pathname).toBe(path)

  // As a tap on what their phone showed opens it, where nobody is logged in.
  const phone = await visit(browser, new URL(`${path}?lang=en`, hub.url(0)), desktop)
  await phone.getByRole('link', { name: d.gate.login }).click()
  await comeIn(phone, person.email)
  await phone.locator('.talk-said').getByText('Is anybody there?').waitFor()
  await leave(desk, phone)
})

/** What the guest said and what was noted of it; and from there to the message itself. */
async function findsByKeyboard(desk: Page): Promise<void> {
  await expect.poll(() => hub.db.collection('messages').countDocuments({ unindexed: true }), soon).toBe(0)
  await desk.keyboard.press('f')
  await desk.keyboard.type('windo')
  await desk.keyboard.press('Enter')
  await desk.getByText(searchWords.en.found(2), { exact: true }).waitFor()
  await tabTo(desk, desk.getByRole('button', { name: /By the window/ }))
  await desk.keyboard.press('Enter')
  await desk.locator('.talk-said:focus', { hasText: 'By the window' }).waitFor()
}

function isHeldForFour(claims: unknown): boolean {
  const [claim] = Object.values((claims ?? {}) as Record<string, { party: number; state: string }>)
  return claim?.party === 4 && claim.state === 'held'
}
