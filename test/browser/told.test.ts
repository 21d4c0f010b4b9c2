import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messages } from '../../client-sdk/apps/diner/messages.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import { book, newDevice } from '../screens/people.ts'
import { launchBrowser, visit } from '../support/browser.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { type LocalDevices, startLocalDevices } from '../support/localDevices.ts'
import { pretendNotices } from '../support/notices.ts'
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts'
import { dateAhead } from '../support/venue.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhookReceiver.ts'
import { button, date, heading, leave, ownNumber, phone, reservationOn, venueAt } from './diner.ts'

const t = messages.ko
const soon = { timeout: 30_000 }
const dayMs = 86_400_000
/** Of a name, that a mail or a push has and the other booking has not. */
const place = '메종 해'

let browser: Browser
let devices: LocalDevices
let smtp: SmtpServer
let receiver: WebhookReceiver
let hub: TestHub

beforeAll(async () => {
  ;[browser, devices, smtp, receiver] = await Promise.all([
    launchBrowser(),
    startLocalDevices(),
    startSmtpServer(),
    startWebhookReceiver(),
  ])
  hub = await startHub({ ...devices, smtpUrl: `smtp://127.0.0.1:${smtp.port}`, webhookLoopback: true })
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
  for (const each of [devices, smtp, receiver]) await each?.[Symbol.asyncDispose]()
})

/** In Korean, with a booking elsewhere on whose page they said that they want to be told on this device. */
async function somebodyTold(): Promise<Page> {
  const { venueId } = await hub.seedVenue({ name: 'Elsewhere' })
  using device = newDevice(hub.url(0))
  const elsewhere = await book(device, { venueId, date: dateAhead(20), time: '19:00' })
  // Whatever the hour is in which this runs.
  await device.client.call('notice.preferences.change', { quiet: Array(7).fill(null) })
  const page = await visit(browser, new URL(`/r/${elsewhere}?lang=ko`, hub.url(0)), {
    ...phone,
    async prepare(it) {
      await pretendNotices(it, 'granted')
      await it.addInitScript(
        (stored) => {
          if (localStorage.length === 0) for (const [key, value] of stored) localStorage.setItem(key, value)
        },
        [...device.stored],
      )
    },
  })
  const listening = page.waitForResponse(/\/pushes$/)
  await button(page, '이 기기로 알림 받기').click()
  await listening
  return page
}

const slotAt = (page: Page, time: string) => page.locator('.slot').filter({ hasText: time }).first()

const subjects = () => smtp.mails.map(({ email }) => email.subject ?? '')
const pushes = () => devices.list().flatMap((device) => device.pushes.filter(({ body }) => body?.includes(place)))
const hooks = () => receiver.heard.map(({ body }) => (JSON.parse(body) as { kind: string }).kind)

test('what is booked, moved and given back is told by mail, on the device, in the app and to the restaurant’s system, each once and in Korean', {
  timeout: 180_000,
}, async () => {
  const { venueId } = await hub.seedVenue({ name: 'Maison Hae', localNames: { ko: place, ja: null } })
  const { session } = await hub.openAccount({ demo: true, grants: [{ role: 'manager', venueId }] })
  using manager = connect(hub.url(0), session.token)
  await manager.must('webhook.create', { venueId, url: receiver.url })
  const page = await somebodyTold()

  await page.goto(venueAt(hub.url(0), venueId, { lang: 'ko' }).href)
  await slotAt(page, '19:00').click()
  await button(page, t.picker.hold).click()
  await heading(page, t.booking.held).waitFor()
  await page.getByLabel(t.booking.name).fill('김하은')
  await page.getByLabel(t.booking.phone).fill(ownNumber())
  await page.getByLabel(t.booking.email).fill('haeun@example.com')
  await button(page, t.booking.confirm).click()
  await expect.poll(subjects, soon).toHaveLength(1)
  await expect.poll(hooks, soon).toEqual(['reservation.confirmed'])
  const reservationId = reservationOn(page)

  await button(page, t.ticket.change).click()
  const sheet = page.getByRole('dialog')
  await sheet.locator('.slot').first().waitFor()
  await sheet.getByRole('button', { name: t.picker.dayAfter }).click()
  await slotAt(sheet as unknown as Page, '20:00').click()
  await button(page, t.ticket.changeTo).click()
  await page.getByText(t.ticket.changed).waitFor()
  await expect.poll(subjects, soon).toHaveLength(2)

  // Both reminders are due, that of the old time and that of the new one.
  const rows = hub.db.collection<DeliveryDocument>('deliveries')
  const reminders = { reservationId, kind: 'reminder.dayBefore', channel: 'email' } as const
  await expect.poll(() => rows.countDocuments(reminders), soon).toBe(2)
  await rows.updateMany(reminders, { $set: { dueAt: new Date(0) } })
  await expect.poll(() => rows.countDocuments({ ...reminders, state: 'suppressed', why: 'not_true' }), soon).toBe(1)
  await expect.poll(subjects, soon).toHaveLength(3)
  const reminder = smtp.mails.at(-1)?.email
  const moved = new Date(Date.parse(date) + dayMs)
  const inWords = new Intl.DateTimeFormat('ko', { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(moved)
  expect(reminder?.text).toContain(inWords)
  expect(reminder?.text).toMatch(/오후 8:00|20:00/)

  await button(page, t.ticket.cancel).click()
  await button(page, t.ticket.cancelYes).click()
  await expect.poll(subjects, soon).toHaveLength(4)
  await expect.poll(hooks, soon).toEqual(['reservation.confirmed', 'reservation.changed', 'reservation.cancelled'])
  await expect.poll(pushes, soon).toHaveLength(3)
  for (const subject of subjects()) expect(subject).toMatch(/[가-힣]/)
  expect(new Set(subjects()).size).toBe(4)
  expect(new Set(pushes().map(({ title }) => title)).size).toBe(3)
  for (const { title } of pushes()) expect(title).toMatch(/[가-힣]/)

  await page.goto(new URL('/notices', page.url()).href)
  const lines = page.locator('.notice-line').filter({ hasText: place })
  await lines.nth(2).waitFor()
  const said = await lines.locator('.notice-said').allInnerTexts()
  expect(said.map((line) => line.replace('읽지 않음', '').trim()).sort()).toEqual(
    ['예약이 변경되었습니다', '예약이 취소되었습니다', '예약이 확정되었습니다'].sort(),
  )
  await leave(page)
})
