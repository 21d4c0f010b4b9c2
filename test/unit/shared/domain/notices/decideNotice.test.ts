import { describe, expect, it } from 'vitest'
import {
  compareOrders,
  type DueNotice,
  decideNotice,
  type Facts,
  type Told,
} from '../../../../../shared/domain/notices/decideNotice.ts'
import { kinds } from '../../../../../shared/domain/notices/kinds.ts'

const start = 100_000
const end = 200_000
const reservation = { state: 'confirmed', start, end, party: 2 } as const
const notice: DueNotice = { order: [0, 5, 0], start }
const known: Told = { order: [0, 3, 0], start, party: 2 }
const facts: Facts = { reservation, told: null, marked: false, reachable: true, switchedOff: false, quietUntil: null }

const { 'reservation.confirmed': confirmed, 'reservation.changed': changed, 'reservation.cancelled': cancelled } = kinds
const reminder = kinds['reminder.sameDay']
const late = kinds['reminder.late']

const send = { do: 'send' }
const not = (why: string) => ({ do: 'suppress', why })

describe('what is still true, is told', () => {
  it('when it is due', () => {
    expect(decideNotice(confirmed, notice, facts, 0)).toEqual(send)
    expect(decideNotice(reminder, notice, facts, 0)).toEqual(send)
    const off = { ...facts, reservation: { ...reservation, state: 'cancelled' as const } }
    expect(decideNotice(cancelled, notice, off, 0)).toEqual(send)
  })

  it('until nobody needs it: a reminder until the visit, all else until its end', () => {
    expect(decideNotice(reminder, notice, facts, start - 1)).toEqual(send)
    expect(decideNotice(reminder, notice, facts, start)).toEqual(not('too_late'))
    expect(decideNotice(confirmed, notice, facts, end - 1)).toEqual(send)
    expect(decideNotice(confirmed, notice, facts, end)).toEqual(not('too_late'))
  })
})

describe('what is no longer true, is not', () => {
  it.each([
    ['a confirmation', confirmed, 'cancelled'],
    ['a confirmation', confirmed, 'no_show'],
    ['a change', changed, 'cancelled'],
    ['a reminder', reminder, 'cancelled'],
    ['a reminder', reminder, 'seated'],
    ['a cancellation', cancelled, 'confirmed'],
  ] as const)('%s of what is %s', (_name, kind, state) => {
    const now = { ...facts, reservation: { ...reservation, state } }
    expect(decideNotice(kind, notice, now, 0)).toEqual(not('not_true'))
  })

  it('a notice of what is not there', () => {
    expect(decideNotice(confirmed, notice, { ...facts, reservation: null }, 0)).toEqual(not('not_true'))
  })

  it('a reminder of a visit at another time; that one has its own', () => {
    const moved = { ...facts, reservation: { ...reservation, start: start + 1 } }
    expect(decideNotice(reminder, notice, moved, 0)).toEqual(not('not_true'))
    expect(decideNotice(confirmed, notice, moved, 0)).toEqual(send)
  })
})

describe('whoever is late', () => {
  const marked = { ...facts, marked: true }

  it('is asked, from the start of the visit until its end', () => {
    expect(decideNotice(late, notice, marked, start + 1)).toEqual(send)
    expect(decideNotice(late, notice, marked, end)).toEqual(not('too_late'))
  })

  it('is not where nobody marks who has come: they may be at the table', () => {
    expect(decideNotice(late, notice, facts, start + 1)).toEqual(not('unmarked'))
  })

  it.each(['arrived', 'seated', 'no_show', 'cancelled', 'completed'] as const)('is not once they are %s', (state) => {
    const now = { ...marked, reservation: { ...reservation, state } }
    expect(decideNotice(late, notice, now, start + 1)).toEqual(not('not_true'))
  })

  it('is not at the time they had before they moved it', () => {
    const moved = { ...marked, reservation: { ...reservation, start: start + 1 } }
    expect(decideNotice(late, notice, moved, start + 1)).toEqual(not('not_true'))
  })
})

describe('nobody is told twice', () => {
  it('what a newer notice, or the same, has said', () => {
    for (const order of [notice.order, [0, 5, 1], [0, 6, 0], [1, 0, 0]] as const) {
      expect(decideNotice(confirmed, notice, { ...facts, told: { ...known, order } }, 0)).toEqual(not('told'))
    }
  })

  it('of a change that changes nothing for them', () => {
    expect(decideNotice(changed, notice, { ...facts, told: known }, 0)).toEqual(not('told'))
    expect(decideNotice(changed, notice, { ...facts, told: { ...known, party: 3 } }, 0)).toEqual(send)
    expect(decideNotice(changed, notice, { ...facts, told: { ...known, start: 1 } }, 0)).toEqual(send)
    expect(decideNotice(changed, notice, facts, 0)).toEqual(send)
  })

  it('but reminded of what they were told', () => {
    expect(decideNotice(reminder, notice, { ...facts, told: { ...known, order: [9, 9, 9] } }, 0)).toEqual(send)
  })
})

describe('whoever wants to be left alone', () => {
  const quiet = (quietUntil: number) => ({ ...facts, quietUntil })

  it('is, but for what is critical', () => {
    const off = { ...facts, switchedOff: true, quietUntil: start - 1 }
    expect(decideNotice(reminder, notice, off, 0)).toEqual(not('switched_off'))
    expect(decideNotice(confirmed, notice, off, 0)).toEqual(send)
  })

  it('of whoever is late does not wait for the morning', () => {
    expect(decideNotice(kinds['reminder.late'], notice, { ...quiet(start - 1), marked: true }, 0)).toEqual(send)
  })

  it('is told once it is no longer quiet, if that is in time', () => {
    expect(decideNotice(reminder, notice, quiet(start - 1), 0)).toEqual({ do: 'wait', until: start - 1 })
    expect(decideNotice(reminder, notice, quiet(start), 0)).toEqual(not('quiet'))
    expect(decideNotice(reminder, notice, quiet(50), 50)).toEqual(send)
  })

  it('and whoever cannot be reached is not waited for', () => {
    const gone = { ...quiet(start - 1), reachable: false }
    expect(decideNotice(reminder, notice, gone, 0)).toEqual(not('unreachable'))
    expect(decideNotice(confirmed, notice, gone, 0)).toEqual(not('unreachable'))
  })
})

it('orders by generation, then version, then place', () => {
  const orders = [
    [1, 0, 0],
    [0, 2, 1],
    [0, 2, 0],
    [0, 1, 9],
  ] as const
  expect([...orders].sort(compareOrders)).toEqual(orders.toReversed())
  expect(compareOrders([1, 2, 3], [1, 2, 3])).toBe(0)
})
