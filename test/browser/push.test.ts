import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeviceDocument } from '../../server/core/identity/documents.ts'
import { book, newDevice } from '../screens/people.ts'
import { launchBrowser, visit } from '../support/browser.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { type LocalDevices, startLocalDevices } from '../support/localDevices.ts'
import { type Before, deliver, type Notices, pretendNotices, screenOf } from '../support/notices.ts'
import { button, confirm, date, hold, leave, live, phone, reservationOn, venueAt } from './diner.ts'

const offer = 'Tell me on this device'
const stop = 'Stop telling me here'
const on = 'You are told on this device.'
const soon = { timeout: 30_000 }

let browser: Browser
let devices: LocalDevices
let hub: TestHub

beforeAll(async () => {
  ;[browser, devices] = await Promise.all([launchBrowser(), startLocalDevices()])
  hub = await startHub(devices)
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
  await devices?.[Symbol.asyncDispose]()
})

const registered = (at = hub) => at.db.collection<DeviceDocument>('devices')

interface Visit {
  readonly at?: TestHub
  readonly before?: Before
  /** What the person says once the browser asks. */
  readonly answer?: NotificationPermission
  readonly prepare?: (page: Page) => Promise<void>
}

const seed = (at: TestHub) => at.seedVenue({ name: 'Maison Hae', localNames: { ko: '메종 해', ja: null } })

/** Somebody at the page of a booking that they made before. */
async function booked({ at = hub, before = 'default', answer = 'granted', prepare }: Visit = {}) {
  const { venueId } = await seed(at)
  using device = newDevice(at.url(0))
  const reservationId = await book(device, { venueId, date, time: '19:00' })
  const items = [...device.stored]
  let notices: Notices | null = null
  const page = await visit(browser, new URL(`/r/${reservationId}?lang=en`, at.url(0)), {
    ...phone,
    async prepare(it) {
      notices = await pretendNotices(it, before, answer)
      await it.addInitScript((stored) => {
        // Only where nothing is yet: a reload finds what the page has written meanwhile.
        if (localStorage.length === 0) for (const [key, value] of stored) localStorage.setItem(key, value)
      }, items)
      await prepare?.(it)
    },
  })
  return { page, asked: () => notices?.asked() }
}

/** The page is told from now on. */
async function turnOn(page: Page): Promise<void> {
  const listening = page.waitForResponse(/\/pushes$/)
  await button(page, offer).click()
  await page.getByText(on).waitFor()
  await listening
}

test('asked only after a booking, told what becomes of it in their language, and led to it by a tap', async () => {
  const { venueId } = await seed(hub)
  let notices: Notices | null = null
  const page = await visit(browser, venueAt(hub.url(0), venueId), {
    ...phone,
    prepare: async (it) => void (notices = await pretendNotices(it, 'default')),
  })
  const asked = () => notices?.asked()
  await live(page)
  await hold(page)
  await confirm(page)
  await button(page, offer).waitFor()
  expect(await asked()).toBe(0)
  await turnOn(page)
  expect(await asked()).toBe(1)
  expect(await registered().countDocuments({ platform: 'web', language: 'en' })).toBe(1)
  const screen = await screenOf(page)
  const path = `/r/${reservationOn(page)}`

  await button(page, 'Cancel reservation').click()
  await button(page, 'Yes, cancel').click()
  const cancelled = async () => (await screen.shown()).find(({ title }) => title === 'Your reservation is cancelled')
  await expect.poll(cancelled, soon).toMatchObject({
    body: expect.stringMatching(/^Maison Hae, .+ 19:00$/),
    lang: 'en',
    tag: expect.stringMatching(/^\w{20,32}$/),
    data: { path },
  })
  expect(JSON.stringify(await screen.shown())).not.toContain('Anna')
  expect(devices.list()[0]?.device).toMatch(/^Chrome on /)

  await screen.tap({ path })
  await page.goto(new URL('/', page.url()).href)
  await screen.tap({ path })
  await screen.tap({ path: '//elsewhere.example' })
  const { origin } = new URL(page.url())
  expect(await screen.led()).toEqual(['the page that is open', `${origin}${path}`, `${origin}/notices`])
  await leave(page)
})

