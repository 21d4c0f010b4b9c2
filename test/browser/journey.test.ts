import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, visit } from '../support/browser.ts'
import { untilFound } from '../support/found.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { codeTo } from '../support/people.ts'
import { phone } from './diner.ts'
import { travel } from './journey.ts'

const zones = { ko: 'Asia/Seoul', en: 'Europe/London', ja: 'Asia/Tokyo' }

let browser: Browser
let hub: TestHub

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub()])
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

test.each([
  ['ko', { name: '김하은', phone: '010-1234-5678', email: 'haeun@example.com' }],
  ['en', { name: 'Ada Byron', phone: '+44 7700 900123', email: 'ada@example.com' }],
  ['ja', { name: '佐藤 花子', phone: '090-1234-5678', email: 'hanako@example.com' }],
] as const)(
  'in %s: found, held, confirmed without an account, made into an account, moved to another date, cancelled',
  async (language, who) => {
    const name = `Maison ${language}`
    const { venueId } = await hub.seedVenue({ name, settings: { zone: zones[language] } })
    await untilFound(hub, [name])
    const page = await visit(browser, new URL(`/?lang=${language}`, hub.url(0)), phone)
    await travel(page, language, who, name, { codeTo: (email) => codeTo(hub, email) })
    const rows = () => hub.db.collection('reservations').find({ venueId }).toArray()
    const cancelled = { state: 'cancelled', owner: expect.stringMatching(/^account:/) }
    await expect.poll(rows, { timeout: 20_000 }).toEqual([expect.objectContaining(cancelled)])
    await page.context().close()
  },
)
