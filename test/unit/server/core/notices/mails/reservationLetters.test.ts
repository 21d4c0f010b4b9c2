import { describe, expect, it } from 'vitest'
import { renderText } from '../../../../../../server/core/notices/mails/render.ts'
import {
  cancelledLetter,
  changedLetter,
  confirmedLetter,
  dayBeforeLetter,
  lateLetter,
  ranOutLetter,
  sameDayLetter,
} from '../../../../../../server/core/notices/mails/reservationLetters.ts'
import type { Letter } from '../../../../../../server/core/notices/message.ts'
import { booking, languages, seoul } from './facts.ts'

const names = { ko: '김지원', en: 'Ada Okafor', ja: '伊藤さくら' } as const
const venueUrl = 'https://couvert.example/v/1'
const unsubscribeUrl = 'https://couvert.example/unsubscribe/1/secret'

function factsOf(letter: Letter): Readonly<Record<string, string>> {
  return Object.fromEntries(letter.parts.flatMap((part) => (part.kind === 'facts' ? part.rows : [])))
}

describe('a letter about a booking', () => {
  it('tells restaurant, day, time, party, name and the way there', () => {
    expect(factsOf(confirmedLetter(booking({ guestName: names.ko, language: 'ko' })))).toEqual({
      레스토랑: '메종 해\nMaison Hae',
      날짜: '2026년 12월 5일 토요일',
      시간: '19:30 (21:30경까지), 서울 현지 시간',
      인원: '2명',
      예약자: '김지원 님',
      주소: '27 Bukchon Haetgol-gil, Jongno-gu, Seoul',
      전화: '+82 2 555 0127',
    })
    expect(factsOf(confirmedLetter(booking({ guestName: names.ja, language: 'ja' })))).toMatchObject({
      レストラン: 'メゾン・ヘ\nMaison Hae',
      日付: '2026年12月5日土曜日',
      時間: '19:30（21:30 頃まで）ソウル現地時間',
      人数: '2名様',
      お名前: '伊藤さくら 様',
    })
    expect(factsOf(confirmedLetter(booking({ party: 1 })))).toMatchObject({
      Restaurant: 'Maison Hae\n메종 해',
      Time: '19:30 until about 21:30, Seoul time',
      Party: '1 guest',
    })
  })

  it('addresses Koreans and Japanese with the honorific, whatever it tells them', () => {
    for (const [language, honorific] of [
      ['ko', '김지원 님'],
      ['ja', '伊藤さくら 様'],
    ] as const) {
      const facts = booking({ language, guestName: names[language] })
      const letters = [
        confirmedLetter(facts),
        changedLetter({ ...facts, before: { start: facts.start, party: 3 } }),
        cancelledLetter({ ...facts, venueUrl, by: 'guest' }),
        cancelledLetter({ ...facts, venueUrl, by: 'restaurant' }),
        dayBeforeLetter({ ...facts, unsubscribeUrl }),
        sameDayLetter({ ...facts, unsubscribeUrl }),
        ranOutLetter({ ...facts, venueUrl }),
        lateLetter(facts),
      ]
      for (const letter of letters) {
        expect(letter.parts[0]).toMatchObject({ kind: 'heading', text: expect.stringContaining(honorific) })
        for (const part of letter.parts) {
          if (part.kind === 'text') expect(part.text).toMatch(/(?:니다|세요|ます|ません|ください)[.。]$/)
        }
      }
    }
  })

  it('says the new time and the old one where it was changed', () => {
    const { start } = booking()
    const before = { start: start - 26 * 3_600_000, party: 4 }
    for (const language of languages) {
      const letter = changedLetter({ ...booking({ language }), before })
      const text = renderText(letter)
      expect(letter.subject).toContain('19:30')
      expect(letter.subject).not.toContain('17:30')
      expect(text).toContain('19:30')
      const was = {
        ko: '이전 예약: 12월 4일 (금) 17:30, 4명',
        en: 'Before: Fri 4 Dec 17:30, 4 guests',
        ja: '変更前：12月4日(金) 17:30、4名様',
      }
      expect(text).toContain(was[language])
    }
  })

  it('says who cancelled, leads back to the restaurant, and sends nobody there', () => {
    const facts = { ...booking(), venueUrl }
    const [byGuest, byRestaurant] = [
      cancelledLetter({ ...facts, by: 'guest' }),
      cancelledLetter({ ...facts, by: 'restaurant' }),
    ]
    expect(byGuest.subject).toBe('Cancelled: Maison Hae, Sat 5 Dec, 19:30')
    expect(byRestaurant.subject).toBe('Cancelled by the restaurant: Maison Hae, Sat 5 Dec, 19:30')
    for (const letter of [byGuest, byRestaurant, ranOutLetter(facts)]) {
      expect(letter.parts).toContainEqual({ kind: 'action', label: 'See other times', to: venueUrl })
      expect(renderText(letter)).not.toContain('secret')
      expect(factsOf(letter)).not.toHaveProperty('Address')
    }
  })

  it.each(languages)('warns of passing the link on where whoever has it may act (%s)', (language) => {
    const notesOf = (manageUrl: string) =>
      confirmedLetter(booking({ language, manageUrl })).parts.filter(({ kind }) => kind === 'note')
    expect(notesOf('https://couvert.example/r/1#secret')).toHaveLength(2)
    expect(notesOf('https://couvert.example/r/1')).toHaveLength(1)
  })

  it('asks whoever is late to call, where it is known whom, and promises nothing', () => {
    const text = renderText(lateLetter(booking()))
    expect(text).toContain(
      'Your table was booked for 19:30. If you come later, please call the restaurant (+82 2 555 0127)',
    )
    expect(text).not.toContain('until 19')
    const unknown = renderText(lateLetter(booking({ venue: { ...seoul, phone: null } })))
    expect(unknown).toContain('please tell the restaurant, so that it is kept.')
    expect(unknown).not.toContain('Phone')
  })

  it('keeps the day in the subject also for a restaurant with a long name', () => {
    const venue = { ...seoul, name: 'The Old Observatory Dining Rooms and Winter Garden on the Hill' }
    const letter = cancelledLetter({ ...booking({ venue }), venueUrl, by: 'restaurant' })
    expect(letter.subject).toBe('Cancelled by the restaurant: The Old Observatory Dining…, Sat 5 Dec, 19:30')
    expect(factsOf(letter)['Restaurant']).toContain(venue.name)
  })
})

