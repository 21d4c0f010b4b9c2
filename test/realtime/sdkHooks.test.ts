import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, memoryStore } from '../../client-sdk/src/index.ts'
import { hashPassword } from '../../server/core/identity/passwords.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { launchBrowser } from '../support/browser.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, oneTable, seoul } from '../support/venue.ts'
import type { Asked } from '../unit/client-sdk/hooksPage.tsx'

const soon = { timeout: 30_000, interval: 50 }
const date = dateAhead(7)
const startsAt = seoul(date, '19:00')
const yearMs = 365 * 86_400_000

let hub: TestHub
let browser: Browser
let script: string

beforeAll(async () => {
  ;[hub, browser, script] = await Promise.all([startHub(), launchBrowser(), bundled()])
})

afterAll(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

/** The page of the hooks as one script, with the React that the apps have. */
async function bundled(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL('../unit/client-sdk/hooksPage.tsx', import.meta.url)), formats: ['es'] },
    },
  })
  const [chunk] = [result].flat().flatMap((it) => ('output' in it ? it.output : []))
  if (chunk?.type !== 'chunk') throw new Error('the page was not bundled')
  return chunk.code
}

/** Two restaurants of one table each, and somebody who looks at the page of the hooks; `say` reads what a hook says. */
async function open({ prepare }: { prepare?: (page: Page) => Promise<unknown> } = {}) {
  const named = ['Anna’s', 'Ben’s'].map((name) => hub.seedVenue({ name, settings: { tables: oneTable } }))
  const venues = (await Promise.all(named)).map(({ venueId }) => venueId)
  const asked: Asked = { venues, date, startsAt }
  const page = await (await browser.newContext()).newPage()
  await prepare?.(page)
  const body = `<!doctype html><title>hooks</title><div id="page"></div>
<script>window.asked = ${JSON.stringify(asked)}</script><script type="module" src="/hooks/page.js"></script>`
  await page.route('**/hooks', (route) => route.fulfill({ contentType: 'text/html', body }))
  await page.route('**/hooks/page.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
  await page.goto(`${hub.url(0)}/hooks`)
  const says = (name: string) =>
    expect.poll(async () => JSON.parse((await page.locator(`#${name}`).textContent()) ?? 'null') as unknown, soon)
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const [anna = '', ben = ''] = venues
  return { page, says, press, anna, ben, close: () => page.context().close() }
}

/** What a hook says from now on, each state that was drawn; some last for a few milliseconds. */
async function everythingSaid(page: Page, name: string): Promise<() => Promise<unknown[]>> {
  const said = await page.locator(`#${name}`).evaluateHandle((place) => {
    const texts: string[] = []
    const look = new MutationObserver(() => void texts.push(place.textContent ?? ''))
    look.observe(place, { childList: true, characterData: true, subtree: true })
    return texts
  })
  return async () => (await said.jsonValue()).map((text) => JSON.parse(text) as unknown)
}

test('a feed is followed while somebody wants it, and shows what others do', async () => {
  const { says, press, anna, close } = await open()
  await says('slots').toEqual(['catching-up', null])
  await press(`choose ${anna}`)
  await says('slots').toEqual(['live', 'f'])
  const other = createClient({ url: hub.url(0), storage: memoryStore() })
  await other.session.guest()
  await other.call('hold.create', { venueId: anna, date, startsAt, party: 2 })
  await says('slots').toEqual(['live', 'x'])
  other.close()
  await press('choose none')
  await says('slots').toEqual(['catching-up', null])
  await close()
})

test('a double tap runs once, and a refusal stays to be read until it is put away', async () => {
  const { page, says, press, anna, close } = await open()
  await press(`choose ${anna}`)
  await page.evaluate(() => window.client.session.guest())
  await page
    .getByRole('button', { name: 'hold', exact: true })
    .evaluate((button: HTMLButtonElement) => [button, button].map((it) => it.click()))
  await says('runs').toEqual([false, true])
  await says('hold').toEqual([false, 'held', null])
  expect(Object.keys((await hub.book(anna, date))?.claims ?? {})).toHaveLength(1)
  await press('hold')
  await says('hold').toEqual([false, null, 'slot_unavailable'])
  await says('runs').toEqual([false, true, false])
  await press('reset')
  await says('hold').toEqual([false, null, null])
  await close()
})

test('a query answers to its input only, and keeps the newest answer beside it', async () => {
  const { page, says, press, anna, ben, close } = await open()
  await says('venue').toEqual([null, null, false])
  await press(`choose ${anna}`)
  await says('venue').toEqual(['Anna’s', 'Anna’s', false])
  const said = await everythingSaid(page, 'venue')
  await press(`choose ${ben}`)
  await says('venue').toEqual(['Ben’s', 'Ben’s', false])
  expect(await said()).toEqual([
    [null, 'Anna’s', true],
    ['Ben’s', 'Ben’s', false],
  ])
  await press('choose none')
  await says('venue').toEqual([null, 'Ben’s', false])
  await close()
})

test('a query is asked again when another person speaks, and what the last one read is gone', async () => {
  const { page, says, close } = await open()
  await says('profile').toEqual([null, 'unauthenticated'])
  const _id = newId()
  await hub.openAccount({ _id, passwordHash: await hashPassword('correct horse') })
  const entered = { email: `${_id}@example.com`, password: 'correct horse' }
  await page.evaluate((input) => window.client.session.open('session.login', input), entered)
  await says('session').toEqual(['open', 'account'])
  await says('profile').toEqual(['Somebody', null])
  await page.evaluate(() => window.client.session.logout())
  await says('session').toEqual(['none', null])
  await says('profile').toEqual([null, 'unauthenticated'])
  await close()
})

test('the clock shows the hub’s time on a device that is a year behind', async () => {
  const { page, says, close } = await open({
    prepare: (it) =>
      it.addInitScript((behindMs) => {
        const now = Date.now
        Date.now = () => now() - behindMs
      }, yearMs),
  })
  const clock = async () => JSON.parse((await page.locator('#clock').textContent()) ?? '0') as number
  expect(Date.now() - (await clock())).toBeGreaterThan(yearMs / 2)
  await page.evaluate(() => window.client.session.guest())
  await says('session').toEqual(['open', 'guest'])
  await expect.poll(async () => Math.abs(Date.now() - (await clock())), soon).toBeLessThan(yearMs / 2)
  expect((await clock()) % 100).toBe(0)
  await close()
})
