import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Language } from '../../client-sdk/apps/common/language.ts'
import { demoReplies } from '../../server/core/demo/cannedReplies.ts'
import type { TestHub } from '../support/hub.ts'
import { dress } from './dress.ts'
import { lettersOf, sizes, wordsIn } from './looks.ts'
import { type Device, newDevice } from './people.ts'
import { guestNames, longNames, type World } from './world.ts'

/** What a state is made with: a hub, its restaurants, people, and a browser in one language. */
export interface Stage extends ReturnType<typeof wordsIn> {
  readonly hub: TestHub
  readonly world: World
  readonly language: Language
  /** Somebody's device, before a browser looks; `somebody` hands it over. */
  device(): Device
  /** A page at an address of the app, on a new device or on one where something was done before. */
  open(path: string, options?: Visit): Promise<Page>
}

export interface Visit {
  readonly somebody?: Device
  /** Before anything is loaded. */
  readonly prepare?: (page: Page) => Promise<void>
  readonly device?: BrowserContextOptions
}

/** A named state of a screen; where it ends, a picture is taken. */
export interface State {
  readonly name: string
  readonly make: (stage: Stage) => Promise<Page>
}

const locales: Record<Language, string> = { ko: 'ko-KR', en: 'en-GB', ja: 'ja-JP' }

/** Whatever was opened is closed with it. */
export function setStage(options: {
  browser: Browser
  hub: TestHub
  world: World
  language: Language
  /** With letters of every script, for who looks at it. @default true */
  dressed?: boolean
}) {
  const { browser, hub, world, language, dressed = true } = options
  const contexts: BrowserContext[] = []
  const devices: Device[] = []

  const stage: Stage = {
    hub,
    world,
    language,
    ...wordsIn(language),
    device() {
      const device = newDevice(hub.url(0))
      devices.push(device)
      return device
    },
    async open(path, { somebody, prepare, device = {} } = {}) {
      const context = await browser.newContext({
        viewport: sizes.phone,
        reducedMotion: 'reduce',
        locale: locales[language],
        timezoneId: 'Asia/Seoul',
        serviceWorkers: 'block',
        ...device,
      })
      contexts.push(context)
      if (dressed) await dress(context, lettersOf(language) + JSON.stringify([longNames, guestNames, demoReplies]))
      // The browser goes on where the device was: of one session two must not renew.
      somebody?.client.close()
      await context.addInitScript(remember, [...(somebody?.stored ?? []), ['couvert.language', language] as const])
      const page = await context.newPage()
      await prepare?.(page)
      await page.goto(new URL(path, hub.url(0)).href)
      await page.locator('h1').waitFor()
      return page
    },
  }

  return {
    stage,
    async [Symbol.asyncDispose]() {
      for (const device of devices) device[Symbol.dispose]()
      await Promise.all(contexts.map((context) => context.close()))
    },
  }
}

/** Only where nothing is yet: a reload finds what the page has written meanwhile. */
function remember(items: readonly (readonly [string, string])[]): void {
  if (localStorage.getItem('couvert.language') !== null) return
  for (const [key, value] of items) localStorage.setItem(key, value)
}
