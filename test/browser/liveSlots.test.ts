import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, visit } from '../support/browser.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead } from '../support/venue.ts'

let browser: Browser
let hub: TestHub

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub({ nodes: 2 })])
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

/** Two people on two nodes who look at the same restaurant, which has one table. */
async function twoAtOneTable({ holdMs }: { holdMs: number }): Promise<{ anna: Page; ben: Page }> {
  const tables = [{ id: 'T1', minParty: 1, maxParty: 2, area: 'room', channel: 'online' as const }]
  const { venueId } = await hub.seedVenue({ name: 'One Table', settings: { tables, holdMs } })
  const query = `?venue=${venueId}&date=${dateAhead(7)}&party=2&lang=en`
  const [anna, ben] = await Promise.all(
    hub.nodes.map(({ url }) => visit(browser, new URL(query, url), { viewport: { width: 390, height: 844 } })),
  )
  if (anna === undefined || ben === undefined) throw new Error('two nodes were asked for')
  await Promise.all([anna, ben].map((page) => slot(page, 'few left').waitFor()))
  return { anna, ben }
}

const slot = (page: Page, state: string) => page.getByRole('button', { name: new RegExp(`^19:00.*${state}`) })
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

async function hold(page: Page): Promise<void> {
  await slot(page, 'few left').click()
  await page.getByRole('button', { name: 'Hold this table' }).click()
  await heading(page, 'Held for you').waitFor()
}

async function close(...pages: Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.context().close()))
}

test('a hold by one disappears for the other, says why, and comes back when it runs out', async () => {
  const { anna, ben } = await twoAtOneTable({ holdMs: 6000 })
  await hold(anna)
  await slot(ben, 'full').click()
  await ben.getByText('Somebody is holding the last table.').waitFor()
  await heading(anna, 'The hold ran out.').waitFor()
  await slot(ben, 'few left').waitFor()
  await slot(anna, 'few left').waitFor()
  await close(anna, ben)
})

test('a time that goes while one looks at it is said to have gone', async () => {
  const { anna, ben } = await twoAtOneTable({ holdMs: 60_000 })
  await slot(ben, 'few left').click()
  await ben.getByRole('button', { name: 'Hold this table' }).waitFor()
  await hold(anna)
  await ben.getByText('This time has just gone.').waitFor()
  expect(await ben.getByRole('button', { name: 'Hold this table' }).count()).toBe(0)
  await close(anna, ben)
})

test('a hold given back is free for the other at once', async () => {
  const { anna, ben } = await twoAtOneTable({ holdMs: 60_000 })
  await hold(anna)
  await slot(ben, 'full').waitFor()
  await anna.getByRole('button', { name: 'Let it go' }).click()
  await slot(ben, 'few left').waitFor()
  await close(anna, ben)
})

test('a hold survives a reload, is confirmed with name and phone, and cancelled', async () => {
  const { anna, ben } = await twoAtOneTable({ holdMs: 60_000 })
  await hold(anna)
  await anna.reload()
  await heading(anna, 'Held for you').waitFor()
  await anna.getByLabel('Name').fill('Anna Kim')
  await anna.getByLabel('Phone').fill('010 1234')
  await anna.getByRole('button', { name: 'Confirm' }).click()
  await anna.getByText('Write the number with its country code').waitFor()
  await anna.getByLabel('Phone').fill('+82 10-1234-5678')
  await anna.getByRole('button', { name: 'Confirm' }).click()
  await heading(anna, 'Your table is booked').waitFor()
  await slot(anna, 'yours').waitFor()
  await slot(ben, 'full').waitFor()
  await anna.getByRole('button', { name: 'Cancel reservation' }).click()
  await anna.getByRole('button', { name: 'Yes, cancel' }).click()
  await anna.getByRole('listitem').filter({ hasText: 'cancelled' }).waitFor()
  await slot(ben, 'few left').waitFor()
  await close(anna, ben)
})

test('a table is held and confirmed with the keyboard alone', async () => {
  const { anna, ben } = await twoAtOneTable({ holdMs: 60_000 })
  await slot(anna, 'few left').focus()
  await anna.keyboard.press('Enter')
  await tabTo(anna, 'Hold this table')
  await anna.keyboard.press('Enter')
  await heading(anna, 'Held for you').waitFor()
  await anna.keyboard.press('Tab')
  await anna.keyboard.type('Anna Kim')
  await anna.keyboard.press('Tab')
  await anna.keyboard.type('+821012345678')
  await anna.keyboard.press('Enter')
  await heading(anna, 'Your table is booked').waitFor()
  await close(anna, ben)
})

/** Presses Tab until the button of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    if ((await page.locator(':focus').textContent()) === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to ${name} with the Tab key`)
}

test('each language has its own words, and the page says which it is', async () => {
  const { anna, ben } = await twoAtOneTable({ holdMs: 60_000 })
  await anna.getByRole('button', { name: '한국어' }).click()
  await slot(anna, '마감 임박').waitFor()
  await ben.getByRole('button', { name: '日本語' }).click()
  await slot(ben, '残りわずか').waitFor()
  expect(await anna.locator('html').getAttribute('lang')).toBe('ko')
  expect(new URL(ben.url()).searchParams.get('lang')).toBe('ja')
  await close(anna, ben)
})
