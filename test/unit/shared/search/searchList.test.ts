import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createSearchList,
  isBefore,
  type Place,
  type Searchable,
  type Wish,
} from '../../../../shared/domain/search/searchList.ts'

const none = 5

function restaurant(id: string, of: Partial<Searchable>): Searchable {
  return { id, name: id, otherNames: [], city: 'Seoul', cuisine: 'Korean', standing: none, ...of }
}

const hae = restaurant('hae', {
  name: 'Maison Hae',
  otherNames: ['메종 해', 'メゾン・ヘ'],
  cuisine: 'Contemporary',
  standing: 1,
})
const matjip = restaurant('matjip', {
  name: 'Matjip',
  otherNames: ['맛집 골목', 'マッチプ'],
  city: 'Busan, South Korea',
})
const kaze = restaurant('kaze', {
  name: 'Sushi Kazemachi',
  otherNames: ['스시 카제마치', '鮨 風待ち'],
  city: 'Tokyo',
  cuisine: 'Sushi, Creative',
})
const atelier = restaurant('atelier', { name: 'L’Atelier du Marché', city: 'Paris, France', cuisine: 'Modern French' })
const list = createSearchList([hae, matjip, kaze, atelier])

const all = { city: null, cuisine: null, fits: () => true }

function ids(text: string, wish: Partial<Wish<Searchable>> = {}): readonly string[] {
  return list.search({ ...all, text, ...wish }).found.map(({ item }) => item.id)
}

describe('what one types', () => {
  test.each([
    ['a name', 'Maison Hae', 'hae'],
    ['the beginning of a name', 'mais', 'hae'],
    ['a word of a name', 'hae', 'hae'],
    ['part of a word', 'aiso', 'hae'],
    ['words in another order', 'hae maison', 'hae'],
    ['a name without its apostrophe', 'latelier', 'atelier'],
    ['a name without its accents', 'marche', 'atelier'],
    ['a Korean name', '메종 해', 'hae'],
    ['a Korean name without its space', '메종해', 'hae'],
    ['part of a Korean name', '골목', 'matjip'],
    ['a Korean syllable typed halfway', '맛ㅈ', 'matjip'],
    ['a Korean syllable typed halfway, in its other spelling', '맛지', 'matjip'],
    ['leading consonants only', 'ㅁㅈㄱㅁ', 'matjip'],
    ['leading consonants in another order', 'ㅎㅁ', null],
    ['leading consonants of one word', 'ㄱㅁ', 'matjip'],
    ['a Japanese name', '鮨 風待ち', 'kaze'],
    ['part of a Japanese word', '待', 'kaze'],
    ['hiragana for katakana', 'めぞん', 'hae'],
    ['a city', 'tokyo', 'kaze'],
    ['a city in Korean', '도쿄', 'kaze'],
    ['a city in Japanese, halfway', '東', 'kaze'],
    ['a cuisine', 'creative', 'kaze'],
    ['a cuisine in Korean', '초밥', 'kaze'],
    ['a cuisine in kana', 'すし', 'kaze'],
    ['a city and a cuisine in Korean', '파리 프랑스', 'atelier'],
    ['a name and a city', 'hae seoul', 'hae'],
    ['a name and a city where it is not', 'hae tokyo', null],
    ['nothing that there is', 'zzz', null],
  ])('finds by %s', (_what, text, id) => {
    expect(ids(text)).toEqual(id === null ? [] : [id])
  })

  test('a consonant that may begin the next syllable finds both ways to go on', () => {
    const [gang, gai] = [restaurant('gang', { name: '강남' }), restaurant('gai', { name: '가이세키' })]
    const found = (text: string) =>
      createSearchList([gang, gai])
        .search({ ...all, text })
        .found.map(({ item }) => item.id)
        .sort()
    expect(found('강')).toEqual(['gai', 'gang'])
    expect(found('강나')).toEqual(['gang'])
    expect(found('가이')).toEqual(['gai'])
  })

  test('a match inside runs over no end of a word', () => {
    expect(ids('onha')).toEqual([])
    expect(ids('maisonha')).toEqual(['hae'])
  })

  test('nothing, or only marks, is everything', () => {
    expect(ids('')).toHaveLength(4)
    expect(ids(' ?!')).toHaveLength(4)
  })
})

