import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../client-sdk/apps/diner/account/messages/en.ts'
import { webhookWords } from '../../client-sdk/apps/diner/account/webhooks/messages.ts'
import { forWhomWords } from '../../client-sdk/apps/diner/booking/forWhomWords.ts'
import { messages } from '../../client-sdk/apps/diner/messages.ts'
import { noticeWords } from '../../client-sdk/apps/diner/notices/messages.ts'
import { preferenceWords } from '../../client-sdk/apps/diner/notices/preferences/messages.ts'
import { staffWords } from '../../client-sdk/apps/diner/staff/messages.ts'
import { workWords } from '../../client-sdk/apps/diner/work/messages.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { DeliveryDocument, NoticeDocument } from '../../server/core/notices/documents.ts'
import type { WebhookDeliveryDocument, WebhookDocument } from '../../server/core/webhooks/documents.ts'
import { webhookKinds } from '../../shared/domain/notices/webhookFact.ts'
import { leaveDeadLetters, makeAdmin } from '../support/admins.ts'
import { launchBrowser, visit } from '../support/browser.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { codeTo, type Person, registerAs, unsubscribePath } from '../support/people.ts'
import { grant } from '../support/staff.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import { leaveWebhooks } from '../support/webhooks.ts'

const t = messages.en
const n = preferenceWords.en
const h = webhookWords.en
const password = 'a table by the window'
const userAgents = {
  office: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  phone: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36',
}

let browser: Browser
let hub: TestHub
let people = 0

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub({ nodes: 2 })])
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

function newPerson(): Person {
  return { email: `ada.${people++}@example.com`, password, name: 'Ada Byron', language: 'en' }
}

/** Somebody who has an account, made elsewhere. */
async function personWithAccount(): Promise<Person> {
  const person = newPerson()
  using client = connect(hub.url(0))
  await registerAs(hub, client, person)
  return person
}

