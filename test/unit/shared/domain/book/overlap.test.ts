import { describe, expect, it } from 'vitest'
import { findRoom, occupiedUntil, overlapsFrom } from '../../../../../shared/domain/book/overlap.ts'
import { buildClaim } from './support/build.ts'

const seated = buildClaim({ id: 's', state: 'seated', start: 100, end: 200 })
const none = { notBefore: null, before: null }

describe('how long a claim keeps its units', () => {
  it('is to its end', () => {
    expect(occupiedUntil(buildClaim({ end: 200 }), 500)).toBe(200)
  })

  it('is through the present instant for a seated party past its end', () => {
    expect([150, 199, 200, 250].map((now) => occupiedUntil(seated, now))).toEqual([200, 200, 201, 251])
  })
})

describe('two claims on one unit', () => {
  it('overlap always where their times do, also when one lies inside the other', () => {
    const inside = { start: 120, end: 140 }
    expect(overlapsFrom(buildClaim(), buildClaim(inside))).toBe(-Infinity)
    expect(overlapsFrom(buildClaim(inside), buildClaim())).toBe(-Infinity)
    expect(overlapsFrom(buildClaim(), buildClaim({ start: 199, end: 300 }))).toBe(-Infinity)
  })

  it('never overlap back to back', () => {
    expect(overlapsFrom(buildClaim(), buildClaim({ start: 200, end: 300 }))).toBe(Infinity)
    expect(overlapsFrom(buildClaim({ start: 200, end: 300 }), buildClaim())).toBe(Infinity)
  })

  it('overlap once a seated party sits on into the start of the next, and not if it comes after', () => {
    const next = buildClaim({ start: 250, end: 300 })
    const earlier = buildClaim({ start: 0, end: 50 })
    expect([overlapsFrom(seated, next), overlapsFrom(next, seated)]).toEqual([250, 250])
    expect([overlapsFrom(seated, earlier), overlapsFrom(earlier, seated)]).toEqual([Infinity, Infinity])
  })
})

describe('room for a claim', () => {
  const wanted = buildClaim({ id: 'w', start: 250, end: 350 })
  const held = (id: string, expiresAt: number | null) =>
    buildClaim({ id, state: 'held', expiresAt, start: 250, end: 350 })

  it('is there, for good, among claims on other units, at other times, and beside itself', () => {
    const others = [buildClaim({ unitIds: ['b'], start: 250, end: 350 }), buildClaim({ id: 'x' }), wanted]
    expect(findRoom(wanted, others, 150)).toEqual({ free: true, guards: none })
  })

  it('is there only until a party that sits on its unit could sit into it', () => {
    expect(findRoom(wanted, [seated], 249)).toEqual({ free: true, guards: { notBefore: null, before: 250 } })
  })

  it('is there until the first of several parties could', () => {
    const visits = [seated, { ...seated, id: 't', start: 0, end: 90 }]
    const sitting = { ...seated, id: 'w', start: 300, end: 350 }
    const next = [300, 400].map((start) => buildClaim({ id: `n${start}`, start: start + 60, end: start + 90 }))
    expect(findRoom(sitting, [...next, ...visits], 0).guards).toEqual({ notBefore: null, before: 300 })
    expect(findRoom(sitting, next, 0).guards).toEqual({ notBefore: null, before: 360 })
  })

  it('is taken since the booking in its way, whatever hold was in its way before that', () => {
    const others = [held('h', 320), { ...seated, id: 't' }]
    const guards = { notBefore: 250, before: null }
    expect(findRoom(wanted, others, 260)).toEqual({ free: false, reason: 'taken', guards })
  })

  it('is taken from the moment that party does', () => {
    const guards = { notBefore: 250, before: null }
    expect(findRoom(wanted, [seated], 250)).toEqual({ free: false, reason: 'taken', guards })
  })

  it('is taken for good by what has no end of its own, whatever holds there are beside it', () => {
    const others = [held('h', 300), seated, buildClaim({ id: 'x', start: 349, end: 400 })]
    expect(findRoom(wanted, others, 260)).toEqual({ free: false, reason: 'taken', guards: none })
  })

  it('is held until the first of the holds in its way runs out', () => {
    const others = [held('h', 320), held('i', 310), held('elsewhere', 300)].map((claim, i) =>
      i === 2 ? { ...claim, unitIds: ['b'] } : claim,
    )
    expect(findRoom(wanted, others, 0)).toEqual({
      free: false,
      reason: 'held',
      guards: { notBefore: null, before: 310 },
    })
  })

  it('is held by a claim that waits for its payment, and by one that waits for a bundle', () => {
    const paying = { ...held('p', 280), state: 'awaiting_payment' } as const
    const before = { notBefore: null, before: 280 }
    expect(findRoom(wanted, [paying], 0)).toEqual({ free: false, reason: 'held', guards: before })
    expect(findRoom(wanted, [held('b', null)], 0)).toEqual({ free: false, reason: 'held', guards: none })
  })

  it('turns from held to taken when a seated party sits on into it', () => {
    const guards = { notBefore: null, before: 250 }
    expect(findRoom(wanted, [held('h', 280), seated], 0)).toEqual({ free: false, reason: 'held', guards })
  })

  it('is in the way of a hold from the moment the seated party itself sits on into that', () => {
    const guards = { notBefore: 250, before: 280 }
    expect(findRoom(seated, [held('h', 280)], 260)).toEqual({ free: false, reason: 'held', guards })
    expect(findRoom(seated, [held('h', 280)], 250)).toEqual({ free: false, reason: 'held', guards })
  })

  it('counts one unit in common among several', () => {
    const pair = buildClaim({ id: 'w', unitIds: ['a', 'b'] })
    const other = buildClaim({ id: 'x', unitIds: ['b', 'c'] })
    expect(findRoom(pair, [other], 0)).toEqual({ free: false, reason: 'taken', guards: none })
  })
})
