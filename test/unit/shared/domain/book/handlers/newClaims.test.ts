import { describe, expect, it } from 'vitest'
import { decide } from '../../../../../../shared/domain/book/decide.ts'
import type { Claim, Command, Decision, Guards, Reason } from '../../../../../../shared/domain/book/types.ts'
import { buildBook, buildClaim, buildWant, guest, staff } from '../support/build.ts'
import { toyRules } from '../support/toyRules.ts'

const none: Guards = { notBefore: null, before: null }
const ids = { claimId: 'n', reservationId: 'r-n' }
const hold = { type: 'hold', ...ids, want: buildWant(), expiresAt: 50 } as const
const block = { type: 'block', claimId: 'n', unitIds: ['b', 'a', 'b'], start: 100, end: 150 } as const

function made(claim: Claim, guards = none): Decision {
  return { ok: true, events: [{ type: 'claim.made', claim }], guards, claim }
}

function refused(refusal: object, guards = none) {
  return { ok: false, refusal, guards }
}

describe('a hold', () => {
  it('is the place the rules give, for whoever asks, until its end', () => {
    const claim = buildClaim({ id: 'n', state: 'held', expiresAt: 50 })
    expect(decide(buildBook(), toyRules(), hold, guest, 0)).toEqual(made(claim, { notBefore: null, before: 50 }))
  })

  it('that staff make for somebody is theirs; nobody else makes one for another', () => {
    const theirs = { ...hold, holder: guest.key }
    expect(decide(buildBook(), toyRules(), theirs, staff, 0)).toMatchObject({ ok: true, claim: { holder: guest.key } })
    expect(decide(buildBook(), toyRules(), { ...hold, holder: staff.key }, guest, 0)).toEqual(
      refused({ code: 'not_found' }),
    )
  })

  it('carries what was wanted of it: party, door, override, and units that were picked are pinned', () => {
    const want = buildWant({ start: 10, party: 4, channel: 'concierge', unitIds: ['c'], end: 20, override: true })
    const overrides = { start: 10, end: 20, party: 4, channel: 'concierge', unitIds: ['c'] } as const
    const claim = buildClaim({ id: 'n', state: 'held', expiresAt: 50, ...overrides, pinned: true, override: true })
    const decision = decide(buildBook(), toyRules(), { ...hold, want }, guest, 0)
    expect(decision).toEqual(made(claim, { notBefore: null, before: 50 }))
  })

  it('that was asked for past its own end is refused as expired, from that end on', () => {
    const expired = refused({ code: 'hold_expired' }, { notBefore: 50, before: null })
    expect(decide(buildBook(), toyRules(), hold, guest, 50)).toEqual(expired)
    expect(decide(buildBook(), toyRules(), hold, guest, 49).ok).toBe(true)
  })

  it('never overwrites a claim of the same id', () => {
    const known = refused({ code: 'not_allowed_now', from: 'confirmed', to: 'held' }, { notBefore: null, before: 50 })
    expect(decide(buildBook(buildClaim({ id: 'n' })), toyRules(), hold, guest, 0)).toEqual(known)
  })

  it('may have an id that every object knows', () => {
    const decision = decide(buildBook(), toyRules(), { ...hold, claimId: 'constructor' }, guest, 0)
    expect(decision).toMatchObject({ ok: true, claim: { id: 'constructor' } })
  })

  it('takes its place from a claim that has run out, whether or not anyone has ended that', () => {
    const due = buildClaim({ state: 'held', expiresAt: 20 })
    const decision = decide(buildBook(due), toyRules({ units: { a: 2 } }), hold, guest, 20)
    expect(decision).toMatchObject({ ok: true, guards: { notBefore: 20, before: 50 }, claim: { unitIds: ['a'] } })
    expect(decision.ok && decision.events.map(({ type }) => type)).toEqual(['claim.ended', 'claim.made'])
  })

  it('takes its place from a guest who did not show', () => {
    const decision = decide(buildBook(buildClaim({ state: 'no_show' })), toyRules({ units: { a: 2 } }), hold, guest, 0)
    expect(decision).toMatchObject({ ok: true, claim: { unitIds: ['a'] } })
  })
})

