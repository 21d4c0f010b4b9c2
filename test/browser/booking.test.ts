import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, visit } from '../support/browser.ts'
import { untilFound } from '../support/found.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { oneTable } from '../support/venue.ts'
import {
  button,
  confirm,
  date,
  heading,
  hold,
  leave,
  live,
  ownNumber,
  phone,
  reservationOn,
  slot,
  twoAt,
  venueAt,
} from './diner.ts'

let browser: Browser
let hub: TestHub

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub({ nodes: 2 })])
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

/** Somebody at a restaurant's page, at the first node. */
async function one(venueId: string, words: Readonly<Record<string, string>> = {}): Promise<Page> {
  const page = await visit(browser, venueAt(hub.url(0), venueId, words), phone)
  await page.locator('.slot').first().waitFor()
  return page
}

test('from the search to a ticket: found, held in three taps, reloaded, confirmed, in the calendar', async () => {
  await hub.seedVenue({ name: 'Halmoni Sikdang', settings: { holdMs: 60_000 } })
  await untilFound(hub, ['Halmoni Sikdang'])
  const page = await visit(browser, new URL(`/?date=${date}&lang=en`, hub.url(0)), phone)
  await page.getByLabel('Restaurant, city or cuisine').fill('halmoni')
  await page.getByRole('link', { name: '19:00', exact: true }).click()
  await button(page, 'Hold this table').click()
  await heading(page, 'Held for you').waitFor()
  await page.reload()
  await page.getByRole('timer').waitFor()
  await confirm(page)
  await page.getByText('Halmoni Sikdang').first().waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Add to calendar').click()])
  expect(download.suggestedFilename()).toBe(`couvert-${date}.ics`)
  expect(await readFile(await download.path(), 'utf8')).toContain('Halmoni Sikdang')
  await leave(page)
})

test('of two who want the last table one has it, and the other is offered the nearest days', async () => {
  const { anna, ben } = await twoAt(hub, browser, {
    name: 'One Sitting',
    settings: { tables: oneTable, holdMs: 60_000, weekly: Array.from({ length: 7 }, () => [sitting]) },
  })
  await Promise.all([anna, ben].map((page) => slot(page, '19:00', 'few left').click()))
  await Promise.all([anna, ben].map((page) => button(page, 'Hold this table').waitFor()))
  // Both press; neither waits to see whether the other was faster.
  await Promise.all(
    [anna, ben].map((page) =>
      button(page, 'Hold this table')
        .click({ timeout: 2000 })
        .catch(() => null),
    ),
  )
  const winner = await Promise.race(
    [anna, ben].map((page) =>
      heading(page, 'Held for you')
        .waitFor()
        .then(() => page),
    ),
  )
  const loser = winner === anna ? ben : anna
  await loser
    .getByText(/this time has just gone|Somebody is holding the last table/)
    .first()
    .waitFor()
  const days = loser.locator('.chosen .nearest .chip')
  await days.nth(2).waitFor()
  expect(await heading(loser, 'Held for you').count()).toBe(0)
  await days.first().click()
  await button(loser, 'Hold this table').click()
  await heading(loser, 'Held for you').waitFor()
  await leave(anna, ben)
})

test('a time that goes keeps its place for a moment, and its neighbours are offered', async () => {
  const { anna, ben } = await twoAt(hub, browser, {
    name: 'Short Turns',
    settings: { tables: oneTable, holdMs: 60_000, turnTimes: [{ upTo: 100, minutes: 30 }] },
  })
  await slot(ben, '19:30', 'few left').click()
  await button(ben, 'Hold this table').waitFor()
  await hold(anna, '19:30')
  await slot(ben, '19:30', 'just gone').waitFor()
  await slot(ben, '19:30', 'full').waitFor()
  const near = ben.locator('.chosen .nearest .chip')
  expect(await near.allTextContents()).toEqual(['18:30', '19:00', '20:00'])
  await near.first().click()
  await button(ben, 'Hold this table').click()
  await heading(ben, 'Held for you').waitFor()
  await leave(anna, ben)
})

test('a hold that runs out under one’s eyes says that nothing was booked, and is held again with one tap', async () => {
  const { venueId } = await hub.seedVenue({ name: 'Quick', settings: { tables: oneTable, holdMs: 8000 } })
  const page = await one(venueId)
  await hold(page)
  await page.getByLabel('Name').fill('Anna Kim')
  await heading(page, 'The hold ran out').waitFor()
  await page.getByText('Nothing was booked.').waitFor()
  await button(page, 'Hold it again').click()
  await heading(page, 'Held for you').waitFor()
  expect(await page.getByLabel('Name').inputValue()).toBe('Anna Kim')
  await leave(page)
})

test('a hold in hand is moved and not doubled, also to a time that only its own table makes free', async () => {
  const { venueId } = await hub.seedVenue({ name: 'Mover', settings: { tables: oneTable, holdMs: 60_000 } })
  const page = await one(venueId)
  await hold(page)
  const held = reservationOn(page)
  await page.getByRole('link', { name: 'See other times' }).click()
  await slot(page, '19:00', 'yours').waitFor()
  await slot(page, '19:30', 'full').click()
  await button(page, 'Hold this time instead').click()
  await heading(page, 'Held for you').waitFor()
  await page.getByText('19:30').waitFor()
  expect(reservationOn(page)).toBe(held)
  await leave(page)
})