describe('the order', () => {
  const ranked = createSearchList([
    restaurant('inside', { name: 'Ansora', standing: 0 }),
    restaurant('word', { name: 'Casa Sora', standing: 0 }),
    restaurant('city', { name: 'Elsewhere', city: 'Sora' }),
    restaurant('low', { name: 'Sora', standing: 3 }),
    restaurant('high', { name: 'Sora Zwei', standing: 1 }),
    restaurant('also high', { name: 'Sora Eins', standing: 1 }),
  ])

  test('is beginning of a name, beginning of a word, inside one; then distinction; then name', () => {
    const { found } = ranked.search({ ...all, text: 'sora' })
    expect(found.map(({ item }) => item.id)).toEqual(['also high', 'high', 'low', 'word', 'city', 'inside'])
  })

  test('is by distinction and name where nothing is typed', () => {
    const { found } = ranked.search({ ...all, text: '' })
    expect(found.map(({ item }) => item.id)).toEqual(['inside', 'word', 'also high', 'high', 'low', 'city'])
  })

  test('is an order over all: of two places one comes before, and what is between stays between', () => {
    const place: fc.Arbitrary<Place> = fc.record({
      rank: fc.constantFrom(0 as const, 1 as const, 2 as const),
      standing: fc.integer({ min: 0, max: 5 }),
      name: fc.string({ maxLength: 3 }),
      id: fc.string({ maxLength: 2 }),
    })
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        const same = JSON.stringify(a) === JSON.stringify(b)
        expect(Number(isBefore(a, b)) + Number(isBefore(b, a))).toBe(same ? 0 : 1)
        if (isBefore(a, b) && isBefore(b, c)) expect(isBefore(a, c)).toBe(true)
      }),
    )
  })

  test('is the one in which answers come, whatever is typed', () => {
    const words = ['sora', 'casa', 'an', '맛집', '鮨', 'é']
    const item = fc.record({
      name: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }),
      standing: fc.nat(5),
    })
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), fc.constantFrom('', 's', 'sora', 'a', '맛'), (items, text) => {
        const made = items.map(({ name, standing }, n) => restaurant(`r${n}`, { name: name.join(' '), standing }))
        const { found } = createSearchList(made).search({ ...all, text })
        for (const [n, { place }] of found.slice(1).entries()) {
          expect(isBefore(found[n]?.place ?? place, place)).toBe(true)
        }
      }),
    )
  })
})

describe('choices', () => {
  test('a city and a cuisine are chosen whole, however they are written', () => {
    expect(ids('', { city: 'TOKYO' })).toEqual(['kaze'])
    expect(ids('', { city: 'Busan' })).toEqual([])
    expect(ids('', { cuisine: 'creative' })).toEqual(['kaze'])
  })

  test('are counted over what else was asked, each as if nothing of its kind were chosen', () => {
    const { cities, cuisines } = list.search({ ...all, text: '', city: 'Tokyo', cuisine: 'Sushi' })
    expect(cities).toEqual([{ name: 'Tokyo', count: 1 }])
    expect(cuisines).toEqual([
      { name: 'Creative', count: 1 },
      { name: 'Sushi', count: 1 },
    ])
    const free = list.search({ ...all, text: '', city: 'Tokyo' })
    expect(free.cities).toHaveLength(4)
  })

  test('come with the most frequent first', () => {
    const many = ['Seoul', 'Tokyo', 'Tokyo', 'TOKYO', 'Seoul', 'Nara'].map((city, n) => restaurant(`r${n}`, { city }))
    expect(createSearchList(many).search({ ...all, text: '' }).cities).toEqual([
      { name: 'Tokyo', count: 3 },
      { name: 'Seoul', count: 2 },
      { name: 'Nara', count: 1 },
    ])
  })
})