test('a push shows under its own name what the push service brings, and something where that cannot be read', async () => {
  const page = await visit(browser, new URL('/', hub.url(0)))
  const screen = await screenOf(page)
  const notification = { title: 'See you soon', body: 'Maison Hae, today 19:00', tag: 'k1', lang: 'en' }
  await deliver(page, { notification, data: { path: '/r/one' }, from: '1' })
  await deliver(page, { data: 'of somebody else' })
  const icon = '/icon-192.png'
  await expect
    .poll(() => screen.shown(), soon)
    .toEqual([
      { ...notification, icon, data: { path: '/r/one' } },
      { title: 'Couvert', icon, data: { path: '/notices' } },
    ])
  await leave(page)
})

test('while somebody is told, every start says so again in the language of the app; switched off, nothing is left', async () => {
  const { page } = await booked()
  await turnOn(page)
  const mine = async () => registered().find().sort({ seenAt: -1 }).next()
  const first = await mine()
  await page.goto(page.url().replace('lang=en', 'lang=ko'))
  await expect.poll(async () => (await mine())?.language, soon).toBe('ko')
  expect((await mine())?._id).toBe(first?._id)
  await page.goto(page.url().replace('lang=ko', 'lang=en'))
  await button(page, stop).click()
  await button(page, offer).waitFor()
  expect(await registered().countDocuments({ _id: first?._id ?? '' })).toBe(0)
  await page.reload()
  await button(page, offer).waitFor()
  await leave(page)
})

test('who says no to the browser is shown how to undo it, and who does not answer may be asked again', async () => {
  const refused = await booked({ answer: 'denied' })
  await button(refused.page, offer).click()
  await refused.page.getByText('This browser blocks notices').waitFor()
  expect(await button(refused.page, offer).count()).toBe(0)
  await leave(refused.page)

  const silent = await booked({ answer: 'default' })
  await button(silent.page, offer).click()
  await silent.page.getByText('so nothing was switched on').waitFor()
  await button(silent.page, offer).click()
  await expect.poll(() => silent.asked(), soon).toBe(2)
  await leave(silent.page)
})

/** As the console gives it; nobody's. */
const firebase = {
  via: 'firebase',
  projectId: 'couvert-test',
  appId: '1:1234567890:web:0123456789abcdef',
  apiKey: `AIza${'x'.repeat(35)}`,
  messagingSenderId: '1234567890',
  vapidKey: 'BKagOny0KF_2pCJQ3m8G7HGYyl-0AtbzXhJyqTPRCDGpS8fLJ9mDlG0yb-zFX1BiA9nZrX0v1X1fXyqzYJwBpWQ',
} as const

test('with Firebase its own library gets the token, from where the page may ask, for our own service worker', async () => {
  await using at = await startHub({ webPush: firebase })
  const token = 'fid-of-this-browser:APA91b-a-token-of-firebase'
  const subscribed: unknown[] = []
  const prepare = async (it: Page) => {
    await it.addInitScript(pretendPushService)
    await it.route('https://firebaseinstallations.googleapis.com/**', (route) =>
      route.fulfill({
        json: {
          fid: 'dIsVQ2QVRT-TW7L6VfeAMh',
          refreshToken: 'refresh',
          authToken: { token: 'installation', expiresIn: '604800s' },
        },
      }),
    )
    await it.route('https://fcmregistrations.googleapis.com/**', (route) => {
      subscribed.push(route.request().postDataJSON())
      return route.fulfill({ json: { token } })
    })
  }
  const { page } = await booked({ at, prepare })
  await button(page, offer).click()
  await page.getByText(on).waitFor()
  expect(await registered(at).countDocuments({ platform: 'web' })).toBe(1)
  expect(subscribed[0]).toMatchObject({
    web: { endpoint: 'https://push.example/1', applicationPubKey: firebase.vapidKey },
  })
  await leave(page)
})

/** The browser's own push service is Google's, too. */
function pretendPushService(): void {
  const key = () => new Uint8Array(65).buffer
  const subscription = {
    endpoint: 'https://push.example/1',
    getKey: key,
    options: { applicationServerKey: key() },
    unsubscribe: () => Promise.resolve(true),
  }
  PushManager.prototype.subscribe = () => Promise.resolve(subscription as unknown as PushSubscription)
  PushManager.prototype.getSubscription = () => Promise.resolve(null)
}
