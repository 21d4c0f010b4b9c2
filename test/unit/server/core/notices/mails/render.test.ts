import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameOf } from '../../../../../../server/core/notices/mails/clean.ts'
import { renderHtml, renderText } from '../../../../../../server/core/notices/mails/render.ts'
import { confirmedLetter } from '../../../../../../server/core/notices/mails/reservationLetters.ts'
import type { Letter, LetterPart } from '../../../../../../server/core/notices/message.ts'
import { booking, languages, seoul } from './facts.ts'
import { readHtml } from './readHtml.ts'

const acting = /[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u
const harsh = fc.string({ unit: 'binary', maxLength: 60 })
const spiced = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '&', '"', "'", '</td>', '<!--', '-->', '\u202E', '\r\n', '\0', '\u2028', '\uD800'),
      harsh,
    ),
  )
  .map((parts) => parts.join(''))

function letterOf(...parts: LetterPart[]): Letter {
  return { language: 'en', subject: 'Subject', preview: 'Preview', parts }
}

function bodyOf(letter: Letter): string {
  return readHtml(renderHtml(letter)).find(({ tag }) => tag === 'body')?.text ?? ''
}

describe('what people typed in', () => {
  it('is shown as they wrote it where it looks like markup', () => {
    const guestName = '<script>alert(1)</script><img src=x onerror="alert(2)"> & \'Sons\' &lt;b&gt;'
    const letter = confirmedLetter(booking({ guestName }))
    expect(bodyOf(letter)).toContain(`Your table is booked, ${guestName}`)
    expect(renderText(letter)).toContain(`Your table is booked, ${guestName}`)
  })

  it('makes no line of its own, in no form and no header', () => {
    const guestName = 'Kim\r\nBcc: all@example.com\n\nYour table is gone\u2028Really\tso'
    const letter = confirmedLetter(booking({ guestName, venue: { ...seoul, name: 'Hae\r\nX-Evil: 1', phone: '1\n2' } }))
    expect(letter.subject).toBe('Booked: Hae X-Evil: 1, Sat 5 Dec, 19:30')
    expect(renderText(letter)).toContain('Name: Kim Bcc: all@\u200Bexample.\u200Bcom Your table is gone Really so\n')
    expect(renderText(letter)).toContain('Phone: 1 2\n')
  })

  it('turns no direction, and rings no bell', () => {
    const letter = confirmedLetter(
      booking({ guestName: 'Kim\u202Emoc.live\u202C \u0007\u001B[31m\u0085\u2066x\u2069' }),
    )
    expect(letter.parts[0]).toEqual({ kind: 'heading', text: 'Your table is booked, Kimmoc.\u200Blive [31mx' })
  })

  it('leads nowhere: no program takes a part of a name for an address', () => {
    expect(nameOf('Win at https://evil.example/now')).toBe('Win at https:\u200B//evil.\u200Bexample/now')
    expect(nameOf('Dr. No')).toBe('Dr. No')
  })

  it('is cut where it is longer than a name, between signs', () => {
    const family = '👩‍👩‍👧‍👦'
    expect(nameOf(family.repeat(80))).toBe(family.repeat(80))
    expect(nameOf(family.repeat(81))).toBe(`${family.repeat(79)}…`)
    expect(nameOf('x'.repeat(10_000))).toBe(`${'x'.repeat(79)}…`)
    expect(nameOf(`a${'\u0301'.repeat(10_000)}`).length).toBeLessThan(1700)
  })

  it('breaks no letter, whatever it is', () => {
    fc.assert(
      fc.property(spiced, spiced, fc.constantFrom(...languages), (guestName, name, language) => {
        const venue = { ...seoul, name, address: name, phone: name, localNames: { ko: name, ja: null } }
        const letter = confirmedLetter(booking({ guestName, venue, language }))
        const text = renderText(letter)
        expect(`${letter.subject}${letter.preview}${text}${bodyOf(letter)}`).not.toMatch(acting)
        expect(letter.subject).not.toContain('\n')
        expect(`${letter.subject}${text}`).not.toMatch(/\p{Cs}/u)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a letter as a page', () => {
  it('is cleaned also where whoever wrote it did not', () => {
    const parts: LetterPart[] = [
      { kind: 'heading', text: '<h1>\u202E' },
      { kind: 'text', text: 'one\ntwo <b>\u0000' },
      { kind: 'facts', rows: [['<i>', 'first\nsecond & third']] },
      { kind: 'code', code: '12"34' },
      { kind: 'note', text: '<hr>' },
    ]
    const body = bodyOf(letterOf(...parts))
    for (const line of ['<h1>', 'one\ntwo <b>', '<i>', 'first\nsecond & third', '12"34', '<hr>']) {
      expect(body).toContain(line)
    }
    expect(body).not.toMatch(acting)
  })

  it('leads to pages only, and says of no other where it would have led', () => {
    const action = (to: string) => letterOf({ kind: 'action', label: 'Open', to })
    for (const to of [
      'javascript:alert(1)//secret',
      'data:text/html,secret',
      '/r/secret',
      'https://',
      ' https://secret',
    ]) {
      for (const render of [renderHtml, renderText]) {
        expect(() => render(action(to)), to).toThrow(/^an action leads to no page$/)
      }
    }
    const quoted = action('https://couvert.example/r/1?a="><b>&c=1#se\ncret')
    const [link] = readHtml(renderHtml(quoted)).filter(({ tag }) => tag === 'a')
    expect(link?.attributes['href']).toBe('https://couvert.example/r/1?a=%22%3E%3Cb%3E&c=1#secret')
    expect(renderText(quoted)).toContain('Open\nhttps://couvert.example/r/1?a=%22%3E%3Cb%3E&c=1#secret\n')
  })

  it('has one heading of the first rank, and the notes at its end', () => {
    const letter = letterOf(
      { kind: 'note', text: 'note' },
      { kind: 'heading', text: 'first' },
      { kind: 'heading', text: 'second' },
      { kind: 'text', text: 'text' },
    )
    const ranks = readHtml(renderHtml(letter)).filter(({ tag }) => /^h\d$/.test(tag))
    expect(ranks.map(({ tag, text }) => [tag, text])).toEqual([
      ['h1', 'first'],
      ['h2', 'second'],
    ])
    expect(renderText(letter)).toBe('Couvert\n\nfirst\n\nsecond\n\ntext\n\nnote\n')
    expect(bodyOf(letter).trim().endsWith('note')).toBe(true)
  })

  it('breaks Korean between words, and Japanese by its own rules', () => {
    const styleOf = (language: Letter['language']) => {
      const html = renderHtml({ ...letterOf({ kind: 'text', text: 'text' }), language })
      return readHtml(html).find(({ tag }) => tag === 'p')?.attributes['style']
    }
    expect(styleOf('ko')).toContain('word-break:keep-all')
    expect(styleOf('ja')).toContain('line-break:strict')
    expect(styleOf('ja')).not.toContain('keep-all')
    expect(styleOf('en')).not.toContain('word-break')
  })

  it('shows an inbox the preview and nothing behind it', () => {
    const html = renderHtml(letterOf({ kind: 'text', text: 'text' }))
    const hidden = readHtml(html).find(
      ({ tag, attributes }) => tag === 'div' && attributes['style']?.includes('display:none'),
    )
    expect(hidden?.text.trim()).toBe('Preview')
    expect(html.indexOf('Preview')).toBeLessThan(html.indexOf('>text<'))
  })
})
