import type { Browser, Page, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, visit } from '../support/browser.ts'
import { untilFound } from '../support/found.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { oneTable, type VenueOverrides } from '../support/venue.ts'
import { button, confirm, date, heading, hold, leave, phone, tabTo, venueAt } from './diner.ts'

let browser: Browser
let hub: TestHub

const room: readonly VenueOverrides[] = [
  {
    name: 'Nuri',
    localNames: { ko: '누리', ja: 'ヌリ' },
    city: 'Seoul',
    cuisine: 'Korean',
    distinction: 'two_stars',
    price: 4,
  },
  { name: 'Umi', localNames: { ko: null, ja: '海' }, city: 'Tokyo', cuisine: 'Sushi', distinction: null, price: 2 },
  { name: 'Petit Nuage', city: 'Seoul', cuisine: 'French', distinction: 'one_star', price: 3 },
]

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub({ nodes: 2 })])
  const seeded = await Promise.all(room.map((venue) => hub.seedVenue(venue)))
  await untilFound(
    hub,
    seeded.map(({ name }) => name),
  )
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

async function search(words: Readonly<Record<string, string>>, node = 0): Promise<Page> {
  const address = new URL(`/?${new URLSearchParams({ date, lang: 'en', ...words })}`, hub.url(node))
  const page = await visit(browser, address, phone)
  await page.locator('.venue-card, .empty').first().waitFor()
  return page
}

const what = (page: Page) => page.getByLabel('Restaurant, city or cuisine')
const found = (page: Page) => page.locator('.venue-card h3')

/** Waits until exactly these are shown, in whichever order. */
async function showsOnly(page: Page, names: readonly string[]): Promise<void> {
  await expect.poll(async () => (await found(page).allTextContents()).sort(), { timeout: 20_000 }).toEqual(names)
}

test('a part of a name in any script finds it, and names are in the reader’s script', async () => {
  const page = await search({})
  await what(page).fill('ヌ')
  await showsOnly(page, ['Nuri'])
  await what(page).fill('누')
  await showsOnly(page, ['Nuri'])
  await page.getByLabel('Language').selectOption({ label: '한국어' })
  await showsOnly(page, ['누리'])
  await page.getByLabel('언어').selectOption({ label: '日本語' })
  await showsOnly(page, ['ヌリ'])
  expect(await found(page).locator('span').getAttribute('lang')).toBe('ja')
  await leave(page)
})

test('choices narrow what is found, stand in the address, and are there again after a reload', async () => {
  const page = await search({ date: 'any' })
  await button(page, 'Two stars').click()
  await showsOnly(page, ['Nuri'])
  expect(new URL(page.url()).searchParams.get('distinction')).toBe('two_stars')
  await page.reload()
  await showsOnly(page, ['Nuri'])
  await button(page, 'Clear all').click()
  await page.getByRole('button', { name: 'up to $$', exact: true }).click()
  await showsOnly(page, ['Umi'])
  await button(page, 'Clear all').click()
  await page.getByLabel('City', { exact: true }).selectOption('Seoul')
  await page.getByLabel('Cuisine', { exact: true }).selectOption('French')
  await showsOnly(page, ['Petit Nuage'])
  await leave(page)
})