function open(path: string, { node = 0, userAgent }: { node?: number; userAgent?: string } = {}): Promise<Page> {
  const viewport = { width: 390, height: 844 }
  return visit(browser, new URL(path, hub.url(node)), { viewport, ...(userAgent !== undefined && { userAgent }) })
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

async function logIn(page: Page, { email }: Person): Promise<void> {
  await field(page, en.fields.email.label).fill(email)
  await field(page, en.fields.password.label).fill(password)
  await button(page, en.login.submit).click()
}

async function hold(page: Page, venueId: string, date: string): Promise<void> {
  await page.goto(new URL(`/v/${venueId}?date=${date}&party=2&at=19:00`, page.url()).href)
  await button(page, t.picker.hold).click()
  await heading(page, t.booking.held).waitFor()
}

test('a guest who makes an account finds the hold and the booking in it', async () => {
  const { venueId } = await hub.seedVenue({ name: 'Maison Hae' })
  const { email, name } = newPerson()
  const page = await open(`/v/${venueId}`)
  await hold(page, venueId, dateAhead(7))
  await field(page, t.booking.name).fill(name)
  await field(page, t.booking.phone).fill('+82 10-1234-5678')
  await button(page, t.booking.confirm).click()
  await page.getByText(t.ticket.confirmedHint).waitFor()
  await hold(page, venueId, dateAhead(8))

  await page.goto(new URL('/login', page.url()).href)
  await page.getByRole('link', { name: en.login.register }).click()
  await page.getByText(en.register.comesAlong).waitFor()
  await field(page, en.fields.name.label).fill(name)
  await field(page, en.fields.email.label).fill(email)
  await field(page, en.fields.password.label).fill(password)
  await button(page, en.register.submit).click()
  await page.getByText(en.code.lead(email)).waitFor()
  await field(page, en.fields.code.label).fill(await codeTo(hub, email))
  await button(page, en.code.submit).click()

  await heading(page, en.welcome.title).waitFor()
  await page.getByText(en.welcome.cameAlong(2)).waitFor()
  const lines = page.locator('.brought li')
  await lines.filter({ hasText: t.states.confirmed }).filter({ hasText: 'Maison Hae' }).waitFor()
  await lines.filter({ hasText: t.states.held }).waitFor()
  await page.goto(new URL('/reservations', page.url()).href)
  await heading(page, t.mine.next).waitFor()
  await page.getByRole('region', { name: t.mine.held }).waitFor()
  await page.context().close()
})

test('the words are the same for an address that has an account and one that has none', async () => {
  const known = await personWithAccount()
  const said: string[] = []
  for (const { email } of [known, newPerson()]) {
    const page = await open('/login')
    await page.getByRole('link', { name: en.login.forgot }).click()
    await field(page, en.fields.email.label).fill(email)
    await button(page, en.reset.submit).click()
    await heading(page, en.reset.codeTitle).waitFor()
    await field(page, en.fields.code.label).fill('000000')
    await field(page, en.fields.newPassword.label).fill('another good one')
    await button(page, en.reset.setPassword).click()
    await page.getByRole('alert').waitFor()
    said.push((await page.locator('main').innerText()).replaceAll(email, '…').replaceAll(/\d:\d\d/g, '…'))
    await page.context().close()
  }
  expect(said[0]).toBe(said[1])
})

test('who is logged out from another device is told so at once, and can log in again', async () => {
  const person = await personWithAccount()
  const office = await open('/login?next=/account', { node: 0, userAgent: userAgents.office })
  await logIn(office, person)
  await heading(office, en.account.title).waitFor()
  const phone = await open('/login?next=/account', { node: 1, userAgent: userAgents.phone })
  await logIn(phone, person)
  const here = phone.locator('.sessions li').filter({ hasText: en.sessions.here })
  await here.filter({ hasText: en.sessions.device('Chrome', 'Android') }).waitFor()

  const device = en.sessions.device('Firefox', 'Windows')
  await button(phone, en.sessions.endNamed(device)).click()
  await phone.getByText(en.sessions.ended(device)).waitFor()
  expect(await button(phone, en.sessions.endNamed(device)).count()).toBe(0)
  await office.getByText(t.errors.session_ended).waitFor()
  expect(await office.getByText(person.email).count()).toBe(0)
  await office.getByRole('link', { name: t.nav.login, exact: true }).last().click()
  await logIn(office, person)
  await heading(office, en.account.title).waitFor()
  await Promise.all([office, phone].map((page) => page.context().close()))
})

test('after a logout nothing that the account held is shown to who comes next', async () => {
  const { venueId } = await hub.seedVenue({ name: 'Maison Hae' })
  const person = await personWithAccount()
  const page = await open('/login?next=/account')
  await logIn(page, person)
  await heading(page, en.account.title).waitFor()
  await hold(page, venueId, dateAhead(9))
  await page.getByRole('link', { name: t.nav.account, exact: true }).click()
  await button(page, en.account.logout).click()
  await page.getByText(en.account.loggedOutLead).waitFor()
  await page.getByRole('link', { name: t.nav.home, exact: true }).click()
  await page.waitForFunction(() => localStorage.getItem('couvert.session')?.includes('guest:') === true)
  await page.getByRole('link', { name: t.nav.reservations, exact: true }).click()
  await page.getByText(t.mine.noneHint).waitFor()
  expect(await page.getByText('Maison Hae').count()).toBe(0)
  await page.context().close()
})

test('a second factor is set up, asked for at the next login, and a recovery code stands in for it', async () => {
  const person = await personWithAccount()
  const page = await open('/login?next=/account')
  await logIn(page, person)
  await button(page, en.factor.begin).click()
  const secret = (await page.locator('.secret code').innerText()).replaceAll(' ', '')
  const link = await page.getByRole('link', { name: en.factor.openApp }).getAttribute('href')
  expect(link).toContain(`secret=${secret}`)
  await field(page, en.fields.oneTimeCode.label).fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
  await button(page, en.factor.confirm).click()
  await page.locator('.recovery li').first().waitFor()
  const codes = await page.locator('.recovery li').allInnerTexts()
  expect(codes).toHaveLength(10)
  await button(page, en.factor.kept).click()
  await page.getByText(en.factor.done).waitFor()
  await button(page, en.account.logout).click()
  await page.getByText(en.account.loggedOutLead).waitFor()

  await logIn(page, person)
  await heading(page, en.secondStep.title).waitFor()
  await button(page, en.secondStep.useRecovery).click()
  await field(page, en.fields.recoveryCode.label).fill('aaaaa-00000')
  await button(page, en.secondStep.submit).click()
  await page.getByText(en.errors.wrong_code).waitFor()
  await field(page, en.fields.recoveryCode.label).fill(codes[0] ?? '')
  await button(page, en.secondStep.submit).click()
  await heading(page, en.account.title).waitFor()
  await page.context().close()
})

test('a whole sentence that was pasted leaves the code in its field', async () => {
  const page = await open('/login')
  await page.getByRole('link', { name: en.login.forgot }).click()
  await field(page, en.fields.email.label).fill(newPerson().email)
  await button(page, en.reset.submit).click()
  const code = field(page, en.fields.code.label)
  await code.evaluate((input) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', 'Your code of 21 Nov 2026 is 407 913. Do not tell it to anybody.')
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  expect(await code.inputValue()).toBe('407913')
  await page.context().close()
})

test('an account is erased in two steps, and nobody is logged in any more', async () => {
  const person = await personWithAccount()
  const page = await open('/login?next=/account')
  await logIn(page, person)
  await button(page, en.erase.begin).click()
  await button(page, en.erase.understood).click()
  await field(page, en.fields.currentPassword.label).fill('not the password')
  await button(page, en.erase.yes).click()
  await page.getByText(en.errors.wrongPassword).waitFor()
  await field(page, en.fields.currentPassword.label).fill(password)
  await button(page, en.erase.yes).click()
  await page.getByText(en.erase.doneLead).waitFor()
  await logIn(page, person)
  await page.getByText(t.errors.wrong_credentials).waitFor()
  await page.context().close()
})

test('who runs the hub has tried again what could not be told, and leaves untold what need not be', async () => {
  const person = newPerson()
  using elsewhere = connect(hub.url(0))
  const { actor } = await registerAs(hub, elsewhere, person)
  await makeAdmin(hub, actor.replace('account:', ''))
  const [toRetry = '', toDrop = ''] = await leaveDeadLetters(hub, `${newId()}_20270314_${newId()}`)
  const w = workWords.en
  const page = await open('/login')
  await logIn(page, person)
  await heading(page, en.account.title).waitFor()
  await page.goto(new URL('/work', page.url()).href)
  const lines = page.locator('.dead-letter')
  await lines.nth(2).waitFor()
  await lines.filter({ hasText: 'smtp_550' }).getByRole('button', { name: w.retry }).click()
  await page.getByText(w.retried).waitFor()
  const other = lines.filter({ hasText: 'sender_lost' })
  await other.getByRole('button', { name: w.drop }).click()
  await other.getByRole('button', { name: w.dropSure }).click()
  await page.getByText(w.dropped).waitFor()
  await lines.filter({ hasText: 'fcm_400' }).waitFor()
  expect(await lines.count()).toBe(1)
  const states = await hub.db
    .collection<DeliveryDocument>('deliveries')
    .find({ _id: { $in: [toRetry, toDrop] } })
    .toArray()
  // There is no such reservation: it is judged again, and not told.
  expect(states.map(({ why }) => why).sort()).not.toContain('smtp_550')
  expect(states.find((row) => row._id === toDrop)).toMatchObject({ state: 'suppressed', why: 'dropped' })
})

test('who runs a restaurant adds a webhook, sends again what could not be told, and switches one on anew', async () => {
  const { venueId } = await hub.seedVenue()
  const person = newPerson()
  using elsewhere = connect(hub.url(0))
  const { actor } = await registerAs(hub, elsewhere, person)
  await grant(hub, actor.replace('account:', ''), [{ role: 'manager', venueId }])
  const page = await open('/login?next=/account')
  await logIn(page, person)
  await page.getByRole('link', { name: h.open }).click()
  await page.getByText(h.none).waitFor()
  await button(page, h.add).click()
  await field(page, h.url).fill('http://intranet')
  await button(page, h.addIt).click()
  await page.getByText(h.badUrl).waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('url')
  await field(page, h.url).fill('https://hooks.example.com/couvert')
  await field(page, h.kinds['reservation.arrived']).uncheck()
  await button(page, h.addIt).click()
  expect(await page.locator('.new-secret code').textContent()).toMatch(/^whsec_/)
  await button(page, h.kept).click()
  await page.getByText(h.added).waitFor()
  const webhooks = hub.db.collection<WebhookDocument>('webhooks')
  expect((await webhooks.findOne({ venueId }))?.kinds).toHaveLength(webhookKinds.length - 1)

  await leaveWebhooks(hub, venueId)
  await page.reload()
  const lines = page.locator('.webhook')
  await lines.nth(3).waitFor()
  const stopped = lines.filter({ hasText: h.off.failing })
  await stopped.getByRole('button', { name: h.switchOn }).click()
  await page.getByText(h.switchedOn).waitFor()
  expect(await webhooks.countDocuments({ venueId, state: 'on' })).toBe(4)
  await lines.filter({ hasText: 'couvert-7' }).getByRole('button', { name: h.showLog }).click()
  const lost = page.locator('.webhook-log li').filter({ hasText: h.kinds['reservation.noShow'] })
  await lost.getByRole('button').click()
  await page.getByText(h.resent).waitFor()
  const told = hub.db.collection<WebhookDeliveryDocument>('webhook_deliveries')
  expect(await told.countDocuments({ venueId, state: 'dead' })).toBe(0)
  const mine = lines.filter({ hasNotText: 'couvert-' })
  await mine.getByRole('button', { name: h.remove, exact: true }).click()
  await mine.getByRole('button', { name: h.removeSure }).click()
  await page.getByText(h.removed).waitFor()
  expect(await webhooks.countDocuments({ venueId })).toBe(3)
  await page.context().close()
})

test('what those who work at a restaurant are told leads them to the booking as they may see it, and not as its guest', async () => {
  const { venueId } = await hub.seedVenue()
  using visitor = connect(hub.url(0), hub.tokenFor('guest'))
  const date = dateAhead(10)
  const input = { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
  const { reservationId } = await visitor.must('hold.create', input)
  const host = { name: 'Mori Ken' }
  const guest = { name: 'Ito Sakura', phone: '+819012345678', host }
  await visitor.must('reservation.confirm', { reservationId, guest })
  const person = newPerson()
  using elsewhere = connect(hub.url(0))
  const { actor } = await registerAs(hub, elsewhere, person)
  await grant(hub, actor.replace('account:', ''), [{ role: 'host', venueId }])
  const now = Date.now()
  await hub.db.collection<NoticeDocument>('notices').insertOne({
    _id: newId(),
    owner: actor,
    kind: 'alert.made',
    by: 'guest',
    reservationId,
    venueId,
    date,
    start: Date.parse(input.startsAt),
    party: 2,
    at: new Date(now),
    expireAt: new Date(now + 86_400_000),
  })
  const page = await open('/login?next=/notices')
  await logIn(page, person)
  await page.locator('.notice-line').click()
  await heading(page, staffWords.en.booking).waitFor()
  await page.locator('.ticket').getByText(t.states.confirmed).waitFor()
  await page.locator('.ticket').getByText(forWhomWords.en.host(host.name)).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/bookings/${reservationId}`)
  expect(await button(page, t.ticket.cancel).count()).toBe(0)
  await page.getByRole('link', { name: staffWords.en.toNotices }).click()
  await page.getByRole('link', { name: noticeWords.en.preferences }).click()
  await heading(page, n.title).waitFor()
  await page.context().close()
})

test('one unsubscribes by one press behind the link of a reminder, never by opening it, and takes it back', async () => {
  const { venueId } = await hub.seedVenue()
  const key = newId()
  using visitor = connect(hub.url(0), hub.tokenFor('guest', undefined, key))
  const date = dateAhead(9)
  const input = { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
  const { reservationId } = await visitor.must('hold.create', input)
  const path = unsubscribePath(hub, reservationId, `guest:${key}`)
  const off = async () => (await visitor.must('notice.preferences.get', {})).switches.filter(({ on }) => !on).length

  const page = await open(path)
  await button(page, n.unsubscribe.reminders.switchOff).waitFor()
  expect(await off()).toBe(0)
  await page.keyboard.press('Tab')
  await button(page, n.unsubscribe.reminders.switchOff).press('Enter')
  await page.getByText(n.unsubscribe.reminders.off).waitFor()
  expect(await off()).toBe(3)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(n.unsubscribe.reminders.switchOn)

  await page.reload()
  const morning = page.getByLabel(`${n.kinds['reminder.sameDay']}, ${n.channels.email}`)
  expect(await morning.isChecked()).toBe(false)
  await morning.press('Space')
  await expect.poll(off, { timeout: 30_000 }).toBe(2)
  await field(page, `${n.from}, ${n.everyNight}`).fill('21:00')
  await button(page, n.save).click()
  await page.getByText(n.saved, { exact: true }).waitFor()
  const { quiet, zone } = await visitor.must('notice.preferences.get', {})
  expect(quiet).toEqual(Array(7).fill({ from: '21:00', to: '08:00' }))
  expect(zone).toBe(await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone))
  await page.context().close()
})
