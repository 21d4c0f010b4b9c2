import { expect, test } from 'vitest'
import { foldWords } from '../../../../shared/domain/search/fold.ts'

const same: readonly (readonly [string, string, string])[] = [
  ['case', 'MAISON hae', 'maison HAE'],
  ['accents, composed or not', 'Caf\u00e9', 'cafe\u0301'],
  ['accents nobody types', 'L’Àtelier', "L'Atelier"],
  ['letters that Unicode does not take apart', 'Kødbyens Fiskebar Œuvre', 'kodbyens fiskebar oeuvre'],
  ['the German sharp s, in capitals too', 'STRASSE', 'straße'],
  ['the Turkish i', 'İstanbul', 'istanbul'],
  ['the Greek sigma at the end', 'ΟΔΟΣ', 'οδος'],
  ['width', 'Ｆｅｒｒｙ　＆ ｿﾗ', 'ferry ソラ'],
  ['katakana and hiragana', 'カゼマチ', 'かぜまち'],
  ['Hangul, composed or not', '맛집', '맛집'.normalize('NFD')],
  ['letters of a keyboard and of a syllable', 'ㅁㅏ', '마'],
  ['marks between words', 'Maison—Hae・ソラ', 'maison hae ソラ'],
  ['signs nobody sees', 'So\u200bra', 'sora'],
]

test.each(same)('%s make no difference', (_what, one, other) => {
  expect(foldWords(one)).toEqual(foldWords(other))
})

const different: readonly (readonly [string, string, string])[] = [
  ['a syllable with a final consonant and one without', '마', '맛'],
  ['voiced kana', 'か', 'が'],
  ['long and short kana', 'ソラ', 'ソーラ'],
]

test.each(different)('%s are not the same', (_what, one, other) => {
  expect(foldWords(one)).not.toEqual(foldWords(other))
})

test('what has no letters has no words', () => {
  expect(foldWords(' !? — … ')).toEqual([])
})

test('what a sign unfolds to stays bounded: a hundred of the widest make two thousand letters at most', () => {
  expect(foldWords('\ufdfa'.repeat(100)).join('').length).toBeLessThanOrEqual(2000)
})
