import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { en } from '../../client-sdk/apps/diner/account/messages/en.ts'
import { messages } from '../../client-sdk/apps/diner/messages.ts'
import { setStage } from '../screens/stage.ts'
import { allStates } from '../screens/states/all.ts'
import { makeWorld, type World } from '../screens/world.ts'
import { launchBrowser, visit } from '../support/browser.ts'
import { connect } from '../support/client.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { codeTo, registerAs } from '../support/people.ts'

const t = messages.en
const password = 'a table by the window'

let browser: Browser
let hub: TestHub
let world: World

beforeAll(async () => {
  ;[browser, hub] = await Promise.all([launchBrowser(), startHub()])
  world = await makeWorld(hub)
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

describe('nobody is kept out by', () => {
  for (const { name, make } of allStates) {
    test(`the screen "${name}", in light and in dark`, async () => {
      await using set = setStage({ browser, hub, world, language: 'en', dressed: false })
      const page = await make(set.stage)
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      expect(await violations(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      // Nothing but the colours is another.
      expect(await violations(page, ['color-contrast'])).toEqual([])
    })
  }
})

/** Each with where it is, so that a failure says what to mend. */
async function violations(page: Page, rules?: string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(
    (only) => (window as unknown as { axe: typeof axe }).axe.run(only === undefined ? {} : { runOnly: only }),
    rules,
  )
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${help} at ${target.join(' ')} (${failureSummary})`),
  )
}

test('what the check finds, it finds: a picture without words is told', async () => {
  const page = await visit(browser, new URL('/login', hub.url(0)))
  await page.locator('h1').waitFor()
  await page.evaluate(() => document.querySelector('main')?.append(new Image(1, 1)))
  expect(await violations(page)).toEqual([expect.stringMatching(/^image-alt/)])
  await page.context().close()
})

test('one logs in with the keyboard alone, and what is wrong is where the focus goes', async () => {
  const person = { email: 'keys@example.com', password, name: 'Ada Byron', language: 'en' as const }
  using client = connect(hub.url(0))
  await registerAs(hub, client, person)
  const page = await visit(browser, new URL('/login?next=/account', hub.url(0)))
  await tabTo(page, en.fields.email.label)
  await page.keyboard.type('not an address')
  await page.keyboard.press('Enter')
  await page.getByText(en.fields.email.wrong).waitFor()
  expect(await focused(page)).toBe(en.fields.email.label)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(person.email)
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe(en.fields.password.label)
  await page.keyboard.type(password)
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe(en.showPassword)
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe(en.login.submit)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: en.account.title }).waitFor()
  expect(await focused(page)).toBe(en.account.title)
  await page.context().close()
})

test('one makes an account with the keyboard alone, and each step begins at its heading', async () => {
  const email = 'new.keys@example.com'
  const page = await visit(browser, new URL('/login', hub.url(0)))
  await tabTo(page, en.login.register)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: en.register.title }).waitFor()
  expect(await focused(page)).toBe(en.register.title)
  await tabTo(page, en.fields.name.label)
  await page.keyboard.type('Ada Byron')
  await tabTo(page, en.fields.email.label)
  await page.keyboard.type(email)
  await tabTo(page, en.fields.password.label)
  await page.keyboard.type(password)
  await tabTo(page, en.fields.language.label)
  await page.keyboard.press('ArrowDown')
  await tabTo(page, en.register.submit)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: en.code.title }).waitFor()
  expect(await focused(page)).toBe(en.code.title)
  await tabTo(page, en.fields.code.label)
  await page.keyboard.type(await codeTo(hub, email))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: en.welcome.title }).waitFor()
  expect(await focused(page)).toBe(en.welcome.title)
  await page.context().close()
})

test('from everywhere the first key leads past what stands on every page', async () => {
  const page = await visit(browser, new URL('/login', hub.url(0)))
  await page.locator('h1').waitFor()
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe(t.skip)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe(en.fields.email.label)
  await page.context().close()
})

/** Presses Tab until what is called so has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if ((await focused(page)) === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to ${name} with the Tab key`)
}

/** What has the focus, as it is called: by its own words or its label. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const it = document.activeElement
    if (it === null) return ''
    const label = it instanceof HTMLInputElement || it instanceof HTMLSelectElement ? it.labels?.[0] : undefined
    return (it.getAttribute('aria-label') ?? (label ?? it).textContent ?? '').trim()
  })
}
