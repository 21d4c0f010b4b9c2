import { describe, expect, test } from 'vitest'
import { cleanName } from '../../../../../shared/domain/concierge/attachment.ts'

describe('the name of a file', () => {
  test.each<[sentence: string, given: string, kept: string]>([
    ['has the ending of what it is', 'Terrace.JPEG', 'Terrace.webp'],
    ['keeps the dots within', 'menu v1.2 final.png', 'menu v1.2 final.webp'],
    ['keeps what looks like an ending and is too long for one', 'seats.terrace', 'seats.terrace.webp'],
    ['keeps what looks like an ending and has other letters', '좌석.창가', '좌석.창가.webp'],
    ['is without the folders it came from', 'C:\\pictures\\..\\me.png', 'me.webp'],
    ['is without folders of another kind', '../../etc/passwd', 'passwd.webp'],
    ['is without letters that nobody sees', 'a\u202Eb\u0000c\u200Bd\u2028e\u2029f\uD800g.png', 'abcdefg.webp'],
    ['is without what a file system takes for its own', 'a<b>c:d"e|f?g*h.png', 'a_b_c_d_e_f_g_h.webp'],
    ['does not begin or end with dots or blanks', ' . .Terrace . . .png', 'Terrace.webp'],
    ['is put together where its letters came apart', 'Cafe\u0301.png', 'Caf\u00E9.webp'],
    ['is that of any picture where nothing is left', '...', 'picture.webp'],
    ['is that of any picture where there was none', '', 'picture.webp'],
  ])('%s', (_sentence, given, kept) => {
    expect(cleanName(given, 'picture')).toBe(kept)
  })

  test('has a hundred letters at most, its ending among them, and none is cut in two', () => {
    expect(cleanName(`${'x'.repeat(95)}.png`, 'picture')).toBe(`${'x'.repeat(95)}.webp`)
    expect(cleanName(`${'x'.repeat(96)}.png`, 'picture')).toBe(`${'x'.repeat(95)}.webp`)
    expect(cleanName(`${'x'.repeat(97)}.pdf`, 'pdf')).toBe(`${'x'.repeat(96)}.pdf`)
    expect(cleanName('🍷'.repeat(200), 'picture')).toBe(`${'🍷'.repeat(95)}.webp`)
    expect(cleanName(`${'x'.repeat(94)}  y.png`, 'picture'), 'nor ends with a blank').toBe(`${'x'.repeat(94)}.webp`)
  })

  test('of a document is that of a document', () => {
    expect(cleanName('Menu.docx', 'pdf')).toBe('Menu.pdf')
    expect(cleanName('/', 'pdf')).toBe('document.pdf')
  })
})