describe('a hold by some who may hold only so much together', () => {
  const rules = toyRules({ units: { a: 2, b: 2, c: 2 } })
  const shared = { ...hold, share: { keys: 'guest:', most: 2 } }
  const theirs = (id: string, more: Partial<Claim>) =>
    buildClaim({ id, unitIds: [id], state: 'held', expiresAt: 40, holder: `guest:${id}`, ...more })
  const first = theirs('a', {})

  it('is refused while they do, since the last hold ran out and until the first of theirs does', () => {
    const book = buildBook(first, theirs('b', { expiresAt: 45 }), theirs('z', { unitIds: ['z'], expiresAt: 10 }))
    const full = refused({ code: 'share_held' }, { notBefore: 10, before: 40 })
    expect(decide(book, rules, shared, guest, 30)).toEqual(full)
    expect(decide(book, rules, shared, guest, 40).ok).toBe(true)
  })

  it('is refused for good as far as time goes where theirs do not run out by themselves', () => {
    const waiting = { expiresAt: null, bundle: { id: 'm', role: 'arriving', becomes: 'confirmed' } } as const
    const book = buildBook(theirs('a', waiting), theirs('b', waiting))
    expect(decide(book, rules, shared, guest, 30)).toEqual(refused({ code: 'share_held' }))
  })

  it('counts no one else’s, nothing booked, and nothing at another time', () => {
    const others: readonly Partial<Claim>[] = [
      { holder: 'account:b' },
      { state: 'confirmed', expiresAt: null },
      { start: 200, end: 300 },
      { start: 50, end: 100 },
    ]
    for (const other of others) {
      expect(decide(buildBook(first, theirs('b', other)), rules, shared, guest, 30).ok).toBe(true)
    }
  })

  it('is refused first for what everybody is refused for', () => {
    const book = buildBook(first, theirs('b', {}))
    const decision = decide(book, toyRules({ units: { a: 2, b: 2 } }), shared, guest, 30)
    expect(decision).toMatchObject({ ok: false, refusal: { code: 'slot_unavailable' } })
  })
})

describe('a hold for which there is no room', () => {
  const rules = toyRules({ units: { a: 2, b: 2 } })
  const elsewhere = { unitIds: ['elsewhere'], state: 'held' } as const

  it('is refused until the next hold runs out and since the last one did', () => {
    const book = buildBook(
      buildClaim({ id: 'x', state: 'held', expiresAt: 40 }),
      buildClaim({ id: 'y', state: 'held', unitIds: ['b'], expiresAt: 45 }),
      buildClaim({ id: 'z', ...elsewhere, expiresAt: 20 }),
      buildClaim({ id: 'q', ...elsewhere, expiresAt: 10 }),
    )
    const held = refused({ code: 'slot_unavailable', reason: 'held' }, { notBefore: 20, before: 40 })
    expect(decide(book, rules, hold, guest, 30)).toEqual(held)
  })

  it('is refused no longer than it could itself be made', () => {
    const book = buildBook(buildClaim({ id: 'x' }), buildClaim({ id: 'y', unitIds: ['b'] }))
    const taken = refused({ code: 'slot_unavailable', reason: 'taken' }, { notBefore: null, before: 50 })
    expect(decide(book, rules, hold, guest, 0)).toEqual(taken)
  })
})

describe('a refusal by the rules', () => {
  const book = buildBook(
    buildClaim({ id: 'x', state: 'held', expiresAt: 40 }),
    buildClaim({ id: 'y', state: 'held', expiresAt: 20 }),
  )
  const guards = { notBefore: 5, before: 60 }
  const command = { type: 'book', ...ids, holder: guest.key, want: buildWant() } as const
  const because = (reason: Reason) => ({ ...toyRules(), place: () => ({ ok: false, reason, guards }) as const })

  it('leans on the holds there are where their end can change it', () => {
    for (const reason of [
      'held',
      'taken',
      'pacing_parties',
      'pacing_covers',
      'presence_limit',
      'online_limit',
    ] as const) {
      const refusal = refused({ code: 'slot_unavailable', reason }, { notBefore: 20, before: 40 })
      expect(decide(book, because(reason), command, staff, 30)).toEqual(refusal)
    }
  })

  it('leans on nothing but the rules where holds do not matter', () => {
    const refusal = refused({ code: 'slot_unavailable', reason: 'closed' }, guards)
    expect(decide(book, because('closed'), command, staff, 30)).toEqual(refusal)
  })
})

