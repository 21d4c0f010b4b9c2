import { describe, expect, it } from 'vitest'
import type { Claim } from '../../../../../shared/domain/book/types.ts'
import { nightOf, seatingOf } from '../../../../../shared/domain/tables/night.ts'
import { roomOf } from '../../../../../shared/domain/tables/options.ts'
import {
  type Arriving,
  arrivalsByInterval,
  arrivingAmong,
  askPacing,
  footfallOf,
  noArrivals,
  peakCovers,
} from '../../../../../shared/domain/tables/pacing.ts'
import type { Pacing } from '../../../../../shared/domain/tables/settings.ts'
import { dayOf } from '../../../../../shared/domain/tables/slots.ts'
import { block, claim, date, hourMs, minuteMs, noPacing, settings, slotAt } from './support.ts'

const venue = settings()
const day = dayOf(venue, date)
const at18 = slotAt(venue, '18:00')
const seatingsOf = (...claims: Claim[]) => nightOf(roomOf(venue), claims, 0).seatings
const at = (hours: number) => at18 + hours * hourMs

describe('the arrivals of an interval', () => {
  it('are counted in parties and covers, the online ones among them, whatever staff overrode', () => {
    const seatings = seatingsOf(
      claim('a', ['A'], at18, { party: 2 }),
      claim('b', ['B'], at18 + 14 * minuteMs, { party: 3, channel: 'in_house', override: true }),
      claim('c', ['C'], at18 + 15 * minuteMs, { party: 4 }),
    )
    expect([...arrivalsByInterval(day, seatings)]).toEqual([
      [at18, { parties: 2, covers: 5, onlineParties: 1, onlineCovers: 2 }],
      [at18 + 15 * minuteMs, { parties: 1, covers: 4, onlineParties: 1, onlineCovers: 4 }],
    ])
  })

  it('are none of a block, and none outside every service', () => {
    const seatings = seatingsOf(block('x', ['A'], at18, at(1)), claim('c', ['B'], at(-1)))
    expect([...arrivalsByInterval(day, seatings)]).toEqual([])
  })

  it('are counted once for a list of seatings, and anew for another day', () => {
    const seatings = seatingsOf(claim('a', ['A'], at18))
    expect(arrivalsByInterval(day, seatings)).toBe(arrivalsByInterval(day, seatings))
    expect([...arrivalsByInterval(dayOf(venue, '2026-11-22'), seatings)]).toEqual([])
  })
})

describe('the covers present', () => {
  const seatings = seatingsOf(
    claim('a', ['A'], at(0), { end: at(2), party: 2 }),
    claim('b', ['B'], at(1), { end: at(2), party: 3 }),
    claim('c', ['C'], at(2), { end: at(4), party: 4 }),
    block('x', ['D'], at(0), at(4)),
  )

  it('change as guests come and go; who leaves goes before who arrives, in whatever order they are listed', () => {
    const steps = [
      { at: at(0), covers: 2 },
      { at: at(1), covers: 3 },
      { at: at(2), covers: -3 },
      { at: at(2), covers: -2 },
      { at: at(2), covers: 4 },
      { at: at(4), covers: -4 },
    ]
    expect(footfallOf(seatings)).toEqual(steps)
    expect(footfallOf([...seatings].reverse())).toEqual(steps)
    expect(footfallOf(seatings)).toBe(footfallOf(seatings))
  })

  it.each([
    { from: 0, to: 2, most: 5, why: 'both at once' },
    { from: 0, to: 1, most: 2, why: 'who comes as the stay ends is not met' },
    { from: 1.5, to: 3, most: 5, why: 'who came before the stay is there' },
    { from: 2, to: 3, most: 4, why: 'who leaves as the stay begins is not met' },
    { from: 4, to: 5, most: 0, why: 'nobody is left' },
  ])('are at most $most from hour $from to $to: $why', ({ from, to, most }) => {
    expect(peakCovers({ start: at(from), end: at(to) }, footfallOf(seatings))).toBe(most)
  })
})

describe('a party that asks to arrive', () => {
  const among = seatingsOf(claim('a', ['A'], at18 + 20 * minuteMs, { party: 2 }))
  const asks = (start: number, channel: Claim['channel'] = 'online') =>
    arrivingAmong(day, among, seatingOf(roomOf(venue), claim('n', ['C'], start, { party: 3, channel })))

  it('meets the arrivals of its interval, and whoever is present during its stay', () => {
    const arrivals = { parties: 1, covers: 2, onlineParties: 1, onlineCovers: 2 }
    expect(asks(at18 + 15 * minuteMs)).toEqual({ party: 3, online: true, arrivals, peak: 2 })
    expect(asks(at18 + 30 * minuteMs, 'walk_in')).toEqual({ party: 3, online: false, arrivals: noArrivals, peak: 2 })
  })

  it('meets no arrivals outside every service', () => {
    expect(asks(at(-1))).toEqual({ party: 3, online: true, arrivals: noArrivals, peak: 2 })
    expect(asks(at(4)).peak).toBe(0)
  })
})

describe('what pacing says', () => {
  const arriving: Arriving = {
    party: 2,
    online: true,
    arrivals: { parties: 3, covers: 7, onlineParties: 2, onlineCovers: 5 },
    peak: 11,
  }
  const ask = (limits: Partial<Pacing>, of: Partial<Arriving> = {}) =>
    askPacing({ ...noPacing, ...limits }, { ...arriving, ...of })

  it.each([
    { limit: 'maxParties', full: 3, reason: 'pacing_parties', each: 1 },
    { limit: 'maxCovers', full: 8, reason: 'pacing_covers', each: 2 },
    { limit: 'maxPresentCovers', full: 12, reason: 'presence_limit', each: 2 },
    { limit: 'maxOnlineParties', full: 2, reason: 'online_limit', each: 1 },
    { limit: 'maxOnlineCovers', full: 6, reason: 'online_limit', each: 2 },
  ])('is $reason where $limit of $full leaves no room for the whole party', ({ limit, full, reason, each }) => {
    expect(ask({ [limit]: full })).toEqual({ reason, room: 0 })
    expect(ask({ [limit]: full - 5 })).toEqual({ reason, room: 0 })
    expect(ask({ [limit]: full + 1 })).toEqual({ reason: null, room: 1 })
    expect(ask({ [limit]: full + 1 + each })).toEqual({ reason: null, room: 2 })
  })

  it('is room without end where nothing is limited', () => {
    expect(ask({})).toEqual({ reason: null, room: Infinity })
  })

  it('knows the online limits for guests alone', () => {
    const limits = { maxOnlineParties: 0, maxOnlineCovers: 0 }
    expect(ask(limits, { online: false })).toEqual({ reason: null, room: Infinity })
  })

  it('is the least room of all limits, and the reason of the first that has none', () => {
    expect(ask({ maxParties: 9, maxCovers: 11, maxPresentCovers: 99 })).toEqual({ reason: null, room: 2 })
    expect(ask({ maxParties: 9, maxCovers: 7, maxOnlineCovers: 5 })).toEqual({ reason: 'pacing_covers', room: 0 })
  })
})
