import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { escaped } from '../core/infra/escaped.ts'

/** Beside the compiled server, or where the build puts it when the server runs from its sources. */
const places = ['../../apps', '../../dist/apps'].map((place) => fileURLToPath(new URL(place, import.meta.url)))

/** A built app. */
export interface BuiltApp {
  readonly folder: string
  /** Its one page. */
  readonly page: string
}

/** Null where it was not built. */
export function builtApp(name: 'diner' | 'concierge'): BuiltApp | null {
  const folder = places.map((place) => `${place}/${name}`).find((place) => existsSync(`${place}/index.html`))
  return folder === undefined ? null : { folder, page: readFileSync(`${folder}/index.html`, 'utf8') }
}

/** What stands in for the app where there is none: a hub still tells of its restaurants. */
export const barePage =
  '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8" />\n<title>Couvert</title>\n</head>\n<body></body>\n</html>\n'

/** What the head of a page says. */
export interface Head {
  readonly language: string
  readonly title: string
  readonly description: string | null
  /** Tags, escaped. */
  readonly tags: readonly string[]
}

/** The page with another head. Replaced by functions: in a text, `$&` would be more than itself. */
export function withHead(page: string, { language, title, description, tags }: Head): string {
  const all = description === null ? tags : [tag('meta', { name: 'description', content: description }), ...tags]
  return page
    .replace(/(<html\b[^>]*\blang=)"[^"]*"/, (_, before: string) => `${before}"${language}"`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(title)}</title>`)
    .replace(/\s*<meta name="description"[^>]*>/, () => '')
    .replace('</head>', () => `${all.join('\n')}\n</head>`)
}

/** An element's beginning. */
export function tag(name: string, attributes: Readonly<Record<string, string>>): string {
  const all = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  return `<${name}${all.join('')}>`
}
