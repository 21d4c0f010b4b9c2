import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messages as deskWords } from '../../client-sdk/apps/concierge/messages.ts'
import { en as account } from '../../client-sdk/apps/diner/account/messages/en.ts'
import { forWhomWords } from '../../client-sdk/apps/diner/booking/forWhomWords.ts'
import { preferenceWords } from '../../client-sdk/apps/diner/notices/preferences/messages.ts'
import { talkWords } from '../../client-sdk/apps/talk/messages.ts'
import { newDevice, password, register } from '../screens/people.ts'
import { launchBrowser, visit } from '../support/browser.ts'
import { seedDesk } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { talkUnsubscribePath } from '../support/people.ts'
import { grant } from '../support/staff.ts'
import { seoul } from '../support/venue.ts'
import { button, date } from './diner.ts'

const w = talkWords.en
const d = deskWords.en
const n = preferenceWords.en.unsubscribe.answers
const soon = { timeout: 30_000 }

let browser: Browser
let hub: TestHub

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub({ worker: false })])
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

/** Logged in by the form, and on to where the address leads. */
async function arrive(path: string, { email }: { readonly email: string }) {
  const page = await visit(browser, new URL(`/login?${new URLSearchParams({ next: path, lang: 'en' })}`, hub.url(0)))
  await page.getByLabel(account.fields.email.label, { exact: true }).fill(email)
  await page.getByLabel(account.fields.password.label, { exact: true }).fill(password)
  await button(page, account.login.submit).click()
  return page
}

test('what was said goes by mail at one press in either app, and only the guest is shown where to; the link of an answer stops answers', async () => {
  const { venueId } = await hub.seedVenue()
  await seedDesk(hub, venueId)
  using phone = newDevice(hub.url(0))
  using desk = newDevice(hub.url(0))
  const guest = await register(hub, phone)
  const { conversationId } = await phone.client.call('conversation.open', { deskId: venueId })
  await phone.client.call('message.send', { conversationId, text: 'A table by the window?' })
  const asked = () => hub.db.collection('talk_notices').countDocuments({ conversationId, kind: 'transcript' })

  const page = await arrive(`/messages/${conversationId}`, guest)
  await button(page, w.mailAll).click()
  await page.getByText(w.mailedTo(`${guest.email[0]}•••@example.com`)).waitFor()
  expect(await asked()).toBe(1)

  const keeper = await register(hub, desk)
  await grant(hub, (await desk.client.call('account.get', {})).accountId, [{ role: 'concierge', venueId }])
  const pane = await arrive('/desk', keeper)
  await pane.getByRole('heading', { name: d.queue.heading }).waitFor()
  await pane.getByText(d.queue.awaits.first).first().waitFor()
  await pane.keyboard.press('j')
  await button(pane, w.mailAll).click()
  await pane.getByText(w.mailed).waitFor()
  expect(await pane.locator('body').innerText(), 'whose address is not told').not.toContain('•••')
  expect(await asked()).toBe(2)

  const off = async () => {
    const { switches } = await phone.client.call('notice.preferences.get', {})
    return switches.filter(({ on }) => !on).map(({ kind, channel }) => `${kind} ${channel}`)
  }
  const { actor } = phone.client.session.get()
  await page.goto(new URL(talkUnsubscribePath(hub, conversationId, actor ?? ''), page.url()).href)
  await button(page, n.switchOff).waitFor()
  expect(await off(), 'to open it changes nothing').toEqual([])
  await button(page, n.switchOff).click()
  await page.getByText(n.off).waitFor()
  await expect.poll(off, soon).toEqual(['message.unread email'])
  await button(page, n.switchOn).click()
  await page.getByText(n.on).waitFor()
  expect(await off()).toEqual([])
  await Promise.all([page, pane].map((one) => one.context().close()))
})

test('a ticket says for whom the table is, where somebody else has booked it', async () => {
  const { venueId } = await hub.seedVenue()
  using phone = newDevice(hub.url(0))
  const guest = await register(hub, phone)
  const { call } = phone.client
  const { reservationId } = await call('hold.create', { venueId, date, startsAt: seoul(date, '19:00'), party: 2 })
  const host = { name: 'Park Ha-eun' }
  await call('reservation.confirm', { reservationId, guest: { name: 'Lee Jin', phone: '+821055557001', host } })
  const page = await arrive(`/r/${reservationId}`, guest)
  await page.locator('.ticket').getByText(forWhomWords.en.host(host.name)).waitFor()
  await page.context().close()
})
