import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { languages, messages } from '../../client-sdk/apps/diner/messages.ts'

const asianFonts = ['Noto Sans KR Variable', 'Noto Sans JP Variable']

/**
 * Korean and Japanese letters from packages where they are installed: a bare machine has none.
 *
 * @param names what is written on the page besides the app's own words
 */
export async function dress(page: Page, names: string): Promise<void> {
  const { resolve } = createRequire(import.meta.url)
  const families = `"Open Sans", ${asianFonts.map((family) => `"${family}"`).join()}, sans-serif`
  let head = `<style>:root:root, :root:root [lang] { --sans: ${families}; --serif: "DejaVu Serif", ${families} }</style>`
  for (const name of ['noto-sans-kr', 'noto-sans-jp']) {
    const css = fontCss(() => resolve(`@fontsource-variable/${name}/index.css`))
    if (css === null) continue
    await page.route(`**/${name}/**`, (route) => {
      const file = new URL(route.request().url()).pathname.split(`/${name}/`)[1] ?? ''
      return route.fulfill({ path: join(dirname(css), file) })
    })
    head += `<style>${readFileSync(css, 'utf8').replaceAll('./files/', `/${name}/files/`)}</style>`
  }
  // All before the app draws its first letter: one that was drawn while its font was on its way stays blank.
  await page.route('**/assets/*.js', async (route) => {
    await page.evaluate(loadFonts, { families: asianFonts, text: JSON.stringify([messages, languages, names]) })
    await route.fallback()
  })
  await page.addInitScript((html) => {
    const watch = new MutationObserver(() => {
      if (document.head === null) return
      watch.disconnect()
      document.head.insertAdjacentHTML('beforeend', html)
    })
    watch.observe(document, { childList: true, subtree: true })
  }, head)
}

async function loadFonts({ families, text }: { families: string[]; text: string }): Promise<void> {
  await Promise.all(families.map((family) => document.fonts.load(`16px "${family}"`, text)))
}

function fontCss(find: () => string): string | null {
  try {
    const file = find()
    return existsSync(file) ? file : null
  } catch {
    // Not installed: the pictures have boxes for letters, which is all that is lost.
    return null
  }
}
