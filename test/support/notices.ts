import type { Page, Worker } from 'playwright-core'

/** What the browser says to notices before anybody is asked; or that it cannot show any. */
export type Before = NotificationPermission | 'unsupported'

export interface Notices {
  /** How often the person was asked on this page. */
  asked(): Promise<number>
}

/**
 * Chromium without a screen shows no notices and lets nobody have any: here it answers as one with a screen would, also
 * after a reload. Before the page is loaded.
 *
 * @param answer of the person, once asked
 */
export async function pretendNotices(
  page: Page,
  before: Before,
  answer: NotificationPermission = 'granted',
): Promise<Notices> {
  await page.addInitScript(pretend, { before, answer })
  return { asked: () => page.evaluate(() => Number(sessionStorage.getItem('test.asked'))) }
}

function pretend({ before, answer }: { before: Before; answer: NotificationPermission }): void {
  if (before === 'unsupported') {
    Reflect.deleteProperty(window, 'PushManager')
    return
  }
  // A method: for a function that is named by where it stands a compiler may want help, which the page does not have.
  Object.defineProperty(Notification, 'permission', {
    get() {
      return sessionStorage.getItem('test.permission') ?? before
    },
  })
  Notification.requestPermission = () => {
    sessionStorage.setItem('test.asked', String(Number(sessionStorage.getItem('test.asked')) + 1))
    if (answer !== 'default') sessionStorage.setItem('test.permission', answer)
    return Promise.resolve(Notification.permission)
  }
}

export interface ShownNotice {
  readonly title: string
  readonly body?: string
  readonly tag?: string
  readonly lang?: string
  readonly data: { readonly path: string }
}

/** The page's service worker, and what it would put on the screen. */
export interface Screen {
  shown(): Promise<readonly ShownNotice[]>
  /** Where taps have led to: to a page that was open, or to an address. */
  led(): Promise<readonly string[]>
  tap(data: unknown): Promise<void>
}

interface InWorker {
  shown: ShownNotice[]
  led: string[]
  readonly registration: ServiceWorkerRegistration
  readonly clients: { openWindow: (address: string) => Promise<null> }
  readonly WindowClient: { readonly prototype: { focus: () => Promise<unknown> } }
}

export async function screenOf(page: Page): Promise<Screen> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const [worker] = page.context().serviceWorkers()
  if (worker === undefined) throw new Error('the page has no service worker')
  await worker.evaluate(writeDown)
  return {
    shown: () => worker.evaluate(() => (globalThis as unknown as InWorker).shown),
    led: () => worker.evaluate(() => (globalThis as unknown as InWorker).led),
    tap: (data) => tapOn(worker, data),
  }
}

function writeDown(): void {
  const own = globalThis as unknown as InWorker
  own.shown = []
  own.led = []
  own.registration.showNotification = (title, options) => {
    own.shown.push({ title, ...(options as Omit<ShownNotice, 'title'>) })
    return Promise.resolve()
  }
  own.clients.openWindow = (address) => {
    own.led.push(address)
    return Promise.resolve(null)
  }
  own.WindowClient.prototype.focus = () => {
    own.led.push('the page that is open')
    return Promise.resolve(null)
  }
}

/** An event that a script made keeps no worker awake, so it waits itself. */
async function tapOn(worker: Worker, data: unknown): Promise<void> {
  await worker.evaluate(async (tapped) => {
    const event = new Event('notificationclick')
    let done: Promise<unknown> = Promise.reject(new Error('nobody heard the tap'))
    const waitUntil = (work: Promise<unknown>) => {
      done.catch(() => undefined)
      done = work
    }
    Object.assign(event, { notification: { data: tapped, close: () => undefined }, waitUntil })
    dispatchEvent(event)
    await done
  }, data)
}

/** As the browser's push service brings it. */
export async function deliver(page: Page, message: object): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL === `${origin}/`)
      if (ours !== undefined) resolve(ours.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  const registrationId = await registered
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(message) })
  await session.detach()
}
