import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { en } from '../../client-sdk/apps/diner/account/messages/en.ts'
import { button, confirm, date, heading, hold, leave, phone, venueAt } from '../browser/diner.ts'
import { launchBrowser, visit } from '../support/browser.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { registerAs } from '../support/people.ts'

/** Each would call `alert` where somebody takes it for more than text; short enough for a name. */
const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '"><iframe src="javascript:alert(1)">',
  '<a href="javascript:alert(1)" autofocus onfocus=alert(1)>x</a>',
  `' onmouseover='alert(1)`,
  '{{constructor.constructor("alert(1)")()}}',
  '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
] as const

/** What none of them may become. */
const become = [
  'img[src="x"]',
  'svg[onload]',
  'iframe',
  '[href^="javascript:" i]',
  '[onerror], [onload], [onfocus], [onmouseover]',
  'math',
].join(', ')

let browser: Browser
let hub: TestHub
beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub({ seedDemo: true })])
})
afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

interface Watched {
  readonly page: Page
  /** What ran, what the policy of the page stopped, and what broke. */
  readonly told: readonly string[]
}

async function watch(page: Page, told: string[]): Promise<void> {
  page.on('pageerror', (error) => told.push(`broke: ${error.message}`))
  await page.exposeFunction('tellTest', (what: string) => told.push(what))
  await page.addInitScript(() => {
    const tell = (what: string) => (window as unknown as { tellTest(what: string): void }).tellTest(what)
    window.alert = () => tell('ran')
    document.addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
      tell(`stopped: ${violatedDirective}`),
    )
  })
}

async function look(address: URL, userAgent?: string): Promise<Watched> {
  const told: string[] = []
  const device = { ...phone, ...(userAgent !== undefined && { userAgent }) }
  const page = await visit(browser, address, { ...device, prepare: (it) => watch(it, told) })
  return { page, told }
}

/** Everything that was to be seen stands there as text, and nothing came of it. */
async function isOnlyText({ page, told }: Watched, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await page.getByText(text).first().waitFor()
  expect(await page.locator(become).evaluateAll((found) => found.map(({ outerHTML }) => outerHTML))).toEqual([])
  expect(told).toEqual([])
}

/** One after another: whatever text they are taken for, each is in it. */
const all = payloads.join(' ')
const words = (what: string) => `${what} ${all}`

function evilVenue() {
  return hub.seedVenue({
    name: words('Evil'),
    localNames: { ko: words('KoreanEvil'), ja: words('JapaneseEvil') },
    city: words('City'),
    cuisine: words('Cuisine'),
    address: words('Street'),
    website: 'javascript:alert(1)',
    phone: '+82212341000"><img src=x onerror=alert(1)>',
    facilities: [words('Facility')],
    about: { ko: null, en: words('About'), ja: null },
    settings: { holdMs: 600_000 },
  })
}

describe('S18: what looks like markup stays text', () => {
  test('of a restaurant, on its page in each language, and where it is searched', async () => {
    const { venueId } = await evilVenue()
    const there = await look(venueAt(hub.url(0), venueId))
    await isOnlyText(there, ...['Evil', 'Street', 'About', 'Facility', 'City', 'Cuisine'].map(words))
    for (const [lang, what] of [
      ['ko', 'KoreanEvil'],
      ['ja', 'JapaneseEvil'],
    ] as const) {
      await there.page.goto(venueAt(hub.url(0), venueId, { lang }).href)
      await isOnlyText(there, words(what))
    }
    const search = `${hub.url(0)}/v1/venues/search?query=KoreanEvil`
    const found = async () => (await (await fetch(search)).json()) as { venues: unknown[] }
    await expect.poll(async () => (await found()).venues.length, { timeout: 20_000 }).toBeGreaterThan(0)
    const asked = new URLSearchParams({ lang: 'en', date, q: payloads[1], city: all, cuisine: all })
    await there.page.goto(new URL(`/?${asked}`, hub.url(0)).href)
    await there.page.getByLabel('Restaurant, city or cuisine').waitFor()
    await isOnlyText(there)
    await there.page.goto(new URL(`/?lang=en&date=${date}`, hub.url(0)).href)
    await there.page.getByLabel('Restaurant, city or cuisine').fill('KoreanEvil')
    await isOnlyText(there, words('Evil'))
    await leave(there.page)
  })

  test.each(payloads.slice(0, 3))('%s of a guest, from the form to the ticket and the list', async (payload) => {
    const { venueId } = await hub.seedVenue({ name: `Table of ${payload}`, settings: { holdMs: 600_000 } })
    const there = await look(venueAt(hub.url(0), venueId))
    const { page } = there
    await hold(page)
    await page.getByLabel('Wishes').fill(payload)
    await page.getByLabel('Allergies').fill(payload)
    await confirm(page, payload)
    await heading(page, `Your table is booked, ${payload}`).waitFor()
    await isOnlyText(there, `Table of ${payload}`)
    expect(await page.title()).toContain(payload)
    await page.goto(new URL('/reservations?lang=en', hub.url(0)).href)
    await isOnlyText(there, `Table of ${payload}`)
    await leave(page)
  })

  test.each(payloads.slice(0, 2))('%s of a person and of their device, in the account', async (payload) => {
    const email = `evil${payload.length}@example.com`
    const person = { email, password: 'a table by the window', name: payload, language: 'en' } as const
    using client = connect(hub.url(0))
    await registerAs(hub, client, person)
    const there = await look(new URL('/login?lang=en', hub.url(0)), `Mozilla/5.0 ${payload}`)
    const { page } = there
    await page.getByLabel(en.fields.email.label, { exact: true }).fill(email)
    await page.getByLabel(en.fields.password.label, { exact: true }).fill(person.password)
    await button(page, en.login.submit).click()
    await page.waitForURL(({ pathname }) => pathname !== '/login')
    await page.goto(new URL('/account?lang=en', hub.url(0)).href)
    await page.locator('.sessions li').first().waitFor()
    await isOnlyText(there, payload)
    await leave(page)
  })

  test('in a letter, as the page of letters shows it', async () => {
    const { venueId } = await evilVenue()
    using manager = connect(hub.url(0), hub.tokenFor('manager', venueId))
    await manager.must('staff.invite', { venueId, email: 'evil@example.com', role: 'host', language: 'en' })
    const there = await look(new URL('/dev/outbox', hub.url(0)))
    await isOnlyText(there, words('Evil'))
    await leave(there.page)
  })
})

describe('S18: control', () => {
  const policy = "default-src 'self'; script-src 'self'; script-src-attr 'none'"

  test.each([
    ['taken for more than text it runs, and that is told', {}, 'ran'],
    [
      'where the policy of our pages stops it, that is told too',
      { 'content-security-policy': policy },
      /^stopped: script-src/,
    ],
  ] as const)('%s', async (_what, headers, expected) => {
    const told: string[] = []
    const prepare = async (page: Page) => {
      await watch(page, told)
      const body = `<!doctype html><h1>${payloads[1]}</h1>`
      await page.route('**/raw', (route) => route.fulfill({ status: 200, contentType: 'text/html', headers, body }))
    }
    const page = await visit(browser, new URL('/raw', hub.url(0)), { ...phone, prepare })
    await expect
      .poll(() => told)
      .toContainEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected))
    expect(await page.locator(become).count()).toBe(1)
    await leave(page)
  })
})
