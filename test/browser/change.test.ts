import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { oneTable } from '../support/venue.ts'
import { button, confirm, date, heading, hold, leave, slot, twoAt, venueAt } from './diner.ts'

let browser: Browser
let hub: TestHub

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub({ nodes: 2 })])
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

const holdMs = 60_000
const nextDay = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)
const inWords = (day: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(Date.parse(day))

/** The sheet in which another place is chosen. */
const sheet = (page: Page) => page.getByRole('dialog')

async function openChange(page: Page): Promise<void> {
  await button(page, 'Change').click()
  await sheet(page).locator('.slot').first().waitFor()
}

async function toNextDay(page: Page): Promise<void> {
  await sheet(page).getByRole('button', { name: 'Day after' }).click()
  await sheet(page)
    .getByRole('radio', { name: inWords(nextDay), checked: true })
    .waitFor()
}

test('a booking is taken to another date: the old table is free again for others, and the new one is not', async () => {
  const { anna, ben, venueId } = await twoAt(hub, browser, { name: 'Moving', settings: { tables: oneTable, holdMs } })
  await hold(anna)
  await confirm(anna)
  await slot(ben, '19:00', 'full').waitFor()
  await openChange(anna)
  await toNextDay(anna)
  await sheet(anna)
    .getByRole('button', { name: /^20:00.*few left/ })
    .click()
  await button(anna, 'Change to this').click()
  await anna.getByText('Your table was changed.').waitFor()
  await anna.getByText(inWords(nextDay)).waitFor()
  await anna.getByText('20:00').first().waitFor()
  await slot(ben, '19:00', 'few left').waitFor()
  await ben.goto(venueAt(hub.url(1), venueId, { date: nextDay }).href)
  await slot(ben, '20:00', 'full').waitFor()
  await leave(anna, ben)
})

test('where the new table goes to somebody faster, the old one is kept and said to be', async () => {
  const { anna, ben, venueId } = await twoAt(hub, browser, { name: 'Kept', settings: { tables: oneTable, holdMs } })
  await hold(anna)
  await confirm(anna)
  await openChange(anna)
  await sheet(anna).getByText('stays yours until you have the new one').waitFor()
  await toNextDay(anna)
  await sheet(anna)
    .getByRole('button', { name: /^19:00.*few left/ })
    .click()
  await button(anna, 'Change to this').waitFor()
  await ben.goto(venueAt(hub.url(1), venueId, { date: nextDay }).href)
  await hold(ben)
  await sheet(anna).getByText('this time has just gone').waitFor()
  expect(await button(anna, 'Change to this').count()).toBe(0)
  await sheet(anna).getByRole('button', { name: 'Close' }).first().click()
  await anna.getByText(inWords(date)).waitFor()
  await ben.goto(venueAt(hub.url(1), venueId).href)
  await slot(ben, '19:00', 'full').waitFor()
  await leave(anna, ben)
})

test('within the night a booking moves to a time that only its own table makes free, and to another party', async () => {
  const { anna, ben } = await twoAt(hub, browser, { name: 'Within', settings: { tables: oneTable, holdMs } })
  await hold(anna)
  await confirm(anna)
  await openChange(anna)
  await sheet(anna).getByLabel('Guests').selectOption('1')
  await sheet(anna)
    .getByRole('button', { name: /^19:30.*full/ })
    .click()
  await button(anna, 'Change to this').click()
  await anna.getByText('Your table was changed.').waitFor()
  await anna.getByText('1 guest', { exact: true }).waitFor()
  await anna.getByText('19:30').first().waitFor()
  await leave(anna, ben)
})

test('the sheet is left with Escape, and the focus is back on what opened it', async () => {
  const { anna, ben } = await twoAt(hub, browser, { name: 'Escape', settings: { holdMs } })
  await hold(anna)
  await confirm(anna)
  await button(anna, 'Change').focus()
  await anna.keyboard.press('Enter')
  await sheet(anna).locator('.slot').first().waitFor()
  await anna.keyboard.press('Escape')
  await sheet(anna).waitFor({ state: 'detached' })
  expect(await button(anna, 'Change').evaluate((it) => it === document.activeElement)).toBe(true)
  await leave(anna, ben)
})

test('cancelling asks once more, says what it costs, and can be thought better of', async () => {
  const { anna, ben } = await twoAt(hub, browser, { name: 'Twice', settings: { tables: oneTable, holdMs } })
  await hold(anna)
  await confirm(anna)
  await button(anna, 'Cancel reservation').click()
  await anna.getByText('It costs nothing.').waitFor()
  await button(anna, 'Keep it').click()
  await button(anna, 'Cancel reservation').waitFor()
  await slot(ben, '19:00', 'full').waitFor()
  await button(anna, 'Cancel reservation').click()
  await button(anna, 'Yes, cancel').click()
  await heading(anna, 'Cancelled').waitFor()
  await slot(ben, '19:00', 'few left').waitFor()
  await leave(anna, ben)
})

test('my reservations show the next one large, live, and what was cancelled small', async () => {
  const { anna, ben, venueId } = await twoAt(hub, browser, { name: 'List', settings: { holdMs } })
  await hold(anna)
  await confirm(anna)
  const first = anna.url()
  await anna.goto(venueAt(hub.url(0), venueId, { date: nextDay }).href)
  await hold(anna)
  await confirm(anna)
  await anna.getByRole('link', { name: 'My reservations' }).click()
  await anna.getByRole('region', { name: 'Next' }).getByText(inWords(date)).waitFor()
  await anna.getByRole('region', { name: 'Later' }).getByRole('listitem').waitFor()
  const other = await anna.context().newPage()
  await other.goto(first)
  await button(other, 'Cancel reservation').click()
  await button(other, 'Yes, cancel').click()
  // Nothing is pressed here: the list hears of it.
  await anna.getByRole('region', { name: 'Next' }).getByText(inWords(nextDay)).waitFor()
  await anna.getByRole('region', { name: 'Past' }).getByText('cancelled').waitFor()
  await leave(anna, ben)
})

test('by the link of a cancelled booking one takes along what one told, and has it erased', async () => {
  const { anna, ben } = await twoAt(hub, browser, { name: 'Own', settings: { holdMs } })
  await hold(anna)
  await confirm(anna)
  const reservationId = new URL(anna.url()).pathname.slice('/r/'.length)
  const secret = await anna.evaluate(async (id) => {
    const { token } = JSON.parse(localStorage.getItem('couvert.session') ?? '{}') as { token: string }
    const answer = await fetch(`/v1/reservations/${id}/link`, { headers: { authorization: `Bearer ${token}` } })
    return ((await answer.json()) as { secret: string }).secret
  }, reservationId)
  await ben.goto(new URL(`/r/${reservationId}#${secret}`, hub.url(1)).href)
  await button(ben, 'Erase them').click()
  await sheet(ben).getByRole('button', { name: 'Erase them' }).click()
  await ben.getByText('still expecting you').waitFor()
  await button(ben, 'Cancel reservation').click()
  await button(ben, 'Yes, cancel').click()
  const download = ben.waitForEvent('download')
  await button(ben, 'Download them').click()
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('"phone": "+')
  await button(ben, 'Erase them').click()
  await sheet(ben).getByRole('button', { name: 'Erase them' }).click()
  await ben.getByText('Your details were erased.').waitFor()
  await leave(anna, ben)
})

test('the bell counts what one was told, live; read here, it is read on the other device too', async () => {
  const { anna, ben } = await twoAt(hub, browser, { name: 'Told', settings: { holdMs } })
  await hold(anna)
  await confirm(anna)
  await anna.getByRole('link', { name: 'Notices, 1 unread' }).click()
  const told = anna.getByRole('main').getByRole('link')
  await told.filter({ hasText: 'Your table is booked' }).click()
  await button(anna, 'Cancel reservation').click()
  await button(anna, 'Yes, cancel').click()
  // The first one was read by opening it.
  await anna.getByRole('link', { name: 'Notices, 1 unread' }).click()
  await told.filter({ hasText: 'Your booking was cancelled' }).waitFor()
  await button(anna, 'Mark all as read').click()
  await anna.getByRole('link', { name: 'Notices', exact: true }).waitFor()
  expect(await anna.getByText('unread').count()).toBe(0)
  await leave(anna, ben)
})
