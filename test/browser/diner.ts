import { randomInt } from 'node:crypto'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { visit } from '../support/browser.ts'
import type { TestHub } from '../support/hub.ts'
import { dateAhead, type VenueOverrides } from '../support/venue.ts'

/** What the tests of the diner's app do and look at, in the words of the app in English. */
export const phone = { viewport: { width: 390, height: 844 } } satisfies BrowserContextOptions

export const date = dateAhead(7)

/** A restaurant's page of the night, at a node. */
export function venueAt(url: string, venueId: string, words: Readonly<Record<string, string>> = {}): URL {
  return new URL(`/v/${venueId}?${new URLSearchParams({ date, party: '2', lang: 'en', ...words })}`, url)
}

export interface Two {
  readonly venueId: string
  readonly anna: Page
  readonly ben: Page
}

/** Two people on two nodes who look at the same restaurant and night. */
export async function twoAt(hub: TestHub, browser: Browser, overrides: VenueOverrides): Promise<Two> {
  const { venueId } = await hub.seedVenue(overrides)
  const [anna, ben] = await Promise.all([0, 1].map((node) => visit(browser, venueAt(hub.url(node), venueId), phone)))
  if (anna === undefined || ben === undefined) throw new Error('two nodes were asked for')
  await Promise.all([anna, ben].map((page) => live(page)))
  return { venueId, anna, ben }
}

export async function live(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /^\s*live\s*$/ })
    .first()
    .waitFor()
}

/** A time of the picker, in the state that its word says. */
export function slot(page: Page, time: string, state: string): Locator {
  return page.getByRole('button', { name: new RegExp(`^${time}.*${state}`) })
}

export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name })
}

export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}

export async function hold(page: Page, time = '19:00'): Promise<void> {
  await slot(page, time, '(few left|free)').click()
  await button(page, 'Hold this table').click()
  await heading(page, 'Held for you').waitFor()
}

export async function confirm(page: Page, name = 'Anna Kim'): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Phone').fill(ownNumber())
  await button(page, 'Confirm').click()
  await heading(page, /^Your table is booked/).waitFor()
}

/** Of somebody new: who is known by a number has one table within two hours. */
export function ownNumber(): string {
  return `+82 10-${1000 + randomInt(9000)}-${1000 + randomInt(9000)}`
}

/** Which reservation the page shows. */
export function reservationOn(page: Page): string {
  return new URL(page.url()).pathname.replace('/r/', '')
}

/** Presses Tab until what is asked for has the focus. */
export async function tabTo(page: Page, wanted: Locator, presses = 60): Promise<void> {
  for (let pressed = 0; pressed < presses; pressed++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to ${wanted.toString()} with the Tab key`)
}

export async function leave(...pages: Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.context().close()))
}
