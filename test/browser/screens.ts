import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { createClient, memoryStore } from '../../client-sdk/src/index.ts'
import { launchBrowser, visit } from '../support/browser.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { startRedis, startReplicaSet } from '../support/servers.ts'
import { dateAhead, seoul } from '../support/venue.ts'
import { dress } from './dress.ts'

/** Saves a picture of each state of the diner's app to `screens/`; `npx tsx test/browser/screens.ts`, then look. */
const folder = fileURLToPath(new URL('../../screens', import.meta.url))
const date = dateAhead(10)

const longName = '라 메종 드 라 메르 에 뒤 시엘 – 청담 본점'
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } }
const languages = ['ko', 'en', 'ja'] as const
const words = {
  ko: { hold: '이 자리 잡아 두기', name: '예약자 성함', phone: '연락처', confirm: '예약 확정', cancel: '예약 취소' },
  en: { hold: 'Hold this table', name: 'Name', phone: 'Phone', confirm: 'Confirm', cancel: 'Cancel reservation' },
  ja: {
    hold: 'この席を確保する',
    name: 'お名前',
    phone: 'お電話番号',
    confirm: '予約を確定する',
    cancel: '予約をキャンセル',
  },
}

interface Look {
  readonly name: string
  readonly language: (typeof languages)[number]
  readonly options: BrowserContextOptions
}

function looks(): Look[] {
  return Object.entries(sizes).flatMap(([size, viewport]) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      languages.map((language) => ({
        name: `${size}-${colorScheme}-${language}`,
        language,
        options: { viewport, colorScheme, reducedMotion: 'reduce' as const, timezoneId: 'Asia/Seoul' },
      })),
    ),
  )
}

await using mongo = await startReplicaSet({ members: 1 })
await using redis = await startRedis()
await using hub = await startHub({ mongoUri: mongo.uri, redisUrl: `${redis.url}/1` })
const browser = await launchBrowser()
await mkdir(folder, { recursive: true })
try {
  const { night, closed, short } = await seed(hub)
  for (const look of looks()) await walk(browser, look, night)
  const plain: Look = { name: 'phone-light-en', language: 'en', options: { viewport: sizes.phone } }
  await picture(browser, { ...plain, name: 'empty' }, { venue: closed })
  await expire(browser, { ...plain, name: 'expired' }, short)
  await stale(browser, { ...plain, name: 'stale' }, night)
} finally {
  await browser.close()
}

/** A night that is nearly full, a restaurant with a long name, one that is closed, and one whose holds are short. */
async function seed({ seedVenue, nodes }: TestHub): Promise<{ night: string; closed: string; short: string }> {
  const names = { name: longName, city: 'Seoul', cuisine: 'Contemporary French' }
  const { venueId: night } = await seedVenue({ ...names, settings: { holdMs: 300_000 } })
  const { venueId: closed } = await seedVenue({
    name: 'Sora',
    settings: { weekly: Array.from({ length: 7 }, () => []) },
  })
  const { venueId: short } = await seedVenue({ name: 'Quick Bite', settings: { holdMs: 3000 } })
  for (const [i, time] of ['18:00', '18:00', '18:00', '20:00', '20:30'].entries()) {
    const client = createClient({ url: nodes[0]?.url ?? '', storage: memoryStore() })
    await client.session.guest()
    const held = await client.call('hold.create', { venueId: night, date, startsAt: seoul(date, time), party: 2 })
    const guest = { name: 'Guest', phone: `+82109999000${i}` }
    await client.call('reservation.confirm', { reservationId: held.reservationId, guest })
    client.close()
  }
  return { night, closed, short }
}

async function open(browser: Browser, look: Look, query: Record<string, string>): Promise<Page> {
  const given = new URLSearchParams({ date, party: '2', lang: look.language, ...query })
  const page = await visit(browser, new URL(`?${given}`, hub.nodes[0]?.url), {
    ...look.options,
    prepare: (page) => dress(page, longName),
  })
  await page.getByText('●').first().waitFor()
  return page
}

async function picture(browser: Browser, look: Look, query: Record<string, string>): Promise<void> {
  const page = await open(browser, look, query)
  await shoot(page, look.name)
  await page.context().close()
}

/** From the slots to a ticket. */
async function walk(browser: Browser, look: Look, venue: string): Promise<void> {
  const page = await open(browser, look, { venue })
  const { hold, name, phone, confirm, cancel } = words[look.language]
  const button = (text: string | RegExp) => page.getByRole('button', { name: text })
  await button(/^19:00/).waitFor()
  await shoot(page, `${look.name}-1-slots`)
  await page.locator('.slot', { hasText: '19:00' }).click()
  await page.locator('.asked p').first().waitFor()
  await shoot(page, `${look.name}-2-why-not`)
  await page.locator('.slot', { hasText: '21:00' }).click()
  await shoot(page, `${look.name}-3-asked`)
  await button(hold).click()
  await page.getByRole('timer').waitFor()
  await button(confirm).click()
  await shoot(page, `${look.name}-4-held`)
  await page.getByLabel(name).fill('김하은')
  await page.getByLabel(phone).fill('+82 10 1234 5678')
  await button(confirm).click()
  await button(cancel).first().click()
  await shoot(page, `${look.name}-5-ticket`)
  await page.locator('.place .grave').click()
  await page.locator('.place.cancelled').waitFor()
  await shoot(page, `${look.name}-6-cancelled`)
  await page.context().close()
}

async function expire(browser: Browser, look: Look, venue: string): Promise<void> {
  const page = await open(browser, look, { venue })
  await page.getByRole('button', { name: /^19:00/ }).click()
  await page.getByRole('button', { name: words.en.hold }).click()
  await page.locator('.place.expired').waitFor()
  await shoot(page, look.name)
  await page.context().close()
}

/** An open websocket stays "open" while its messages vanish: only the missing beacon tells. */
async function stale(browser: Browser, look: Look, venue: string): Promise<void> {
  const page = await open(browser, look, { venue })
  await page.context().setOffline(true)
  await page.locator('.freshness.stale').first().waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: /^21:00/ }).click()
  await shoot(page, look.name)
  await page.context().close()
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
