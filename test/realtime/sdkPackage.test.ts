import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { exampleIn, type PackedSdk, packSdk, readmeExample } from '../unit/client-sdk/packedSdk.ts'

const require = createRequire(import.meta.url)
const soon = { timeout: 30_000, interval: 50 }

let hub: TestHub
let sdk: PackedSdk
let browser: Browser

beforeAll(async () => {
  ;[hub, sdk, browser] = await Promise.all([startHub(), packSdk(), launchBrowser()])
  // The example books for today: a zone where it is noon, so that dinner is still to come.
  const offset = 12 - new Date().getUTCHours()
  await hub.seedVenue({ settings: { zone: `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}` } })
})

afterAll(async () => {
  await browser?.close()
  await sdk?.[Symbol.asyncDispose]()
  await hub?.[Symbol.asyncDispose]()
})

test('the example of the README is ten lines, and books a table in Node', async () => {
  const example = await readmeExample(sdk, hub.url(0))
  expect(example.trim().split('\n')).toHaveLength(10)
  await writeFile(join(sdk.project, 'example.mjs'), example)
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['example.mjs'], { cwd: sdk.project })
  expect(stdout).toContain("state: 'confirmed'")
  expect(stderr).toBe('')
})

test('the README of the whole shows the same example, and pictures that are there', async () => {
  const inProject = (path: string) => new URL(`../../${path}`, import.meta.url)
  const readme = await readFile(inProject('README.md'), 'utf8')
  expect(exampleIn(readme)).toBe(exampleIn(await sdk.read('README.md')))
  const pictures = Array.from(readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g), ([, path = '']) => path)
  expect(pictures).toHaveLength(4)
  for (const path of pictures) expect((await readFile(inProject(path))).length).toBeGreaterThan(1000)
})

test('the same example books a table in a browser, from the files as they are', async () => {
  const example = await readmeExample(sdk, hub.url(0))
  const page = await pageOfFiles(example.replace('+821012345678', '+821087654321'))
  const said: unknown[] = []
  page.on('console', async (message) => said.push(await message.args()[0]?.jsonValue()))
  page.on('pageerror', (error) => said.push(String(error)))
  await page.goto(`${hub.url(0)}/bare`)
  await expect.poll(() => said, soon).toMatchObject([{ state: 'confirmed' }])
  await page.context().close()
})

/** A page at the hub's own address that loads the package as it was built, without any bundler. */
async function pageOfFiles(script: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  const socketIo = join(require.resolve('socket.io-client'), '..', '..', '..', 'dist', 'socket.io.esm.min.js')
  const imports = { '@couvert/client': '/sdk/index.js', 'socket.io-client': '/sdk/socket.io.js' }
  const body = `<!doctype html><title>bare</title>
<script type="importmap">${JSON.stringify({ imports })}</script><script type="module">${script}</script>`
  await page.route('**/bare', (route) => route.fulfill({ contentType: 'text/html', body }))
  await page.route('**/sdk/*', async (route) => {
    const name = new URL(route.request().url()).pathname.slice('/sdk/'.length)
    const text = name === 'socket.io.js' ? await readFile(socketIo, 'utf8') : await sdk.read(join('dist', name))
    await route.fulfill({ contentType: 'text/javascript', body: text })
  })
  return page
}
