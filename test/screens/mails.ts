import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { sampleLetters } from '../../server/core/notices/mails/gallery.ts'
import { renderHtml } from '../../server/core/notices/mails/render.ts'
import type { Sample } from '../../server/core/notices/mails/samples.ts'
import { dress, loadFonts } from './dress.ts'
import type { Picture } from './gallery.ts'
import { schemes } from './looks.ts'

/** As wide as a mail is read: on a phone, and beside a list of mails. */
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 900, height: 900 } } as const
/** A letter that was drawn while its font was on its way stays blank. */
const unseen = '<style id="unseen">body { display: none !important }</style>'
const page = 'http://mails.example/'

/** Takes every mail in the given languages, in both sizes and lights. @param words of which each mail has one in its name; none: all */
export async function picturesOfMails(
  browser: Browser,
  folder: string,
  { chosen, words }: { readonly chosen: readonly string[]; readonly words: readonly string[] },
): Promise<readonly Picture[]> {
  const samples = sampleLetters().filter(
    ({ name, letter }) =>
      chosen.includes(letter.language) && (words.length === 0 || words.some((it) => name.includes(it))),
  )
  await using context = await browser.newContext({ viewport: sizes.phone })
  const mails = new Map(
    samples.map((sample) => [`/${fileOf(sample)}`, renderHtml(sample.letter).replace('</head>', `${unseen}</head>`)]),
  )
  await context.route(`${page}**`, (route) => {
    const body = mails.get(new URL(route.request().url()).pathname)
    return body === undefined ? route.abort() : route.fulfill({ contentType: 'text/html; charset=utf-8', body })
  })
  await dress(context, '')
  const tab = await context.newPage()
  const pictures: Picture[] = []
  for (const sample of samples) pictures.push(...(await shoot(tab, sample, folder)))
  return pictures
}

async function shoot(tab: Page, sample: Sample, folder: string): Promise<readonly Picture[]> {
  const { language } = sample.letter
  await tab.goto(page + fileOf(sample))
  await loadFonts(tab, JSON.stringify(sample.letter))
  await tab.evaluate(() => document.querySelector('#unseen')?.remove())
  const taken: Picture[] = []
  for (const [size, viewport] of Object.entries(sizes)) {
    await tab.setViewportSize(viewport)
    for (const scheme of schemes) {
      await tab.emulateMedia({ colorScheme: scheme })
      const file = `${fileOf(sample)}-${size}-${scheme}.png`
      await tab.screenshot({ path: join(folder, file), fullPage: true, animations: 'disabled' })
      taken.push({ state: stateOf(sample), size, scheme, language, file })
    }
  }
  return taken
}

/** What it is called in every language. */
function stateOf({ name }: Sample): string {
  return `mail: ${name.replace(/ \(\w+\)$/, '')}`
}

function fileOf({ name }: Sample): string {
  return `mail-${name.replaceAll(/[^a-z]+/gi, '-').replace(/-$/, '')}`
}
