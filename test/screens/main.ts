import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { launchBrowser } from '../support/browser.ts'
import { startHub } from '../support/hub.ts'
import { startRedis, startReplicaSet } from '../support/servers.ts'
import { type Picture, writeGallery } from './gallery.ts'
import { languages, schemes, sizes } from './looks.ts'
import { picturesOfMails } from './mails.ts'
import { picturesForReadme } from './readme.ts'
import { setStage } from './stage.ts'
import { allStates } from './states/all.ts'
import { makeWorld } from './world.ts'

/*
 * `npm run screens [-- words]`: a picture of every state of both apps, and of every mail, in every size, light and
 * language, with a page to look through them in `.couvert/screens`. Words choose states and languages: `ko`, `login`,
 * `ticket`. Those that the README shows go to `docs/screens` as well.
 *
 * Exit codes: 0 all were taken; 1 some states could not be reached, which are named.
 */

const folder = fileURLToPath(new URL('../../.couvert/screens', import.meta.url))
const readmeFolder = fileURLToPath(new URL('../../docs/screens', import.meta.url))
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const asked = process.argv.slice(2)
const named = asked.filter((word) => !languages.some((language) => language === word))
const states =
  named.length === 0 ? allStates : allStates.filter(({ name }) => named.some((word) => name.includes(word)))
const chosen = languages.filter((language) => asked.length === named.length || asked.includes(language))

for (const config of ['vite.config.ts', 'vite.concierge.config.ts']) {
  const configFile = fileURLToPath(new URL(`../../client-sdk/${config}`, import.meta.url))
  await build({ configFile, logLevel: 'error' })
}
// Those that whoever runs this has started, else some of its own.
const { MONGODB_URI, REDIS_URL } = process.env
await using mongo = MONGODB_URI === undefined ? await startReplicaSet({ members: 1 }) : null
await using redis = REDIS_URL === undefined ? await startRedis() : null
await using hub = await startHub({
  mongoUri: MONGODB_URI ?? mongo?.uri ?? '',
  redisUrl: `${REDIS_URL ?? redis?.url ?? ''}/1`,
  seedDemo: true,
})
const browser = await launchBrowser()
const world = await makeWorld(hub)
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const pictures: Picture[] = []
const missed: string[] = []
try {
  for (const state of states) {
    for (const language of chosen) {
      await using set = setStage({ browser, hub, world, language })
      try {
        pictures.push(...(await shoot(await state.make(set.stage), { state: state.name, language })))
        say(`${state.name} ${language}`)
      } catch (error) {
        missed.push(`${state.name} ${language}: ${String(error).split('\n')[0] ?? ''}`)
      }
    }
  }
  pictures.push(...(await picturesOfMails(browser, folder, { chosen, words: named })))
} finally {
  await browser.close()
}
await writeGallery(folder, pictures)
for (const file of await picturesForReadme(folder, pictures, readmeFolder)) say(`for the README: ${file}`)
say(`${pictures.length} pictures: ${join(folder, 'index.html')}`)
for (const line of missed) say(`not reached: ${line}`)
process.exitCode = missed.length === 0 ? 0 : 1

/** The state is reached once for each language, and then looked at from everywhere. */
async function shoot(page: Page, of: { state: string; language: string }): Promise<readonly Picture[]> {
  const taken: Picture[] = []
  // What lies over the page is where one looks, not at the end of the page below.
  const fullPage = (await page.locator('dialog[open]').count()) === 0
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.evaluate(loadAll)
      const file = `${of.state}-${size}-${scheme}-${of.language}.png`
      await page.screenshot({ path: join(folder, file), fullPage, animations: 'disabled' })
      taken.push({ ...of, size, scheme, file })
    }
  }
  return taken
}

/** Runs in the page: a picture of the whole shows what nobody has scrolled to yet. */
async function loadAll(): Promise<void> {
  for (const image of document.images) image.loading = 'eager'
  await Promise.allSettled(Array.from(document.images, (image) => image.decode()))
}