test('who holds as many as one may is shown what it is, and can let one go there and then', async () => {
  const { venueId } = await hub.seedVenue({ name: 'Many', settings: { holdMs: 60_000 } })
  const page = await one(venueId)
  for (const night of [1, 2, 3]) {
    await hold(page)
    await page.goto(venueAt(hub.url(0), venueId, { date: later(night) }).href)
    await live(page)
  }
  await slot(page, '19:00', 'f').click()
  await button(page, 'Hold this table').click()
  const refusal = page.getByRole('alert')
  await refusal.getByText('You hold as many tables as one may').waitFor()
  expect(await refusal.getByRole('listitem').count()).toBe(3)
  await refusal.getByRole('button', { name: 'Let it go' }).first().click()
  await refusal.getByRole('button', { name: 'Try again' }).click()
  await heading(page, 'Held for you').waitFor()
  await leave(page)
})

test('a hold is seen on every page, counting down, until it is gone on with', async () => {
  const { venueId } = await hub.seedVenue({ name: 'Everywhere', settings: { holdMs: 60_000 } })
  const page = await one(venueId)
  await hold(page)
  await page.getByRole('link', { name: 'Couvert, find a table' }).click()
  const strip = page.getByRole('link', { name: /Held for you, 0:\d\d left/ })
  await strip.click()
  await page.getByRole('timer').waitFor()
  expect(await strip.count()).toBe(0)
  await leave(page)
})

test('whoever has the link of a booking sees and cancels it on another device, and nothing else changes there', async () => {
  const { anna, ben } = await twoAt(hub, browser, { name: 'By Link', settings: { holdMs: 60_000 } })
  await hold(anna)
  await confirm(anna)
  await hold(ben, '20:00')
  await anna.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await button(anna, 'Copy link').click()
  await anna.getByText('Copied.').waitFor()
  const address = new URL(await anna.evaluate(() => navigator.clipboard.readText()))
  expect(address.hash).toMatch(/^#[0-9a-z]{26}$/)
  await ben.goto(new URL(address.pathname + address.hash, hub.url(1)).href)
  await heading(ben, 'Your table is booked').waitFor()
  await ben.getByRole('link', { name: /Held for you/ }).waitFor()
  await button(ben, 'Cancel reservation').click()
  await button(ben, 'Yes, cancel').click()
  await heading(ben, 'Cancelled').waitFor()
  await heading(anna, 'Cancelled').waitFor()
  await ben.getByRole('link', { name: /Held for you/ }).click()
  await heading(ben, 'Held for you').waitFor()
  await leave(anna, ben)
})

test('a link that leads nowhere, and somebody else’s reservation, are said to be nothing to see', async () => {
  const { anna, ben } = await twoAt(hub, browser, { name: 'Private', settings: { holdMs: 60_000 } })
  await hold(anna)
  const path = `/r/${reservationOn(anna)}`
  await ben.goto(new URL(path, hub.url(1)).href)
  await heading(ben, 'This reservation cannot be shown here').waitFor()
  await ben.goto(new URL(`${path}#${'0'.repeat(26)}`, hub.url(1)).href)
  await ben.getByText('This link has ended.').waitFor()
  await leave(anna, ben)
})

test('in Korean and Japanese a guest is addressed by name, with honour', async () => {
  const { venueId } = await hub.seedVenue({ name: 'Honour', settings: { holdMs: 60_000 } })
  const said = {
    ko: {
      hold: '이 자리 잡아 두기',
      name: '예약자 성함',
      phone: '연락처',
      confirm: '예약 확정',
      title: '김하은 님, 예약이 확정되었습니다',
    },
    ja: {
      hold: 'この席を確保する',
      name: 'お名前',
      phone: 'お電話番号',
      confirm: '予約を確定する',
      title: '김하은 様、ご予約を承りました',
    },
  }
  for (const [lang, words] of Object.entries(said)) {
    const page = await one(venueId, { lang, at: lang === 'ko' ? '18:00' : '20:30' })
    await button(page, words.hold).click()
    await page.getByLabel(words.name).fill('김하은')
    await page.getByLabel(words.phone).fill(ownNumber())
    await button(page, words.confirm).click()
    await heading(page, words.title).waitFor()
    await leave(page)
  }
})

test('what is missing comes into sight below the clock, which stays there', async () => {
  const { venueId } = await hub.seedVenue({ name: 'In sight', settings: { holdMs: 60_000 } })
  const page = await one(venueId)
  await hold(page)
  await button(page, 'Confirm').click()
  const name = page.getByLabel('Name')
  await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true)
  const between = await page.evaluate(() => {
    const clock = document.querySelector('.booking .clock')?.getBoundingClientRect().bottom ?? Number.NaN
    const label = document.querySelector('label[for]')?.getBoundingClientRect().top ?? Number.NaN
    return label - clock
  })
  expect(between).toBeGreaterThanOrEqual(0)
  await leave(page)
})

test('what the hub finds wrong is said at the field it names', async () => {
  const { venueId } = await hub.seedVenue({ name: 'Strict', settings: { holdMs: 60_000 } })
  const page = await one(venueId)
  await hold(page)
  await page.getByLabel('Name').fill('Anna Kim')
  await page.getByLabel('Phone').fill('+821012345678')
  // Fits what the page knows of addresses, and not what the hub does.
  await page.getByLabel('E-mail').fill('anna@kim..kr')
  await button(page, 'Confirm').click()
  await page.getByText('This is not quite an e-mail address.').waitFor()
  expect(await page.getByLabel('E-mail').evaluate((field) => field === document.activeElement)).toBe(true)
  await leave(page)
})

const sitting = {
  id: 'dinner',
  name: 'Dinner',
  opens: '19:00',
  lastSeating: '19:00',
  slotMinutes: 30,
  pacing: {
    intervalMinutes: 30,
    maxParties: null,
    maxCovers: null,
    maxOnlineParties: null,
    maxOnlineCovers: null,
    maxPresentCovers: null,
  },
}

function later(days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}