describe('a booking by staff', () => {
  it('is confirmed at once and belongs to the guest it is for', () => {
    const command: Command = { type: 'book', ...ids, holder: 'account:eve', want: buildWant() }
    const claim = buildClaim({ id: 'n', holder: 'account:eve' })
    expect(decide(buildBook(), toyRules(), command, staff, 0)).toEqual(made(claim))
  })

  it('leans on the guards of the rules that placed it', () => {
    const command: Command = { type: 'book', ...ids, holder: 'account:eve', want: buildWant() }
    const { guards } = decide(buildBook(), toyRules({ lead: 30 }), command, staff, 0)
    expect(guards).toEqual({ notBefore: null, before: 71 })
  })

  it('after a party that still sits is given only while that party could have left', () => {
    const command: Command = { type: 'book', ...ids, holder: 'account:eve', want: buildWant({ start: 200 }) }
    const book = buildBook(buildClaim({ state: 'seated' }))
    const rules = toyRules({ units: { a: 2 } })
    expect(decide(book, rules, command, staff, 199)).toMatchObject({
      ok: true,
      guards: { notBefore: null, before: 200 },
    })
    expect(decide(book, rules, command, staff, 200)).toMatchObject({ ok: false, refusal: { reason: 'taken' } })
  })
})

describe('a walk-in', () => {
  it('sits at once, and is the venue’s own', () => {
    const command: Command = { type: 'walkIn', ...ids, want: buildWant({ channel: 'walk_in' }) }
    const claim = buildClaim({ id: 'n', state: 'seated', holder: staff.key, channel: 'walk_in' })
    expect(decide(buildBook(), toyRules(), command, staff, 100)).toEqual(made(claim))
  })

  it('entered after its turn is over stands in nobody’s way whom the rules let be', () => {
    const command: Command = { type: 'walkIn', ...ids, want: buildWant({ channel: 'walk_in' }) }
    const next = buildClaim({ start: 200, end: 300 })
    const decision = decide(buildBook(next), toyRules({ units: { a: 2 } }), command, staff, 250)
    expect(decision).toMatchObject({ ok: true, claim: { unitIds: ['a'], start: 100, end: 200 } })
  })
})

describe('a block', () => {
  it('takes exactly the units for exactly the time, for no reservation', () => {
    const claim: Claim = {
      id: 'n',
      reservationId: null,
      unitIds: ['a', 'b'],
      start: 100,
      end: 150,
      party: 0,
      state: 'blocked',
      expiresAt: null,
      holder: staff.key,
      channel: 'in_house',
      terms: { kind: 'block' },
      pinned: true,
      override: false,
      flagged: false,
      bundle: null,
      generation: 0,
    }
    expect(decide(buildBook(), toyRules(), block, staff, 0)).toEqual(made(claim))
  })

  it('leans on a seated party leaving before it begins', () => {
    const book = buildBook(buildClaim({ state: 'seated', start: 0, end: 60 }))
    expect(decide(book, toyRules(), block, staff, 70)).toMatchObject({
      ok: true,
      guards: { notBefore: null, before: 100 },
    })
  })

  it('is refused on units that the rules do not know, before anything about time', () => {
    const unknown = refused({ code: 'slot_unavailable', reason: 'unknown_unit' })
    expect(decide(buildBook(), toyRules(), { ...block, unitIds: ['z'] }, staff, 0)).toEqual(unknown)
    expect(decide(buildBook(), toyRules(), { ...block, unitIds: [] }, staff, 0)).toEqual(unknown)
  })

  it('is refused where a booking or a hold stands, and says which', () => {
    const taken = refused({ code: 'slot_unavailable', reason: 'taken' })
    expect(decide(buildBook(buildClaim()), toyRules(), block, staff, 0)).toEqual(taken)
    const held = refused({ code: 'slot_unavailable', reason: 'held' }, { notBefore: null, before: 40 })
    const standing = buildClaim({ state: 'held', expiresAt: 40 })
    expect(decide(buildBook(standing), toyRules(), block, staff, 0)).toEqual(held)
  })

  it('is refused without any time to it', () => {
    const outside = refused({ code: 'slot_unavailable', reason: 'outside_service' })
    expect(decide(buildBook(), toyRules(), { ...block, end: 100 }, staff, 0)).toEqual(outside)
    expect(decide(buildBook(), toyRules(), { ...block, end: 101 }, staff, 0).ok).toBe(true)
  })

  it('never overwrites a claim of the same id', () => {
    const known = refused({ code: 'not_allowed_now', from: 'confirmed', to: 'blocked' })
    const book = buildBook(buildClaim({ id: 'n', unitIds: ['c'] }))
    expect(decide(book, toyRules(), block, staff, 0)).toEqual(known)
  })
})