describe('where a restaurant is', () => {
  const address = (overrides: Partial<typeof seoul>, language: 'ko' | 'en' = 'en') => {
    const facts = factsOf(confirmedLetter(booking({ language, venue: { ...seoul, ...overrides } })))
    return facts[language === 'ko' ? '주소' : 'Address']
  }

  it('is said with its city, once', () => {
    expect(address({})).toBe('27 Bukchon Haetgol-gil, Jongno-gu, Seoul')
    expect(address({ address: '27 Bukchon Haetgol-gil' })).toBe('27 Bukchon Haetgol-gil, Seoul')
    expect(address({ address: '종로구 북촌햇골길 27' }, 'ko')).toBe('종로구 북촌햇골길 27, 서울')
    expect(address({ address: null }, 'ko')).toBe('서울')
    expect(address({ address: null, city: 'constructor' }, 'ko')).toBe('constructor')
  })

  it('goes with its name as it is written over the door, for who reads neither', () => {
    const tokyo = { ...seoul, name: 'Sora', localNames: { ko: '소라', ja: '宙' }, zone: 'Asia/Tokyo', city: 'Tokyo' }
    const shown = (language: 'ko' | 'en' | 'ja', venue: typeof seoul = tokyo) =>
      Object.values(factsOf(confirmedLetter(booking({ language, venue }))))[0]
    expect(shown('en')).toBe('Sora\n宙')
    expect(shown('ko')).toBe('소라\nSora')
    expect(shown('ja')).toBe('宙\nSora')
    expect(shown('ja', { ...seoul, localNames: { ko: null, ja: seoul.name } })).toBe('Maison Hae')
  })
})

describe('the restaurant’s clock', () => {
  const at = (iso: string, zone: string, city: string) => {
    const start = Date.parse(iso)
    const facts = factsOf(
      confirmedLetter(booking({ start, end: start + 3_600_000, venue: { ...seoul, zone, city, address: null } })),
    )
    return [facts['Date'], facts['Time']]
  }

  it('tells the two hours apart that have the same name when summer time ends', () => {
    expect(at('2026-11-01T05:30:00Z', 'America/New_York', 'New York')).toEqual([
      'Sunday 1 November 2026',
      '01:30 (GMT-4) until about 01:30 (GMT-5), New York time',
    ])
    expect(at('2026-11-01T06:30:00Z', 'America/New_York', 'New York')[1]).toBe(
      '01:30 (GMT-5) until about 02:30, New York time',
    )
  })

  it('skips the hour there is not when it begins', () => {
    expect(at('2026-03-29T00:30:00Z', 'Europe/Paris', 'Paris')).toEqual([
      'Sunday 29 March 2026',
      '01:30 until about 03:30, Paris time',
    ])
  })

  it('gives the day of the calendar also after midnight', () => {
    expect(at('2026-12-05T15:10:00Z', 'Asia/Seoul', 'Seoul')).toEqual([
      'Sunday 6 December 2026',
      '00:10 until about 01:10, Seoul time',
    ])
  })
})
