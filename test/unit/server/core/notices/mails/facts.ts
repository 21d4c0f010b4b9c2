import type { LetterVenue } from '../../../../../../server/core/notices/mails/booking.ts'
import type { LivingFacts } from '../../../../../../server/core/notices/mails/reservationLetters.ts'

export const languages = ['ko', 'en', 'ja'] as const

export const seoul: LetterVenue = {
  name: 'Maison Hae',
  localNames: { ko: '메종 해', ja: 'メゾン・ヘ' },
  city: 'Seoul',
  zone: 'Asia/Seoul',
  address: '27 Bukchon Haetgol-gil, Jongno-gu, Seoul',
  phone: '+82 2 555 0127',
}

/** Nothing of it is written in the letters of Korea or Japan: what still is, are the words of the letters themselves. */
export const latin: LetterVenue = {
  ...seoul,
  localNames: { ko: null, ja: null },
  city: 'Springfield',
  address: '1 Main Street, Springfield',
}

export function booking(overrides: Partial<LivingFacts> = {}): LivingFacts {
  const start = Date.UTC(2026, 11, 5, 10, 30)
  return {
    language: 'en',
    guestName: 'Ada Okafor',
    venue: seoul,
    start,
    end: start + 7_200_000,
    party: 2,
    manageUrl: 'https://couvert.example/r/1#secret',
    ...overrides,
  }
}
