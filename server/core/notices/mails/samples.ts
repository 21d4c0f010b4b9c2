import { invitationLifeMs } from '../../commands/staff.ts'
import type { Language } from '../../identity/documents.ts'
import { proofLifeMs } from '../../identity/proofs.ts'
import { transcriptWords } from '../../transcripts/words.ts'
import { momentOf } from '../../transcripts/write.ts'
import type { Letter } from '../message.ts'
import type { BookingFacts, LetterVenue } from './booking.ts'
import {
  cancelledLetter,
  changedLetter,
  confirmedLetter,
  dayBeforeLetter,
  lateLetter,
  ranOutLetter,
  sameDayLetter,
} from './reservationLetters.ts'
import { accountLetter, securityLetter } from './securityLetters.ts'
import {
  type DigestEntry,
  digestLetter,
  staffCancelledLetter,
  staffChangedLetter,
  staffMadeLetter,
} from './staffLetters.ts'
import { transcriptLetter, unreadLetter } from './talkLetters.ts'

export interface Sample {
  /** What happened, in English, for whoever edits the letters. */
  readonly name: string
  readonly letter: Letter
}

/** Whom and what the samples speak of. */
export interface SampleCast {
  readonly guestName: string
  readonly venue: LetterVenue
}

const publicUrl = 'https://couvert.example'
const manageUrl = `${publicUrl}/r/maison-hae_2026-12-05_7f3a9c#Qm9va2luZ1NlY3JldA`
const unsubscribeUrl = `${publicUrl}/unsubscribe/maison-hae_2026-12-05_7f3a9c/UmVtaW5kZXJTZWNyZXQ`
const talkUnsubscribeUrl = `${publicUrl}/unsubscribe/messages/7f3a9c/QW5zd2VyU2VjcmV0`
const venueUrl = `${publicUrl}/v/maison-hae`
const alertsUrl = `${publicUrl}/account#alerts`
const hourMs = 3_600_000
/** 19:30 in Seoul. */
const start = Date.UTC(2026, 11, 5, 10, 30)
const end = start + 2 * hourMs
const before = { start: start - 25.5 * hourMs, party: 4 }

/** Every letter there is, about one booking and one account. */
export function samplesWith(cast: SampleCast, language: Language): readonly Sample[] {
  const facts = { ...cast, language, start, end, party: 2 }
  return [
    ...reservationSamples(facts),
    ...staffSamples(facts),
    ...talkSamples(facts),
    ...codeSamples(facts),
    ...securitySamples(facts),
  ]
}

function talkSamples({ language, venue }: BookingFacts): readonly Sample[] {
  const said = {
    ko: '창가 자리로 준비해 두었습니다.',
    en: 'The table by the window is yours.',
    ja: '窓側のお席をご用意しました。',
  }
  const messages = Array.from({ length: 12 }, (_, n) => ({ at: start + n * 60_000, text: said[language] }))
  const about = {
    language,
    deskName: (language === 'en' ? null : venue.localNames[language]) ?? venue.name,
    zone: venue.zone,
  }
  const talkUrl = `${publicUrl}/messages/7f3a9c`
  const links = { talkUrl, noticesUrl: `${publicUrl}/account#notices`, unsubscribeUrl: talkUnsubscribeUrl }
  const by = transcriptWords[language]
  const moment = momentOf(new Date(start), about)
  const asked = { ko: '창가 자리가 있을까요?', en: 'Is there a table by the window?', ja: '窓側の席はありますか？' }
  const talk = [
    { by: by.you, at: moment, lines: [asked[language], by.file('menu.pdf', '120 kB')] },
    { by: by.desk, at: moment, lines: [said[language]] },
    { by: by.you, at: moment, lines: [by.withdrawn] },
  ]
  const written = { ...about, at: moment, talkUrl }
  return [
    { name: 'a desk has answered', letter: unreadLetter({ ...about, ...links, said: messages.slice(0, 1) }) },
    { name: 'a desk has said more than is listed', letter: unreadLetter({ ...about, ...links, said: messages }) },
    { name: 'a conversation, asked for', letter: transcriptLetter({ ...written, said: talk, more: false }) },
    { name: 'the newest of a long conversation', letter: transcriptLetter({ ...written, said: talk, more: true }) },
    {
      name: 'a conversation in which nothing was said',
      letter: transcriptLetter({ ...written, said: [], more: false }),
    },
  ]
}

