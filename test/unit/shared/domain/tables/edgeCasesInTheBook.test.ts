import { describe, expect, it } from 'vitest'
import type { Book, Command, Decision, Party, Want } from '../../../../../shared/domain/book/types.ts'
import { createEvaluator } from '../../../../../shared/domain/tables/evaluator.ts'
import { bookOf, claim, date, hourMs, settings, slotAt, staff, type Turn, table, turn, want } from './support.ts'

const host: Party = { key: 'venue:v1', staff: true }
const ann: Party = { key: 'guest:ann', staff: false }
const ben: Party = { key: 'guest:ben', staff: false }

/** One table for two: whoever comes first has the last one. */
const one = settings({ tables: [table('A', 2)], maxParty: 2 })
const at18 = slotAt(one, '18:00')
const early = at18 - 6 * hourMs
const ends = early + one.holdMs

const hold = (claimId: string, wanted: Want = want(at18, 2)): Command => {
  return { type: 'hold', claimId, reservationId: `r-${claimId}`, want: wanted, expiresAt: ends }
}
const bookFor = (claimId: string, holder: Party): Command => {
  return { type: 'book', claimId, reservationId: `r-${claimId}`, holder: holder.key, want: staff(at18, 2) }
}
const confirm = (claimId: string): Command => ({ type: 'confirm', claimId })
const said = (decision: Decision) => {
  if (decision.ok) return decision.claim?.unitIds ?? 'ended'
  return decision.refusal.code === 'slot_unavailable' ? decision.refusal.reason : decision.refusal.code
}
/** The last of these turns, each in the book that the one before left. */
const play = (of: typeof one, first: Book, ...turns: [Command, Party, number?][]): Turn => {
  let last: Turn | null = null
  for (const [command, by, now = early] of turns) last = turn(of, last?.book ?? first, command, by, now)
  if (last === null) throw new Error('No turn.')
  return last
}
const answer = (...args: Parameters<typeof play>) => said(play(...args).decision)
const empty = bookOf([])

