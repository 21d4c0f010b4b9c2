import type { Language } from '../../identity/documents.ts'
import { escaped } from '../../infra/escaped.ts'
import type { Letter, LetterPart } from '../message.ts'
import { harmless, oneLine } from './clean.ts'
import { outlookFont, sheet, stylesFor } from './look.ts'

type Styles = ReturnType<typeof stylesFor>

/** Keeps what follows from showing behind the preview. */
const padding = '&#847;&zwnj;&nbsp;'.repeat(60)

const colon: Readonly<Record<Language, string>> = { ko: ': ', en: ': ', ja: '：' }

/**
 * A page for mail programs: tables and styles on each element, nothing from elsewhere, nothing that acts. What the letter
 * says stands in it as text, whatever it is made of.
 *
 * @throws Error where an action leads to no page
 */
export function renderHtml(letter: Letter): string {
  const { language, subject, preview, parts } = letter
  const styles = stylesFor(language)
  const notes = parts.filter(isSmall)
  const body = parts.filter((part) => !isSmall(part))
  const firstHeading = body.findIndex((part) => part.kind === 'heading')
  const shown = body.map((part, index) =>
    part.kind === 'heading' && index === firstHeading ? title(part.text, styles) : htmlOf(part, styles),
  )
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="date=no, email=no, url=no">
<title>${inline(subject)}</title>
<style>${sheet}</style>
<!--[if mso]><style>h1,h2,p,td,th,a{font-family:${outlookFont[language]}!important}</style><![endif]-->
</head>
<body class="paper" lang="${language}" style="${styles.body}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${inline(preview)}${padding}</div>
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="${styles.page}">
<tr><td align="center" style="padding:0 24px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" lang="${language}" width="100%" cellpadding="0" cellspacing="0" border="0" style="${styles.sheet}">
<tr><td class="ink" style="${styles.brand}">Couvert</td></tr>
<tr><td style="padding:0 0 12px">
${shown.join('\n')}
</td></tr>
${notes.length === 0 ? '' : `<tr><td class="line" style="${styles.notes}">${notes.map((part) => htmlOf(part, styles)).join('\n')}</td></tr>`}
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`
}

/** To be read by itself. No line is broken that is not one; the notes come last. */
export function renderText(letter: Letter): string {
  const { language, parts } = letter
  const body = parts.filter((part) => !isSmall(part))
  const notes = parts.filter(isSmall)
  const blocks = [...body, ...notes].map((part) => textOf(part, language))
  return `Couvert\n\n${blocks.join('\n\n')}\n`
}

/** At the end, under a line. */
function isSmall({ kind }: LetterPart): boolean {
  return kind === 'note' || kind === 'wayOut'
}

function textOf(part: LetterPart, language: Language): string {
  switch (part.kind) {
    case 'heading':
      return oneLine(part.text)
    case 'text':
    case 'note':
      return harmless(part.text)
    case 'facts':
      return part.rows.map(([label, value]) => factText(label, value, language)).join('\n')
    case 'code':
      return oneLine(part.code)
    case 'action':
    case 'wayOut':
      return `${oneLine(part.label)}\n${pageAt(part.to)}`
  }
}

function factText(label: string, value: string, language: Language): string {
  return `${oneLine(label)}${colon[language]}${linesOf(value).join('\n  ')}`
}

function htmlOf(part: LetterPart, styles: Styles): string {
  switch (part.kind) {
    case 'heading':
      return `<h2 class="ink" style="${styles.subheading}">${inline(part.text)}</h2>`
    case 'text':
      return `<p class="ink" style="${styles.text}">${block(part.text)}</p>`
    case 'facts':
      return factsTable(part.rows, styles)
    case 'code':
      return `<p class="ink line" dir="ltr" style="${styles.code}">${inline(part.code)}</p>`
    case 'action':
      return button(part, styles)
    case 'note':
      return `<p class="soft" style="${styles.note}">${block(part.text)}</p>`
    case 'wayOut':
      return `<p class="soft" style="${styles.note}"><a class="soft" href="${escaped(pageAt(part.to))}" style="color:inherit">${inline(part.label)}</a></p>`
  }
}

function title(text: string, styles: Styles): string {
  return `<h1 class="heading ink" style="${styles.heading}">${inline(text)}</h1>`
}

function factsTable(rows: readonly (readonly [string, string])[], styles: Styles): string {
  const lines = rows.map(
    ([label, value]) =>
      `<tr><th scope="row" class="soft line" style="${styles.label}">${inline(label)}</th><td class="ink line" style="${styles.value}">${cell(value, styles)}</td></tr>`,
  )
  return `<table class="line" width="100%" cellpadding="0" cellspacing="0" border="0" style="${styles.facts}">
${lines.join('\n')}
</table>`
}

/** The first line is what counts, the others stand small beneath it. */
function cell(value: string, styles: Styles): string {
  const [first = '', ...others] = linesOf(value)
  const beneath = others.map((line) => `<br><span class="soft" style="${styles.beneath}">${escaped(line)}</span>`)
  return escaped(first) + beneath.join('')
}

function button({ label, to }: { readonly label: string; readonly to: string }, styles: Styles): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 28px">
<tr><td class="button" style="${styles.button}"><a class="link" href="${escaped(pageAt(to))}" style="${styles.link}">${inline(label)}</a></td></tr>
</table>`
}

function inline(text: string): string {
  return escaped(oneLine(text))
}

function block(text: string): string {
  return linesOf(text).map(escaped).join('<br>')
}

function linesOf(text: string): readonly string[] {
  return harmless(text).split('\n')
}

/** As a browser writes it. The error does not repeat it: there may be a secret in it. */
function pageAt(to: string): string {
  if (!/^https?:\/\//.test(to) || !URL.canParse(to)) throw new Error('an action leads to no page')
  return new URL(to).href
}
