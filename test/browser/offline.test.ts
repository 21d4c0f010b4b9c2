import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { en } from '../../client-sdk/apps/diner/account/messages/en.ts'
import { messages } from '../../client-sdk/apps/diner/messages.ts'
import { launchBrowser, visit } from '../support/browser.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { registerAs } from '../support/people.ts'
import { dateAhead } from '../support/venue.ts'

const t = messages.en
const guest = { name: 'Anna Kim', wishes: 'A quiet corner' }

let browser: Browser
let hub: TestHub

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub({ nodes: 2, processes: true })])
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

async function lookAt(origin: string, settings: { holdMs: number }): Promise<Page> {
  const { venueId } = await hub.seedVenue({ name: 'Maison Hae', settings })
  const address = new URL(`/v/${venueId}?date=${dateAhead(7)}&party=2`, origin)
  const page = await visit(browser, address, { viewport: { width: 390, height: 844 } })
  await page.locator('.freshness.live').waitFor()
  return page
}

async function hold(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^19:00/ }).click()
  await button(page, t.picker.hold).click()
  await heading(page, t.booking.held).waitFor()
}

async function confirm(page: Page, phone: string): Promise<void> {
  await field(page, t.booking.name).fill(guest.name)
  await field(page, t.booking.phone).fill(phone)
  await page.getByLabel(t.booking.wishes).fill(guest.wishes)
  await button(page, t.booking.confirm).click()
  await page.getByText(t.ticket.confirmedHint).waitFor()
}

test('without a connection what is shown is marked, a tap says so, and back again it is live', async () => {
  const page = await lookAt(hub.url(0), { holdMs: 60_000 })
  await page.context().setOffline(true)
  await page.getByText(t.offline).waitFor()
  await page.locator('.freshness.stale').waitFor()
  await page.getByRole('button', { name: /^19:00/ }).click()
  await page.getByText(t.picker.notFresh).waitFor()
  await button(page, t.picker.hold).click()
  await page.getByText(t.slow).waitFor()

  await page.context().setOffline(false)
  await heading(page, t.booking.held).waitFor()
  await page.locator('.freshness.live').waitFor()
  expect(await page.getByText(t.offline).count()).toBe(0)
  await page.context().close()
})

test('a ticket is there after a reload without a connection, says from when it is, and is nobody else’s', async () => {
  const page = await lookAt(hub.url(0), { holdMs: 60_000 })
  await hold(page)
  await confirm(page, '+82 10-1234-5678')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.context().setOffline(true)
  await page.reload()
  await page.getByText('Maison Hae').first().waitFor()
  await page.getByText(t.states.confirmed).first().waitFor()
  const mark = page.locator('.freshness.stale')
  await mark.filter({ hasText: /\d\d:\d\d/ }).waitFor()

  const stored = await kept(page)
  expect(stored).toContain('couvert.known.')
  for (const words of [guest.name, guest.wishes, '1012345678', '10-1234']) expect(stored).not.toContain(words)

  await page.context().setOffline(false)
  await page.locator('.freshness.live').waitFor()
  await page.evaluate(() => localStorage.removeItem('couvert.session'))
  await page.context().setOffline(true)
  await page.reload()
  await page.getByText(t.ticket.notYoursHint).waitFor()
  await page.context().close()
})

test('what was kept of an account goes with the logout', async () => {
  const person = { email: 'kept@example.com', password: 'a table by the window', name: 'Ada', language: 'en' as const }
  using client = connect(hub.url(0))
  await registerAs(hub, client, person)
  const page = await visit(browser, new URL('/login?next=/reservations', hub.url(0)))
  await field(page, en.fields.email.label).fill(person.email)
  await field(page, en.fields.password.label).fill(person.password)
  await button(page, en.login.submit).click()
  await page.getByText(t.mine.noneHint).waitFor()
  await page.waitForFunction(() => JSON.stringify(Object.keys(localStorage)).includes('couvert.known.'))
  await page.goto(new URL('/account', page.url()).href)
  await button(page, en.account.logout).click()
  await page.getByText(en.account.loggedOutLead).waitFor()
  expect(await kept(page)).not.toContain('couvert.known.')
  await page.context().close()
})

test('a hold and its clock go on at the other node when the first is killed', async () => {
  const first = await hub.addNode()
  await using door = await openDoor([first, ...hub.nodes].map(({ port }) => port))
  const page = await lookAt(door.origin, { holdMs: 300_000 })
  await hold(page)
  const before = await clockOf(page)
  await first.kill9()
  await page.locator('.freshness.live').waitFor({ state: 'hidden' })
  await page.locator('.freshness.live').waitFor()
  const after = await clockOf(page)
  expect(after).toBeLessThan(before)
  await confirm(page, '+82 10-8765-4321')
  await page.context().close()
})

/** Everything that lies on the device. */
function kept(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify(Object.entries(localStorage)))
}

/** Seconds that are left, as the page says. */
async function clockOf(page: Page): Promise<number> {
  const [minutes = 0, seconds = 0] = (await page.getByRole('timer').innerText()).split(':').map(Number)
  return minutes * 60 + seconds
}

interface Door extends AsyncDisposable {
  readonly origin: string
}

/** What stands before the nodes: a connection goes to the first one that takes it. */
async function openDoor(ports: readonly number[]): Promise<Door> {
  const open = new Set<Socket>()
  const server = createServer((visitor) => {
    open.add(visitor)
    visitor.on('error', () => visitor.destroy())
    visitor.on('close', () => open.delete(visitor))
    pass(visitor, ports)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const visitor of open) visitor.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}

function pass(visitor: Socket, [port, ...others]: readonly number[]): void {
  if (port === undefined) return void visitor.destroy()
  const node = dial(port, '127.0.0.1')
  let met = false
  node.on('connect', () => {
    met = true
    visitor.pipe(node).pipe(visitor)
  })
  node.on('error', () => (met ? visitor.destroy() : pass(visitor, others)))
  node.on('close', () => met && visitor.destroy())
  visitor.on('close', () => node.destroy())
}
