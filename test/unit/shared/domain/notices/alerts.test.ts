import { describe, expect, it } from 'vitest'
import { alertOf, choiceByDefault, wantsIt } from '../../../../../shared/domain/notices/alerts.ts'
import { digestAt, digestLine } from '../../../../../shared/domain/notices/digest.ts'
import { buildClaim } from '../book/support/build.ts'

describe('how one is told', () => {
  it('is a mail in the morning for who runs the house and nothing for others, until they say otherwise', () => {
    expect(choiceByDefault(true)).toEqual({ email: 'daily', push: false, app: false })
    expect(choiceByDefault(false)).toEqual({ email: 'never', push: false, app: false })
  })

  it('holds by each channel for itself', () => {
    const choice = { email: 'never', push: true, app: false } as const
    expect(['email', 'push', 'app'].filter((channel) => wantsIt(choice, channel as 'email'))).toEqual(['push'])
    for (const email of ['each', 'hourly', 'daily'] as const) expect(wantsIt({ ...choice, email }, 'email')).toBe(true)
  })
})

describe('what is told', () => {
  const claim = buildClaim({ state: 'confirmed', reservationId: 'r' })

  it.each([
    ['a booking', { type: 'claim.changed', claim, why: 'confirm' }, 'confirm', 'alert.made'],
    ['another time', { type: 'claim.changed', claim, why: 'modify' }, 'modify', 'alert.changed'],
    ['another date', { type: 'claim.changed', claim, why: 'bundle' }, 'bundleFinish', 'alert.changed'],
    ['a cancellation', { type: 'claim.ended', claim, end: 'cancelled', why: 'cancel' }, 'cancel', 'alert.cancelled'],
    ['who arrives', { type: 'claim.changed', claim: { ...claim, state: 'arrived' }, why: 'advance' }, 'advance', null],
    [
      'a payment that ran out',
      { type: 'claim.ended', claim: { ...claim, state: 'awaiting_payment' }, end: 'expired', why: 'due' },
      'expire',
      null,
    ],
  ] as const)('%s', (_name, event, op, kind) => {
    expect(alertOf(event, op)).toBe(kind)
  })
})

describe('a digest goes', () => {
  const at = (text: string) => Date.parse(text)
  const goes = (pace: 'hourly' | 'daily', zone: string, now: string) =>
    new Date(digestAt(pace, zone, at(now))).toISOString()

  it('on the next hour', () => {
    expect(goes('hourly', 'Asia/Seoul', '2026-12-05T10:00:00.000Z')).toBe('2026-12-05T11:00:00.000Z')
    expect(goes('hourly', 'Asia/Seoul', '2026-12-05T10:59:59.999Z')).toBe('2026-12-05T11:00:00.000Z')
  })

  it('at nine in the morning where the restaurant is', () => {
    expect(goes('daily', 'Asia/Seoul', '2026-12-04T23:59:59.999Z')).toBe('2026-12-05T00:00:00.000Z')
    expect(goes('daily', 'Asia/Seoul', '2026-12-05T00:00:00.000Z')).toBe('2026-12-06T00:00:00.000Z')
  })

  it('also in a week in which the clock is moved', () => {
    expect(goes('daily', 'Europe/Paris', '2026-03-28T12:00:00.000Z')).toBe('2026-03-29T07:00:00.000Z')
    expect(goes('daily', 'Europe/Paris', '2026-03-27T12:00:00.000Z')).toBe('2026-03-28T08:00:00.000Z')
  })
})

describe('of a reservation a digest says', () => {
  const reservation = { state: 'confirmed', start: 1000, end: 2000, party: 2 } as const
  const before = { start: 500, party: 2 }
  const gone = { ...reservation, state: 'cancelled' } as const
  const [made, changed, cancelled] = ['alert.made', 'alert.changed', 'alert.cancelled'] as const

  it.each([
    ['that it is new', [made], null, reservation, { what: 'made' }],
    ['that it is new, also where it was changed since', [made, changed], null, reservation, { what: 'made' }],
    ['what it was before', [changed], before, reservation, { what: 'changed', before }],
    [
      'what it was before the first of several changes',
      [changed, changed],
      before,
      reservation,
      { what: 'changed', before },
    ],
    ['that it is off', [cancelled], null, gone, { what: 'cancelled' }],
    ['that it is off, and not how it was changed before', [changed, cancelled], before, gone, { what: 'cancelled' }],
    ['nothing where it came and went', [made, cancelled], null, gone, null],
    ['nothing of what is off and will be told as that', [made], null, gone, null],
    ['nothing of a change where it is off and will be told as that', [changed], before, gone, null],
    ['nothing of a change that was taken back', [changed, changed], { start: 1000, party: 2 }, reservation, null],
    ['nothing of a change that nobody can tell', [changed], null, reservation, null],
    ['nothing of a visit that failed to come', [made], null, { ...reservation, state: 'no_show' } as const, null],
    ['nothing of what is not there', [made], null, null, null],
  ] as const)('%s', (_name, kinds, was, now, line) => {
    expect(digestLine({ kinds, before: was }, now, 1500)).toEqual(line)
  })

  it('nothing once the visit is over', () => {
    expect(digestLine({ kinds: [made], before: null }, reservation, 1999)).toEqual({ what: 'made' })
    expect(digestLine({ kinds: [made], before: null }, reservation, 2000)).toBeNull()
  })
})
