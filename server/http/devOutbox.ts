import { Router } from 'express'
import type { Deps } from '../core/deps.ts'
import { newestLetters, type OpenedLetter } from '../core/identity/letters.ts'
import { escaped } from '../core/infra/escaped.ts'
import { galleryHtml } from '../core/notices/mails/gallery.ts'
import { page } from './reference/html.ts'

const shown = 100

const style = `<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 0 auto; padding: 1.5rem; color-scheme: light dark; }
article { border-top: 1px solid; padding: 0.75rem 0; }
h2 { font-size: 1rem; margin: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0.25rem 0 0; }
dd { margin: 0; overflow-wrap: anywhere; }
</style>`

/** What went out about accounts, opened, and every mail there is, for whoever tries the demo or edits mails: mounted nowhere else. */
export function devOutbox(deps: Pick<Deps, 'config' | 'collections' | 'crypt'>): Router {
  const router = Router()
  if (!deps.config.seedDemo) return router
  router.get('/dev/outbox', async (_request, response) => {
    const letters = await newestLetters(deps, shown)
    response.set('cache-control', 'no-store').type('html').send(outboxPage(letters))
  })
  router.get('/dev/mails', (_request, response) => {
    response.type('html').send(galleryHtml())
  })
  router.get('/dev/outbox.json', async (_request, response) => {
    response.set('cache-control', 'no-store').json({ letters: await newestLetters(deps, shown) })
  })
  return router
}

function outboxPage(letters: readonly OpenedLetter[]): string {
  const body = letters.length === 0 ? '<p>No letters yet.</p>' : letters.map(article).join('\n')
  return page('Couvert: letters', style, `<h1>Letters of the last day</h1>\n<main>${body}</main>`)
}

function article({ kind, language, to, content, at }: OpenedLetter): string {
  const rows = Object.entries(content).map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${linked(value)}</dd>`)
  return `<article lang="${escaped(language)}"><h2>${escaped(kind)}</h2><dl>
<dt>to</dt><dd>${escaped(to)}</dd><dt>at</dt><dd><time>${at.toISOString()}</time></dd>${rows.join('')}
</dl></article>`
}

/** Only what leads into our own pages becomes a link. */
function linked(value: string): string {
  return /^\/[a-z]/.test(value) ? `<a href="${escaped(value)}">${escaped(value)}</a>` : escaped(value)
}
