import { describe, expect, it } from 'vitest'
import { galleryHtml, sampleLetters } from '../../../../../../server/core/notices/mails/gallery.ts'
import { renderHtml, renderText } from '../../../../../../server/core/notices/mails/render.ts'
import { samplesWith } from '../../../../../../server/core/notices/mails/samples.ts'
import type { Letter } from '../../../../../../server/core/notices/message.ts'
import { languages, latin, seoul } from './facts.ts'
import { readHtml } from './readHtml.ts'

const ordinary = { guestName: 'Ada Okafor', venue: seoul }
const all = languages.flatMap((language) => samplesWith(ordinary, language).map((sample) => ({ language, ...sample })))
const everything = [...all, ...sampleLetters()]

/** Scripts that no word of a language is written in. */
const foreign = {
  ko: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  en: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Hangul}]/u,
  ja: /\p{Script=Hangul}/u,
} as const
const own = {
  ko: /\p{Script=Hangul}/u,
  en: /[a-z]/,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
} as const

function said({ subject, preview, parts }: Letter): string {
  return JSON.stringify([subject, preview, parts])
}

describe('every letter', () => {
  it('exists in three languages', () => {
    const names = languages.map((language) => samplesWith(ordinary, language).map(({ name }) => name))
    expect(names[0]?.length).toBeGreaterThanOrEqual(26)
    expect(names[1]).toEqual(names[0])
    expect(names[2]).toEqual(names[0])
    expect(new Set(all.map(({ letter }) => said(letter))).size).toBe(all.length)
  })

  it.each(languages)('has no word in the script of another language (%s)', (language) => {
    for (const { name, letter } of samplesWith({ guestName: 'Ada Okafor', venue: latin }, language)) {
      const text = `${letter.subject}\n${letter.preview}\n${renderText(letter)}`
      expect(text.match(foreign[language]), name).toBeNull()
      for (const part of [letter.subject, letter.preview]) expect(part, name).toMatch(own[language])
      for (const part of letter.parts) {
        if (part.kind === 'heading' || part.kind === 'text' || part.kind === 'note') {
          expect(part.text, name).toMatch(own[language])
        }
        if (part.kind === 'action') expect(part.label, name).toMatch(own[language])
      }
    }
  })

  it.each(['ko', 'ja'] as const)('has no English words left in it (%s)', (language) => {
    const names =
      /Couvert|Ada|Okafor|Maison|Hae|Springfield|New York|Main|Street|Chrome|Mac|GMT|UTC|example|com|https|menu|pdf|kB|[A-Z]\w+\/\w+/g
    for (const { name, letter } of samplesWith({ guestName: 'Ada Okafor', venue: latin }, language)) {
      const text = `${letter.subject}\n${letter.preview}\n${renderText(letter).replaceAll(/https:\S+|\S+@\S+/g, '')}`
      expect(text.replaceAll(names, '').match(/[A-Za-z]{2,}/), name).toBeNull()
    }
  })

  it('says nothing that is missing or half made', () => {
    for (const { name, letter } of everything) {
      const text = `${letter.subject}\n${letter.preview}\n${renderText(letter)}\n${renderHtml(letter)}`
      expect(text.match(/undefined|NaN|\bnull\b|\[object|Invalid Date|\$\{/), name).toBeNull()
    }
  })

  it('has a subject of one line that an inbox shows whole', () => {
    for (const { name, letter } of everything) {
      expect(letter.subject, name).toMatch(/^[^\n]+$/)
      expect(letter.subject.length, `${name}: ${letter.subject}`).toBeLessThan(78)
      expect(letter.preview, name).not.toBe('')
      expect(letter.preview, name).not.toContain(letter.subject)
    }
  })

  it('tells everything in its text form, the address of each link below its words, and ends with the notes and the way out', () => {
    for (const { name, letter } of everything) {
      const text = renderText(letter)
      const lines = text.split('\n').map((line) => line.trim())
      for (const part of letter.parts) {
        if (part.kind === 'facts') {
          for (const [label, value] of part.rows) {
            expect(text, name).toContain(label)
            for (const line of value.split('\n')) expect(text, name).toContain(line)
          }
        } else if (part.kind === 'action' || part.kind === 'wayOut') {
          expect(lines[lines.indexOf(part.label) + 1], name).toBe(part.to)
        } else {
          expect(lines, name).toContain(part.kind === 'code' ? part.code : part.text)
        }
      }
      const notes = letter.parts.flatMap((part) => (part.kind === 'note' ? [part.text] : []))
      expect(notes, name).not.toEqual([])
      const waysOut = letter.parts.flatMap((part) => (part.kind === 'wayOut' ? [`${part.label}\n${part.to}`] : []))
      expect(text.endsWith(`\n\n${[...notes, ...waysOut].join('\n\n')}\n`), name).toBe(true)
    }
  })

  it('tells the same as a page, which is whole, says its language and needs nothing from elsewhere', () => {
    for (const { name, letter } of everything) {
      const html = renderHtml(letter)
      const elements = readHtml(html)
      const of = (tag: string) => elements.filter((element) => element.tag === tag)
      expect(of('html')[0]?.attributes['lang'], name).toBe(letter.language)
      expect(of('title')[0]?.text, name).toBe(letter.subject)
      expect(of('h1'), name).toHaveLength(1)
      const body = of('body')[0]?.text ?? ''
      for (const line of linesOf(letter)) expect(body, name).toContain(line)
      const links = letter.parts.flatMap((part) => (part.kind === 'action' || part.kind === 'wayOut' ? [part.to] : []))
      expect(
        of('a').map(({ attributes }) => attributes['href']),
        name,
      ).toEqual(links)
      expect(html.match(/url\(|@import|expression|javascript:|<img|<script/), name).toBeNull()
      expect(html.match(/https?:\/\/[^\s"]+/g) ?? [], name).toEqual(links)
    }
  })

  it('follows the light of the reader’s device, by colours that the sheet knows of', () => {
    for (const { name, letter } of everything) {
      const elements = readHtml(renderHtml(letter))
      const sheet = elements.find(({ tag }) => tag === 'style')?.text ?? ''
      expect(sheet, name).toContain('prefers-color-scheme:dark')
      for (const { tag, attributes } of elements) {
        const { style = '', class: classes = '' } = attributes
        if (/(?<!-)color:#/.test(style)) expect(classes, `${name}: ${tag}`).toMatch(/ink|soft|link/)
        if (style.includes('background-color:')) expect(classes, `${name}: ${tag}`).toMatch(/paper|button/)
        if (style.includes('solid #')) expect(classes, `${name}: ${tag}`).toContain('line')
        for (const one of classes.split(' ').filter((it) => it !== '')) expect(sheet).toContain(`.${one}{`)
      }
    }
  })
})

describe('the page for whoever edits them', () => {
  it('shows each letter as mail and as text, and what a name is made of does nothing', () => {
    const page = galleryHtml()
    const samples = sampleLetters()
    expect(page.match(/<iframe sandbox="" /g)).toHaveLength(samples.length)
    expect(page.match(/<pre /g)).toHaveLength(samples.length)
    expect(page.match(/<(?:script|img|link)/)).toBeNull()
    expect(samples.filter(({ name }) => name.includes('a name made of markup'))).toHaveLength(3)
  })
})

function linesOf({ parts }: Letter): readonly string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'facts') return part.rows.flatMap(([label, value]) => [label, ...value.split('\n')])
    if (part.kind === 'action' || part.kind === 'wayOut') return [part.label]
    return part.kind === 'code' ? [part.code] : [part.text]
  })
}