describe('edge cases of the trade, decided in the book', () => {
  it('edge case 1: of two guests after the last table at one instant one has it, the other is shown what else there is', () => {
    const { decision, book } = play(one, empty, [hold('a'), ann], [hold('b'), ben])
    expect(said(decision)).toBe('held')
    expect(Object.keys(book.claims)).toEqual(['a'])
    const slots = Object.values(createEvaluator(one, date).availability(book, early).slots)
    expect(slots.map(({ label, codes }) => `${label} ${codes}`)).toEqual([
      ...['18:00 xx', '18:30 xx', '19:00 xx', '19:30 xx'],
      ...['20:00 ff', '20:30 ff', '21:00 ff'],
    ])
  })

  it('edge case 2: a payment that comes too late confirms nothing, and the place is claimed anew only if it is free', () => {
    const paying = bookOf([claim('p', ['A'], at18, { state: 'awaiting_payment', holder: ann.key, expiresAt: ends })])
    expect(answer(one, paying, [confirm('p'), host, ends - 1])).toEqual(['A'])
    expect(answer(one, paying, [confirm('p'), host, ends])).toBe('hold_expired')
    expect(answer(one, paying, [bookFor('again', ann), host, ends])).toEqual(['A'])
    expect(answer(one, paying, [bookFor('other', ben), host, ends], [bookFor('again', ann), host, ends])).toBe('taken')
  })

  it('edge case 3: of confirmation and expiry one wins by the clock, and an expiry that comes late or twice does nothing', () => {
    const { book } = play(one, empty, [hold('a'), ann])
    const confirmed = play(one, book, [confirm('a'), ann, ends - 1])
    expect(confirmed.decision.guards).toEqual({ notBefore: null, before: ends })
    expect(play(one, confirmed.book, [{ type: 'expire' }, host, ends]).decision).toMatchObject({ ok: true, events: [] })
    const late = play(one, book, [confirm('a'), ann, ends]).decision
    expect(late).toMatchObject({ refusal: { code: 'hold_expired' }, guards: { notBefore: ends, before: null } })
    const tidied = play(one, book, [{ type: 'expire' }, host, ends])
    expect(tidied.book.claims).toEqual({})
    expect(play(one, tidied.book, [{ type: 'expire' }, host, ends]).decision).toMatchObject({ ok: true, events: [] })
  })

  it('edge case 5: a hold told twice is in the book once, also where there is room for another', () => {
    const venue = settings()
    const { decision, book } = play(venue, empty, [hold('a'), ann], [hold('a', want(at18, 4)), ann])
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'not_allowed_now', from: 'held' } })
    expect(Object.values(book.claims).map(({ unitIds, party }) => [unitIds, party])).toEqual([[['A'], 2]])
  })

  it('edge case 6: a tab that closes gives back its own hold, not the other tab’s, and nobody gives back another’s', () => {
    const twoTabs = play(settings(), empty, [hold('a'), ann], [hold('b'), ann]).book
    const closed = play(settings(), twoTabs, [{ type: 'release', claimId: 'a' }, ann])
    expect(Object.keys(closed.book.claims)).toEqual(['b'])
    expect(answer(settings(), twoTabs, [{ type: 'release', claimId: 'a' }, ben])).toBe('not_found')
  })

  it('edge case 9: a combination given back frees all its tables at once', () => {
    const combinations = [{ id: 'AB', tableIds: ['A', 'B'], minParty: 3, maxParty: 4 }]
    const joined = settings({ tables: [table('A', 2), table('B', 2)], combinations })
    const { book } = play(joined, empty, [hold('ab', want(at18, 4)), ann])
    expect(answer(joined, book, [hold('c'), ben])).toBe('held')
    const freed = play(joined, book, [{ type: 'release', claimId: 'ab' }, ann]).book
    expect(answer(joined, freed, [hold('c'), ben])).toEqual(['A'])
    expect(answer(joined, freed, [hold('c'), ben], [hold('d'), ann])).toEqual(['B'])
  })

  it('edge case 10: a large table is kept from a small party where the venue caps spare seats, even as the last one', () => {
    const capped = settings({ tables: [table('A', 6)], oversizeCap: 2 })
    expect(answer(capped, empty, [hold('a'), ann])).toBe('no_table_fits')
    expect(answer(capped, empty, [hold('a', want(at18, 4)), ann])).toEqual(['A'])
  })

  it('edge case 16: a schedule that changes under bookings and holds keeps and flags them, and refuses new ones', () => {
    const closed = settings({ version: 2, exceptions: [{ date, services: [] }] })
    const claims = [claim('booked', ['A'], at18), claim('held', ['B'], at18, { state: 'held', expiresAt: ends })]
    const { book } = play(closed, bookOf(claims), [{ type: 'adopt', settingsVersion: 2 }, host])
    expect(Object.values(book.claims).map(({ id, flagged }) => [id, flagged])).toEqual([
      ['booked', true],
      ['held', true],
    ])
    expect(answer(closed, book, [hold('n'), ann])).toBe('closed')
    const holder: Party = { key: claims[1]?.holder ?? '', staff: false }
    expect(answer(closed, book, [confirm('held'), holder])).toBe('no_longer_offered')
    expect(answer(closed, book, [confirm('held'), host])).toEqual(['B'])
    const opened = settings({ version: 3 })
    const again = play(opened, { ...book, settingsVersion: 3 }, [confirm('held'), holder]).book
    expect(again.claims['held']).toMatchObject({ state: 'confirmed', flagged: false })
  })

  it('edge case 20: a guest marked as a no-show is seated after all if the table is still free; who cancelled is gone', () => {
    const noShow = play(one, bookOf([claim('c', ['A'], at18)]), [
      { type: 'advance', claimId: 'c', to: 'no_show' },
      host,
    ])
    const back: Command = { type: 'advance', claimId: 'c', to: 'seated' }
    expect(answer(one, noShow.book, [back, host, at18])).toEqual(['A'])
    expect(answer(one, noShow.book, [bookFor('n', ben), host], [back, host, at18])).toBe('taken')
    const cancelled = play(one, bookOf([claim('c', ['A'], at18)]), [{ type: 'cancel', claimId: 'c' }, host])
    expect(answer(one, cancelled.book, [back, host, at18])).toBe('not_found')
  })

  it('edge case 22: two tablets that give one table away replay in order: the second is refused and loses nothing', () => {
    const two = settings({ tables: [table('A', 2), table('B', 2), table('C', 2)] })
    const start = bookOf([claim('x', ['A'], at18), claim('y', ['B'], at18)])
    const toC = (claimId: string): Command => ({ type: 'move', claimId, unitIds: ['C'] })
    const { decision, book } = play(two, start, [toC('x'), host], [toC('y'), host])
    expect(said(decision)).toBe('taken')
    expect(Object.values(book.claims).map(({ id, unitIds }) => [id, unitIds])).toEqual([
      ['x', ['C']],
      ['y', ['B']],
    ])
    const leave: Command = { type: 'advance', claimId: 'x', to: 'no_show' }
    const seat: Command = { type: 'advance', claimId: 'x', to: 'seated' }
    const replayed = play(two, start, [seat, host], [leave, host]).decision
    expect(replayed).toMatchObject({ refusal: { code: 'not_allowed_now', from: 'seated', to: 'no_show' } })
  })
})

describe('a booking that is changed', () => {
  it('keeps its old place and time where the new ones are not to be had', () => {
    const booked = claim('m', ['A'], at18, { holder: ann.key })
    const start = bookOf([booked, claim('n', ['A'], at18 + 2 * hourMs)])
    const later = (hours: number): Command => ({ type: 'modify', claimId: 'm', want: want(at18 + hours * hourMs, 2) })
    const { decision, book } = play(one, start, [later(1), ann])
    expect(said(decision)).toBe('taken')
    expect(book.claims['m']).toBe(booked)
    const shorter = play(one, bookOf([booked]), [later(0.5), ann]).book.claims['m']
    expect([shorter?.start, shorter?.unitIds]).toEqual([at18 + hourMs / 2, ['A']])
  })
})

describe('a walk-in', () => {
  it('sits at any minute of the service, at tables kept for the door too, and in nobody’s booked place', () => {
    const door = settings({ tables: [table('A', 2), table('W', 2, { channel: 'walk_in' })], maxParty: 2 })
    const at1807 = at18 + 7 * 60_000
    const arrive = (claimId: string): [Command, Party, number] => {
      const wanted = want(at1807, 2, { channel: 'walk_in' })
      return [{ type: 'walkIn', claimId, reservationId: `r-${claimId}`, want: wanted }, host, at1807]
    }
    const booked = bookOf([claim('b', ['A'], at18 + hourMs)])
    expect(answer(door, booked, arrive('w'))).toEqual(['W'])
    expect(answer(door, booked, arrive('w'), arrive('v'))).toBe('taken')
    expect(answer(door, booked, [hold('o'), ann])).toBe('private_stock')
  })
})
