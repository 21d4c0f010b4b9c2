import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findWords, wantedOf } from '../../../../shared/domain/search/findWords.ts'
import { foldWords } from '../../../../shared/domain/search/fold.ts'
import { gramsFor, gramsOf } from '../../../../shared/domain/search/grams.ts'
import { absent, readDialogues, readKorean } from '../../../support/talkTexts.ts'

const written = [
  '토요일 저녁 7시에 네 명 자리 있을까요? 창가면 더 좋아요 ㅎㅎ',
  '닭갈비 말고 값이 괜찮은 맛집으로 부탁드려요~',
  '土曜日の夜、四名で予約できますか？窓際の席をお願いします。',
  'ﾃﾗｽ席はカップルに人気です。ガーデンビューも、ぜひ！',
  'Can we sit by the window at Café L’Étoile? It’s Straße 5, 2nd floor 🍷🍷',
]
const korean = absent('korean') === null ? await readKorean(400) : []
const spoken = absent('dialogues') === null ? await readDialogues(20) : []
const real = [...korean, ...spoken.flat().map(({ text }) => text)]
const texts = [...written, ...real].filter((text) => text.length > 1)

const finds = (text: string, query: string) => findWords(text, wantedOf(query)) !== null
const proposes = (text: string, query: string) => {
  const grams = gramsOf(foldWords(text), 6_000)
  return wantedOf(query).every(({ word }) => gramsFor(word).every((gram) => grams.has(gram)))
}

describe('what is found', () => {
  test('every part of a text of two letters or more finds it, and the index proposes it', () => {
    const partOf = (text: string) => {
      const signs = [...text]
      return fc
        .tuple(fc.nat(signs.length - 2), fc.integer({ min: 2, max: 40 }))
        .map(([from, length]) => ({ text, part: signs.slice(from, from + length).join('') }))
    }
    fc.assert(
      fc.property(
        fc
          .constantFrom(...texts)
          .filter((text) => [...text].length > 1)
          .chain(partOf),
        ({ text, part }) => {
          fc.pre(foldWords(part).length > 0)
          expect(finds(text, part), `${part} in ${text}`).toBe(true)
          expect(proposes(text, part), `${part} of ${text}`).toBe(true)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test.each([
    ['a syllable on its way to the next', '마자요', '맞'],
    ['a double final on its way', '달가', '닭'],
    ['leading consonants', '맛집으로 가요', 'ㅁㅈ'],
    ['letters as they stand', '좋아요 ㅎㅎ', 'ㅎㅎ'],
    ['words in another order', 'by the window at eight', 'eight window'],
    ['words run together', '창가 자리', '창가자리'],
    ['kana of the other kind', 'ﾃﾗｽ席', 'てらす'],
    ['one sign that is a word', '窓際の席', '席'],
    ['another case and no accents', 'Café L’Étoile', 'cafe letoile'],
    ['a drawn sign', 'cheers 🍷', '🍷'],
  ])('%s is found, and proposed by the index', (_what, text, query) => {
    expect(finds(text, query)).toBe(true)
    expect(proposes(text, query)).toBe(true)
  })

  test.each([
    ['one of the words is missing', 'a table by the window', 'table terrace'],
    ['the letters stand elsewhere', 'by the window', 'ythew'],
    ['a syllable with another final', '맛집', '말집'],
    ['voiced kana', 'かさ', 'がさ'],
  ])('nothing is found where %s', (_what, text, query) => {
    expect(finds(text, query)).toBe(false)
  })
})

test.each([
  ['A table — CAFÉ side — please', 'cafe', 'CAFÉ'],
  ['ご予約は ﾊﾞｽ で', 'ばす', 'ﾊﾞｽ'],
  ['네, 맛집으로 갈게요', 'ㅁㅈ', '맛집'],
  ['토요일 저녁 괜찮아요?', '저ㄴ', '저녁'],
  ['🍷 for two 🍷', 'two', 'two'],
])('in %s what is shown of %s is %s', (text, query, shown) => {
  const span = findWords(text, wantedOf(query))
  expect(text.slice(span?.from, span?.to)).toBe(shown)
})

test('a natural text of two thousand signs is indexed to its end', () => {
  for (const sample of [real, written]) {
    const long = [...sample.join(' ').repeat(1 + Math.ceil(2_000 / Math.max(1, sample.join(' ').length)))].slice(
      0,
      2_000,
    )
    expect(gramsOf(foldWords(long.join('')), 6_000).size).toBeLessThan(6_000)
  }
})

test('the widest of all texts has a bounded number of parts', () => {
  expect(gramsOf(foldWords('\ufdfa'.repeat(2_000)), 100).size).toBeLessThanOrEqual(104)
})
