import { describe, expect, it } from 'vitest'
import { renderText } from '../../../../../../server/core/notices/mails/render.ts'
import {
  type DigestEntry,
  digestLetter,
  staffCancelledLetter,
  staffChangedLetter,
  staffMadeLetter,
} from '../../../../../../server/core/notices/mails/staffLetters.ts'
import { booking, languages, seoul } from './facts.ts'

const alertsUrl = 'https://couvert.example/account#alerts'
const facts = (language: 'ko' | 'en' | 'ja' = 'en') => ({ ...booking({ language }), alertsUrl })

describe('a letter to those who work there', () => {
  it('tells who comes, when, and with how many', () => {
    expect(renderText(staffMadeLetter(facts()))).toBe(`Couvert

A new booking

Ada Okafor has booked for 2 guests.

Restaurant: Maison Hae
  메종 해
Date: Saturday 5 December 2026
Time: 19:30 until about 21:30, Seoul time
Party: 2 guests
Name: Ada Okafor

Choose how you are told
${alertsUrl}

You get this because of your role at Maison Hae.
`)
  })

  it('keeps the guest’s name out of what an inbox or a lock screen shows', () => {
    for (const language of languages) {
      const all = facts(language)
      const letters = [
        staffMadeLetter(all),
        staffChangedLetter({ ...all, before: { start: all.start, party: 3 } }),
        staffCancelledLetter({ ...all, by: 'guest' }),
        digestLetter({ ...all, entries: [{ what: 'made', guestName: all.guestName, start: all.start, party: 2 }] }),
      ]
      for (const { subject, preview } of letters) expect(`${subject} ${preview}`).not.toContain('Ada')
    }
  })

  it('never hands out the guest’s own link', () => {
    expect(renderText(staffMadeLetter(facts()))).not.toContain('secret')
  })

  it('says what a booking was before', () => {
    const letter = staffChangedLetter({ ...facts(), before: { start: facts().start - 86_400_000, party: 5 } })
    expect(renderText(letter)).toContain('Before: Fri 4 Dec 19:30, 5 guests\n')
  })

  it('says who cancelled', () => {
    expect(renderText(staffCancelledLetter({ ...facts(), by: 'guest' }))).toContain('Ada Okafor has cancelled.')
    expect(renderText(staffCancelledLetter({ ...facts(), by: 'restaurant' }))).toContain(
      'The restaurant has cancelled the booking of Ada Okafor.',
    )
  })
})

describe('a digest', () => {
  const start = Date.UTC(2026, 11, 5, 10, 30)
  const made = (guestName: string): DigestEntry => ({ what: 'made', guestName, start, party: 2 })

  it('lists by what happened, each in its order', () => {
    const entries: DigestEntry[] = [
      { what: 'cancelled', guestName: 'Ito', start, party: 1 },
      made('Kim'),
      { what: 'changed', guestName: 'Lee', start, party: 4, before: { start: start - 3_600_000, party: 3 } },
      made('Park'),
    ]
    const letter = digestLetter({ language: 'en', venue: seoul, entries, alertsUrl })
    expect(letter.subject).toBe('4 updates on bookings: Maison Hae')
    expect(renderText(letter)).toContain(`New (2)

Sat 5 Dec 19:30: Kim, 2 guests
Sat 5 Dec 19:30: Park, 2 guests

Changed (1)

Sat 5 Dec 19:30: Lee, 4 guests
  before: Sat 5 Dec 18:30, 3 guests

Cancelled (1)

Sat 5 Dec 19:30: Ito, 1 guest

Choose how you are told
`)
  })

  it('lists fifty at most and counts the rest', () => {
    const entries = Array.from({ length: 73 }, (_, index) => made(`Guest ${index}`))
    const letter = digestLetter({ language: 'en', venue: seoul, entries, alertsUrl })
    const text = renderText(letter)
    expect(text.match(/Guest \d+/g)).toHaveLength(50)
    expect(text).toContain('New (73)')
    expect(text).toContain('And 23 more.')
    expect(
      renderText(digestLetter({ language: 'en', venue: seoul, entries: entries.slice(0, 50), alertsUrl })),
    ).not.toContain('more.')
  })

  it('honours the guests in Korean and Japanese', () => {
    const entries = [made('김지원')]
    expect(renderText(digestLetter({ language: 'ko', venue: seoul, entries, alertsUrl }))).toContain('김지원 님, 2명')
    expect(renderText(digestLetter({ language: 'ja', venue: seoul, entries, alertsUrl }))).toContain('김지원 様、2名様')
  })
})