function reservationSamples(facts: BookingFacts): readonly Sample[] {
  const living = { ...facts, manageUrl }
  const reminder = { ...living, unsubscribeUrl }
  const ended = { ...facts, venueUrl }
  const otherClock = { ...facts.venue, city: 'New York', zone: 'America/New_York' }
  // The hour that comes twice when summer time ends.
  const fold = { start: Date.UTC(2026, 10, 1, 5, 30), end: Date.UTC(2026, 10, 1, 6, 30) }
  return [
    { name: 'confirmed', letter: confirmedLetter(living) },
    {
      name: 'confirmed, in the night the clock is moved',
      letter: confirmedLetter({ ...living, ...fold, venue: otherClock }),
    },
    { name: 'changed', letter: changedLetter({ ...living, before }) },
    { name: 'cancelled by the guest', letter: cancelledLetter({ ...ended, by: 'guest' }) },
    { name: 'cancelled by the restaurant', letter: cancelledLetter({ ...ended, by: 'restaurant' }) },
    { name: 'reminder the day before', letter: dayBeforeLetter(reminder) },
    { name: 'reminder the same day', letter: sameDayLetter(reminder) },
    { name: 'hold of a payer that ran out', letter: ranOutLetter(ended) },
    { name: 'running late', letter: lateLetter(living) },
    {
      name: 'running late, no phone and no address known',
      letter: lateLetter({ ...living, venue: { ...facts.venue, address: null, phone: null } }),
    },
  ]
}

function staffSamples(facts: BookingFacts): readonly Sample[] {
  const { language, venue, guestName } = facts
  const staff = { ...facts, alertsUrl }
  const entries: readonly DigestEntry[] = [
    { what: 'made', guestName, start, party: 2 },
    { what: 'changed', guestName, start: start + hourMs, party: 2, before },
    { what: 'made', guestName, start: start - hourMs / 2, party: 6 },
    { what: 'cancelled', guestName, start: end, party: 1 },
  ]
  return [
    { name: 'staff: new booking', letter: staffMadeLetter(staff) },
    { name: 'staff: changed booking', letter: staffChangedLetter({ ...staff, before }) },
    { name: 'staff: cancelled by the guest', letter: staffCancelledLetter({ ...staff, by: 'guest' }) },
    { name: 'staff: cancelled by the restaurant', letter: staffCancelledLetter({ ...staff, by: 'restaurant' }) },
    { name: 'staff: digest', letter: digestLetter({ language, venue, entries, alertsUrl }) },
  ]
}

function codeSamples({ language, venue }: BookingFacts): readonly Sample[] {
  const contents = {
    register: { code: '402817' },
    registered: {},
    reset: { code: '058113' },
    nobody: {},
    email: { code: '990302' },
    invitation: { link: '/staff#SW52aXRhdGlvblNlY3JldA', venue: venue.name, role: 'host' },
  } as const
  const kinds = Object.keys(contents) as (keyof typeof contents)[]
  const lives = { codeMinutes: proofLifeMs / 60_000, invitationDays: invitationLifeMs / 86_400_000 }
  const stopped = { venue: venue.name, host: 'example.com' }
  return [
    ...kinds.map((kind) => ({
      name: `account: ${kind}`,
      letter: accountLetter({ kind, language, content: contents[kind], publicUrl, ...lives }),
    })),
    ...(['gone', 'failing'] as const).map((reason) => ({
      name: `webhook switched off: ${reason}`,
      letter: accountLetter({
        kind: 'webhookOff',
        language,
        content: { ...stopped, reason },
        publicUrl,
        ...lives,
      }),
    })),
  ]
}

function securitySamples({ language, guestName }: BookingFacts): readonly Sample[] {
  const userAgent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/147.0.0.0 Safari/537.36'
  const facts = { language, name: guestName, at: start, zone: 'Asia/Seoul', userAgent, publicUrl }
  return [
    { name: 'security: password changed', letter: securityLetter({ ...facts, what: 'passwordChanged' }) },
    {
      name: 'security: e-mail changed',
      letter: securityLetter({ ...facts, what: 'emailChanged', newAddress: 'someone@example.com' }),
    },
    { name: 'security: second factor on', letter: securityLetter({ ...facts, what: 'factorOn', zone: null }) },
    { name: 'security: second factor off', letter: securityLetter({ ...facts, what: 'factorOff', userAgent: null }) },
    { name: 'security: new device', letter: securityLetter({ ...facts, what: 'newDevice' }) },
  ]
}
