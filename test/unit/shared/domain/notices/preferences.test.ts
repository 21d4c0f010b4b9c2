import { describe, expect, it } from 'vitest'
import { kinds, toldKinds } from '../../../../../shared/domain/notices/kinds.ts'
import {
  allSwitches,
  heldUntil,
  isOn,
  mailsThatNeedNot,
  type Preferences,
  unsaid,
} from '../../../../../shared/domain/notices/preferences.ts'

const at = (text: string) => ({ venueZone: 'Asia/Seoul', now: Date.parse(text) })
const reminder = kinds['reminder.sameDay']

it('whoever never said anything is told everything by every way', () => {
  expect(allSwitches).toHaveLength(Object.keys(kinds).length * 3 + toldKinds['message.unread'].channels.length)
  expect(allSwitches.every((one) => isOn(unsaid, one))).toBe(true)
})

it('what is switched off is off by that way alone, and what is critical stays on whatever is kept', () => {
  const preferences: Preferences = {
    ...unsaid,
    off: [
      { kind: 'reminder.sameDay', channel: 'email' },
      { kind: 'reservation.cancelled', channel: 'email' },
    ],
  }
  const off = allSwitches.filter((one) => !isOn(preferences, one))
  expect(off).toEqual([{ kind: 'reminder.sameDay', channel: 'email' }])
})

it('one unsubscribes from all that comes by mail and need not, and from nothing else', () => {
  expect(mailsThatNeedNot).toEqual([
    { kind: 'reminder.dayBefore', channel: 'email' },
    { kind: 'reminder.sameDay', channel: 'email' },
    { kind: 'reminder.late', channel: 'email' },
  ])
})

describe('quiet hours', () => {
  it('are from ten to eight where nobody said anything, by the clock of the restaurant', () => {
    expect(heldUntil(unsaid, reminder, 'email', at('2027-01-10T21:59:00+09:00'))).toBeNull()
    expect(heldUntil(unsaid, reminder, 'email', at('2027-01-10T22:00:00+09:00'))).toBe(
      Date.parse('2027-01-11T08:00:00+09:00'),
    )
    expect(heldUntil(unsaid, reminder, 'push', at('2027-01-11T08:00:00+09:00'))).toBeNull()
  })

  it('are by their own clock where they named one', () => {
    const abroad = { ...unsaid, zone: 'Europe/London' }
    expect(heldUntil(abroad, reminder, 'email', at('2027-01-10T22:00:00+09:00'))).toBeNull()
    expect(heldUntil(abroad, reminder, 'email', at('2027-01-11T09:00:00+09:00'))).toBe(
      Date.parse('2027-01-11T08:00:00Z'),
    )
  })

  it('hold back neither what is critical nor the list in the app', () => {
    const night = at('2027-01-10T23:00:00+09:00')
    expect(heldUntil(unsaid, kinds['reservation.cancelled'], 'push', night)).toBeNull()
    expect(heldUntil(unsaid, reminder, 'app', night)).toBeNull()
    expect(heldUntil(unsaid, reminder, 'push', night)).not.toBeNull()
  })
})
