import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { oneTable } from '../support/venue.ts'
import { button, confirm, heading, hold, leave, slot, type Two, tabTo, twoAt } from './diner.ts'

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
async function twoAtOneTable({ holdMs }: { holdMs: number }): Promise<Two> {
  const two = await twoAt(hub, browser, { name: 'One Table', settings: { tables: oneTable, holdMs } })
  await Promise.all([two.anna, two.ben].map((page) => lastTable(page).waitFor()))
  return two
}

const lastTable = (page: Page) => slot(page, '19:00', 'few left')

test('a hold by one disappears for the other, says why, and comes back when it runs out', async () => {
  const { anna, ben } = await twoAtOneTable({ holdMs: 12_000 })
  await hold(anna)
  await slot(ben, '19:00', 'full').click()
  await ben.getByText('Somebody is holding the last table.').waitFor()
  await heading(anna, 'The hold ran out').waitFor()
  await lastTable(ben).waitFor()
  await anna.getByRole('link', { name: 'See other times' }).click()
  await lastTable(anna).waitFor()
  await leave(anna, ben)
})

test('a time that goes while one looks at it is said to have gone', async () => {
  const { anna, ben } = await twoAtOneTable({ holdMs: 60_000 })
  await lastTable(ben).click()
  await button(ben, 'Hold this table').waitFor()
  await hold(anna)
  await ben.getByText('this time has just gone').waitFor()
  expect(await button(ben, 'Hold this table').count()).toBe(0)
  await leave(anna, ben)
})

test('a hold given back is free for the other at once', async () => {
  const { anna, ben } = await twoAtOneTable({ holdMs: 60_000 })
  await hold(anna)
  await slot(ben, '19:00', 'full').waitFor()
  await button(anna, 'Let it go').click()
  await lastTable(ben).waitFor()
  await leave(anna, ben)
})

test('a hold survives a reload, is confirmed with name and phone, and cancelled', async () => {
  const { anna, ben, venueId } = await twoAtOneTable({ holdMs: 60_000 })
  await hold(anna)
  await anna.reload()
  await heading(anna, 'Held for you').waitFor()
  await anna.getByLabel('Name').fill('Anna Kim')
  await anna.getByLabel('Phone').fill('010 1234')
  await button(anna, 'Confirm').click()
  await anna.getByText('Write the number with its country code').waitFor()
  await confirm(anna)
  await anna.goto(new URL(`/v/${venueId}${new URL(ben.url()).search}`, anna.url()).href)
  await slot(anna, '19:00', 'yours').click()
  await anna.getByRole('link', { name: 'Go to your reservation' }).click()
  await slot(ben, '19:00', 'full').waitFor()
  await button(anna, 'Cancel reservation').click()
  await button(anna, 'Yes, cancel').click()
  await heading(anna, 'Cancelled').waitFor()
  await lastTable(ben).waitFor()
  await anna.getByRole('link', { name: 'My reservations' }).click()
  await anna.getByRole('listitem').filter({ hasText: 'cancelled' }).waitFor()
  await leave(anna, ben)
})

test('a table is held and confirmed with the keyboard alone', async () => {
  const { anna, ben } = await twoAtOneTable({ holdMs: 60_000 })
  await tabTo(anna, lastTable(anna))
  await anna.keyboard.press('Enter')
  await tabTo(anna, button(anna, 'Hold this table'))
  await anna.keyboard.press('Enter')
  await heading(anna, 'Held for you').waitFor()
  await tabTo(anna, anna.getByLabel('Name'))
  await anna.keyboard.type('Anna Kim')
  await anna.keyboard.press('Tab')
  await anna.keyboard.type('+821012345678')
  await anna.keyboard.press('Enter')
  await heading(anna, 'Your table is booked, Anna Kim').waitFor()
  await leave(anna, ben)
})

test('each language has its own words, and the page says which it is', async () => {
  const { anna, ben } = await twoAtOneTable({ holdMs: 60_000 })
  await anna.getByLabel('Language').selectOption({ label: '한국어' })
  await slot(anna, '19:00', '마감 임박').waitFor()
  await ben.getByLabel('Language').selectOption({ label: '日本語' })
  await slot(ben, '19:00', '残りわずか').waitFor()
  expect(await anna.locator('html').getAttribute('lang')).toBe('ko')
  expect(new URL(ben.url()).searchParams.get('lang')).toBe('ja')
  await leave(anna, ben)
})