test('an answer that a newer question overtook is not shown', async () => {
  const page = await (await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block', ...phone })).newPage()
  const late = await holdBack(page, 'umi')
  await page.goto(new URL(`/?date=${date}&lang=en`, hub.url(0)).href)
  await found(page).first().waitFor()
  await what(page).fill('umi')
  await late.asked
  await what(page).fill('nuage')
  await showsOnly(page, ['Petit Nuage'])
  const shown = await namesShownFromNow(page)
  late.letGo()
  await late.arrived
  // A question after it on the same connection: once that is answered, the late answer has been dealt with.
  await what(page).fill('nuri')
  await showsOnly(page, ['Nuri'])
  expect(await shown()).toEqual(['Petit Nuage', 'Nuri'])
  await leave(page)
})

test('nothing that fits, and nothing free, are told apart, and the second names other days', async () => {
  const { venueId } = await hub.seedVenue({
    name: 'Einzeltisch',
    settings: { tables: oneTable, holdMs: 60_000, turnTimes: [{ upTo: 100, minutes: 240 }] },
  })
  const owner = await visit(browser, venueAt(hub.url(0), venueId), phone)
  await hold(owner)
  await confirm(owner)
  await untilFound(hub, ['Einzeltisch'])
  const page = await search({ q: 'einzeltisch' })
  await page.getByText('No table for 2 guests').waitFor()
  await page.getByRole('heading', { name: 'These fit, on another day' }).waitFor()
  await page.locator('.empty .chip').first().click()
  await showsOnly(page, ['Einzeltisch'])
  await page
    .getByRole('link', { name: '19:00' })
    .or(page.getByRole('link', { name: '18:00' }))
    .first()
    .waitFor()
  await what(page).fill('zzzz')
  await page.getByText('No restaurant fits').waitFor()
  await leave(owner, page)
})

test('with the keyboard alone: to the search, down to what was found, and on to a held table', async () => {
  const page = await search({}, 1)
  await page.keyboard.press('/')
  await page.keyboard.type('nuage')
  await showsOnly(page, ['Petit Nuage'])
  await page.keyboard.press('ArrowDown')
  expect(await page.locator(':focus').innerText()).toContain('Petit Nuage')
  await tabTo(page, page.getByRole('link', { name: /^18:30/ }))
  await page.keyboard.press('Enter')
  const holdIt = button(page, 'Hold this table')
  await holdIt.waitFor()
  expect(await holdIt.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await heading(page, 'Held for you').waitFor()
  expect(await heading(page, 'Held for you').evaluate((element) => element === document.activeElement)).toBe(true)
  await leave(page)
})

test('going back finds what was found where it was left', async () => {
  const page = await search({ date: 'any', q: 'n' })
  await page.setViewportSize({ width: 390, height: 400 })
  const before = await found(page).allTextContents()
  const last = page.locator('.venue-card').last()
  await last.scrollIntoViewIfNeeded()
  const scrolled = await page.evaluate(() => scrollY)
  expect(scrolled).toBeGreaterThan(0)
  await last.getByRole('link').first().click()
  await page.locator('.slot, .empty').first().waitFor()
  expect(await page.evaluate(() => scrollY)).toBe(0)
  await page.goBack()
  await found(page).first().waitFor()
  expect(await found(page).allTextContents()).toEqual(before)
  expect(await page.evaluate(() => scrollY)).toBe(scrolled)
  await leave(page)
})

test('an address that leads to no restaurant says so', async () => {
  const page = await visit(browser, new URL('/?lang=en', hub.url(0)), phone)
  // Within the app: to a stranger the hub itself answers that there is no such page.
  await page.evaluate(() => {
    history.pushState(null, '', `/v/${'0'.repeat(26)}`)
    dispatchEvent(new PopStateEvent('popstate'))
  })
  await heading(page, 'This restaurant is not here any more').waitFor()
  await leave(page)
})

/** Every first name the list has shown since, also if only for a moment. */
async function namesShownFromNow(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const shown: string[] = []
    const note = () => {
      const name = document.querySelector('.venue-card h3')?.textContent ?? ''
      if (name !== '' && shown.at(-1) !== name) shown.push(name)
    }
    note()
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true })
    Object.assign(window, { namesShown: shown })
  })
  return () => page.evaluate(() => (window as unknown as { namesShown: string[] }).namesShown)
}

/** Keeps the answer to one question from the page until it is let go. */
async function holdBack(page: Page, query: string) {
  const asked = signal()
  const release = signal()
  const arrived = signal()
  let answerTo: string | null = null
  await page.routeWebSocket(/\/socket\.io\//, (ws: WebSocketRoute) => {
    const server = ws.connectToServer()
    ws.onMessage((message) => {
      const id = /^42(\d+)\["venue\.search"/.exec(String(message))?.[1]
      if (id !== undefined && String(message).includes(`"query":"${query}"`)) {
        answerTo = id
        asked.resolve()
      }
      server.send(message)
    })
    server.onMessage((message) => {
      if (answerTo === null || !String(message).startsWith(`43${answerTo}[`)) return ws.send(message)
      void release.promise.then(() => {
        ws.send(message)
        arrived.resolve()
      })
    })
  })
  return { asked: asked.promise, letGo: release.resolve, arrived: arrived.promise }
}

function signal() {
  let resolve = () => undefined as void
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
