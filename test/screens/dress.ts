import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { BrowserContext, Frame, Page } from 'playwright-core'

/** Packages of letters, and the names by which the app asks for the like of them on people's devices. */
const letters = {
  'noto-sans-kr': { family: 'Noto Sans KR Variable', as: ['Noto Sans KR', 'Noto Serif KR'] },
  'noto-sans-jp': { family: 'Noto Sans JP Variable', as: ['Noto Sans JP', 'Noto Serif JP'] },
} as const

/** For a restaurant’s name, as the phones and desktops have one; a bare machine may have this or none. */
const latinSerif = "@font-face { font-family: Georgia; src: local('DejaVu Serif') }"

const families = Object.values(letters).flatMap(({ as }) => as)
const { resolve } = createRequire(import.meta.url)

/**
 * Korean and Japanese letters under the names that the app asks for: the browser of the tests has none, a person's
 * device has. Nothing of the app's own style is changed.
 *
 * @param text every word that will be on the page
 */
export async function dress(context: BrowserContext, text: string): Promise<void> {
  const styles = [latinSerif]
  for (const [name, { family, as }] of Object.entries(letters)) {
    const css = resolve(`@fontsource-variable/${name}/index.css`)
    await context.route(`**/${name}/files/**`, (route) => {
      const file = new URL(route.request().url()).pathname.split(`/${name}/`)[1] ?? ''
      return route.fulfill({ path: join(dirname(css), file) })
    })
    const faces = asianOnly(readFileSync(css, 'utf8')).replaceAll('./files/', `/${name}/files/`)
    styles.push(...as.map((asked) => faces.replaceAll(family, asked)))
  }
  await context.addInitScript(addStyle, styles.join('\n'))
  // All before the app draws its first letter: one that was drawn while its font was on its way stays blank.
  await context.route('**/assets/*.js', async (route) => {
    await loadFonts(route.request().frame(), text)
    await route.fallback()
  })
}

/** Every letter of `text`, so that none is drawn while its font is on its way. */
export async function loadFonts(where: Frame | Page, text: string): Promise<void> {
  await where.evaluate(load, { families, text })
}

/** Without the packages' own Latin letters: those the app asks for by other names. */
function asianOnly(css: string): string {
  const faces = css.split(/(?=\/\*[^*]*\*\/\s*@font-face)/)
  return faces.filter((face) => /-\[\d+\]-/.test(face)).join('')
}

function addStyle(css: string): void {
  const watch = new MutationObserver(() => {
    if (document.head === null) return
    watch.disconnect()
    const style = document.createElement('style')
    style.textContent = css
    document.head.append(style)
  })
  watch.observe(document, { childList: true, subtree: true })
}

async function load({ families, text }: { families: readonly string[]; text: string }): Promise<void> {
  await Promise.all(families.map((family) => document.fonts.load(`16px "${family}"`, text)))
}
