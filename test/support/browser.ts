import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, readdirSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { onTestFailed, TestRunner } from 'vitest'

const require = createRequire(import.meta.url)
const packed = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..')

/** Chromium: the one that is named, the system's, or the one that came with the packages. */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env['CHROMIUM_PATH'] ?? ['/usr/bin/chromium'].find((path) => existsSync(path))
  const folder = own === undefined ? await unpacked() : null
  return chromium.launch({
    executablePath: own ?? join(folder ?? '', 'chromium'),
    // Chromium has no sandbox for root.
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...process.env, ...(folder !== null && (await surroundings(folder))) },
  })
}

/** A visitor with a device of their own at the app of a node. The app must have been built. */
export async function visit(
  browser: Browser,
  address: URL,
  options: BrowserContextOptions & { readonly prepare?: (page: Page) => Promise<void> } = {},
): Promise<Page> {
  const { prepare, ...device } = options
  const context = await browser.newContext({ locale: 'en-GB', ...device })
  const page = await context.newPage()
  showIfItFails(page)
  await prepare?.(page)
  const answer = await page.goto(address.href)
  if (answer?.status() !== 200) throw new Error('The node has no app to show: run `npx vite build` in client-sdk.')
  return page
}

/** What its pages showed and complained of is most of what a failed test can say. */
function showIfItFails(page: Page): void {
  if (TestRunner.getCurrentTest() === undefined) return
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  onTestFailed(async ({ task }) => {
    if (page.isClosed()) return
    const shown = await page.locator('body').innerText({ timeout: 5000 })
    const [failure] = task.result?.errors ?? []
    // With the failure itself: what a test prints is far from it in a long run.
    if (failure !== undefined) failure.message = [failure.message, '', page.url(), shown, ...complaints].join('\n')
  })
}

/** Its own libraries where the system lacks one of them, and a font configuration that knows its fonts. */
async function surroundings(folder: string): Promise<Record<string, string>> {
  const fonts = ['/usr/share/fonts', join(folder, 'fonts')].map((dir) => `<dir>${dir}</dir>`)
  const file = join(folder, 'couvert-fonts.conf')
  await writeFile(file, `<fontconfig>${fonts.join('')}<cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`)
  return {
    FONTCONFIG_FILE: file,
    LD_LIBRARY_PATH: [process.env['LD_LIBRARY_PATH'], join(folder, 'lib')].filter(Boolean).join(':'),
  }
}

/**
 * The package would unpack into the shared temporary folder and run whatever lies there under its name; this unpacks
 * into the user's cache, beside its place, and then moves it there whole.
 */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8')) as { version: string }
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'couvert')
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const making = await mkdtemp(join(cache, 'chromium-'))
  try {
    await unpackInto(making)
    await rename(making, folder)
  } catch (error) {
    // Somebody else may have been faster: theirs is as good.
    await rm(making, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

async function unpackInto(folder: string): Promise<void> {
  const program = join(folder, 'chromium')
  await decompress('chromium.br', program)
  await chmod(program, 0o755)
  for (const name of readdirSync(join(packed, 'bin')).filter((it) => it.endsWith('.tar.br'))) {
    const archive = join(folder, name.slice(0, -'.br'.length))
    await decompress(name, archive)
    await promisify(execFile)('tar', ['-xf', archive, '-C', folder])
    await rm(archive)
  }
}

async function decompress(name: string, to: string): Promise<void> {
  await pipeline(createReadStream(join(packed, 'bin', name)), createBrotliDecompress(), createWriteStream(to))
}
