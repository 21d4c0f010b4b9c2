const tags = new Set('html head meta title style body div table tr td th p h1 h2 a br span'.split(' '))
const attributes = new Set(
  'lang dir charset name content class style role width cellpadding cellspacing border align scope href'.split(' '),
)
const empty = new Set(['meta', 'br'])
const inline = new Set(['a', 'span'])
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#847;': '',
  '&zwnj;': '',
  '&nbsp;': '',
}

export interface Element {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  /** What stands in it, others' included. */
  text: string
}

/**
 * Reads a mail as strictly as one can: only tags and attributes that a mail is made of, each closed where it was opened,
 * every sign of markup in a text escaped.
 *
 * @throws Error saying where it is anything else
 */
export function readHtml(html: string): readonly Element[] {
  const elements: Element[] = []
  const open: Element[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const sticky = new RegExp(pattern, 'uy')
    sticky.lastIndex = at
    const found = sticky.exec(html)
    if (found !== null) at += found[0].length
    return found
  }
  const say = (text: string): void => {
    for (const element of open) element.text += text
  }
  while (at < html.length) {
    if (take(/<!doctype html>|<!--\[if mso\]>(?:(?!-->).)*<!\[endif\]-->/) !== null) continue
    const style = take(/<style>([^<]*)<\/style>/)
    if (style !== null) {
      elements.push({ tag: 'style', attributes: {}, text: style[1] ?? '' })
      continue
    }
    const text = take(/[^<>&"']+|&(?:#?[a-z0-9]+);/)
    if (text !== null) {
      say(textOf(text[0]))
      continue
    }
    const start = take(/<([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>/)
    if (start !== null) {
      const element = { tag: start[1] ?? '', attributes: attributesOf(start[2] ?? ''), text: '' }
      if (!tags.has(element.tag)) throw new Error(`no mail is made of ${start[0]}`)
      elements.push(element)
      if (element.tag === 'br') say('\n')
      if (!empty.has(element.tag)) open.push(element)
      continue
    }
    const end = take(/<\/([a-z][a-z0-9]*)>/)
    const ended = open.pop()
    if (end === null || ended === undefined || ended.tag !== end[1]) {
      throw new Error(`not a mail: ${html.slice(at, at + 60)}`)
    }
    if (!inline.has(ended.tag)) say('\n')
  }
  if (open.length > 0) throw new Error('something is not closed')
  return elements
}

function textOf(raw: string): string {
  if (!raw.startsWith('&')) return raw
  const text = entities[raw]
  if (text === undefined) throw new Error(`not an entity of ours: ${raw}`)
  return text
}

function attributesOf(raw: string): Readonly<Record<string, string>> {
  const found = Array.from(raw.matchAll(/ ([a-z-]+)="([^"<>]*)"/g), ([, name = '', value = '']) => {
    if (!attributes.has(name)) throw new Error(`no mail has an attribute ${name}`)
    return [name, value.replaceAll(/&#?[a-z0-9]+;/g, textOf)]
  })
  return Object.fromEntries(found) as Record<string, string>
}
