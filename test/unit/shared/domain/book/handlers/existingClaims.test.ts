import { describe, expect, it } from 'vitest'
import { decide } from '../../../../../../shared/domain/book/decide.ts'
import type {
  Book,
  ChangeCause,
  Claim,
  ClaimEnd,
  ClaimState,
  Command,
  Decision,
  Edge,
  Guards,
  Party,
} from '../../../../../../shared/domain/book/types.ts'
import { buildBook, buildClaim, buildWant, guest, staff, stranger } from '../support/build.ts'
import { toyRules } from '../support/toyRules.ts'

const none: Guards = { notBefore: null, before: null }
const until50: Guards = { notBefore: null, before: 50 }
const held = buildClaim({ state: 'held', expiresAt: 50 })
const want = buildWant({ start: 150, party: 3 })
const about = { claimId: 'c1' }
const allStates: readonly ClaimState[] = [
  'held',
  'requested',
  'awaiting_payment',
  'confirmed',
  'arrived',
  'seated',
  'no_show',
  'blocked',
]

function ask(book: Book, command: Command, by: Party = guest, now = 0): Decision {
  return decide(book, toyRules(), command, by, now)
}

function changed(claim: Claim, why: ChangeCause, guards = none): Decision {
  return { ok: true, events: [{ type: 'claim.changed', claim, why }], guards, claim }
}

function ended(claim: Claim, end: ClaimEnd, why: ChangeCause, guards = none): Decision {
  return { ok: true, events: [{ type: 'claim.ended', claim, end, why }], guards, claim: null }
}

function refused(refusal: object, guards = none) {
  return { ok: false, refusal, guards }
}

/** The states from which this party's command is accepted. */
function acceptedFrom(command: Command, by: Party): readonly ClaimState[] {
  return allStates.filter((state) => ask(buildBook(buildClaim({ state })), command, by).ok)
}

describe('a command about a claim', () => {
  const commands: readonly Command[] = [
    { type: 'confirm', ...about },
    { type: 'release', ...about },
    { type: 'cancel', ...about },
    { type: 'modify', ...about, want },
    { type: 'move', ...about, unitIds: ['b'] },
    { type: 'advance', ...about, to: 'confirmed' },
    { type: 'bundleLeave', ...about, bundleId: 'x' },
  ]
  const all = (book: Book, by: Party, now = 0) => commands.map((command) => ask(book, command, by, now))

  it('finds none that is not there, not even one that every object has', () => {
    expect(all(buildBook(), staff)).toEqual(commands.map(() => refused({ code: 'not_found' })))
    const inherited = { type: 'cancel', claimId: 'constructor' } as const
    expect(ask(buildBook(), inherited, staff)).toEqual(refused({ code: 'not_found' }))
  })

  it('finds none of another holder', () => {
    expect(all(buildBook(held), stranger)).toEqual(commands.map(() => refused({ code: 'not_found' })))
  })

  it('finds one that has run out expired, from its end on', () => {
    const expired = refused({ code: 'hold_expired' }, { notBefore: 50, before: null })
    expect(all(buildBook(held), guest, 50)).toEqual(commands.map(() => expired))
    expect(all(buildBook(held), staff, 99)).toEqual(commands.map(() => expired))
  })

  it('leaves one that waits for a bundle to that', () => {
    const leaving = buildClaim({ bundle: { id: 'z', role: 'leaving' } })
    const open = refused({ code: 'bundle_open', bundleId: 'z' })
    expect(all(buildBook(leaving), guest)).toEqual(commands.map(() => open))
  })
})

describe('confirm', () => {
  const confirm = { type: 'confirm', ...about } as const

  it('makes the hold a booking for good, while it has not run out', () => {
    const confirmed = { ...held, state: 'confirmed', expiresAt: null } as const
    expect(ask(buildBook(held), confirm, guest, 49)).toEqual(changed(confirmed, 'confirm', until50))
  })

  it('by a guest is for holds alone: a request waits for the venue, a payment for its provider', () => {
    expect(acceptedFrom(confirm, guest)).toEqual(['held'])
    expect(acceptedFrom(confirm, staff)).toEqual(['held', 'requested', 'awaiting_payment'])
  })

  it('asks again about a hold that a change of settings flagged: a guest is refused what it would still break', () => {
    const flagged = { ...held, flagged: true }
    const { standing, mended } = {
      standing: { ...toyRules(), conflicts: (claims: readonly Claim[]) => claims.map(({ id }) => id) },
      mended: { ...toyRules(), conflicts: () => [] },
    }
    const refusal = { code: 'slot_unavailable', reason: 'no_longer_offered' } as const
    expect(decide(buildBook(flagged), standing, confirm, guest, 49)).toEqual(refused(refusal, until50))
    expect(decide(buildBook(flagged), standing, confirm, staff, 49)).toMatchObject({
      ok: true,
      claim: { flagged: true },
    })
    expect(decide(buildBook(flagged), mended, confirm, guest, 49)).toMatchObject({
      ok: true,
      claim: { flagged: false },
    })
    expect(decide(buildBook(held), standing, confirm, guest, 49)).toMatchObject({ ok: true, claim: { flagged: false } })
  })

  it('is not the way back from a no-show', () => {
    const noShow = refused({ code: 'not_allowed_now', from: 'no_show', to: 'confirmed' })
    expect(ask(buildBook(buildClaim({ state: 'no_show' })), confirm, staff)).toEqual(noShow)
  })

  it('of a claim that waits for its payment leans on its deadline, refused or not', () => {
    const paying = buildClaim({ state: 'awaiting_payment', expiresAt: 50 })
    const refusal = { code: 'not_allowed_now', from: 'awaiting_payment', to: 'confirmed' }
    expect(ask(buildBook(paying), confirm, guest)).toEqual(refused(refusal, until50))
    expect(ask(buildBook(paying), confirm, staff)).toMatchObject({
      ok: true,
      guards: until50,
      claim: { expiresAt: null },
    })
  })
})

describe('release and cancel', () => {
  it('release a hold, before it runs out', () => {
    expect(ask(buildBook(held), { type: 'release', ...about })).toEqual(ended(held, 'released', 'release', until50))
  })

  it('release a block, which serves no reservation', () => {
    const block = buildClaim({ state: 'blocked', reservationId: null, holder: staff.key })
    const released = ended(block, 'released', 'release')
    expect(ask(buildBook(block), { type: 'release', ...about }, staff)).toEqual(released)
  })

  it('cancel a booking, by its guest and by staff', () => {
    const cancel = { type: 'cancel', ...about } as const
    const cancelled = ended(buildClaim(), 'cancelled', 'cancel')
    expect(ask(buildBook(buildClaim()), cancel, guest)).toEqual(cancelled)
    expect(ask(buildBook(buildClaim()), cancel, staff)).toEqual(cancelled)
  })

  it('are for the states that may end so, and tell the others', () => {
    expect(acceptedFrom({ type: 'release', ...about }, staff)).toEqual(['held', 'awaiting_payment', 'blocked'])
    expect(acceptedFrom({ type: 'cancel', ...about }, staff)).toEqual([
      'requested',
      'awaiting_payment',
      'confirmed',
      'arrived',
    ])
    const notAllowed = refused({ code: 'not_allowed_now', from: 'held', to: 'cancelled' }, until50)
    expect(ask(buildBook(held), { type: 'cancel', ...about })).toEqual(notAllowed)
  })
})

describe('modify', () => {
  const modify = { type: 'modify', ...about, want } as const

  it('gives another time and party a place in one event, and keeps what the claim is', () => {
    const before = buildClaim({ state: 'requested', flagged: true, pinned: true, override: true })
    const after = { ...before, unitIds: ['c'], start: 150, end: 250, party: 3 }
    const fresh = { ...after, flagged: false, pinned: false, override: false }
    expect(ask(buildBook(before), modify)).toEqual(changed(fresh, 'modify'))
  })

  it('may go on over its own old place', () => {
    const later = { ...modify, want: buildWant({ start: 120 }) }
    const decision = decide(buildBook(buildClaim()), toyRules({ units: { a: 2 } }), later, guest, 0)
    expect(decision).toEqual(changed(buildClaim({ start: 120, end: 220 }), 'modify'))
  })

  it('keeps the generation: the reservation stays in this book', () => {
    const brought = buildClaim({ generation: 2 })
    const after = { ...brought, unitIds: ['c'], start: 150, end: 250, party: 3 }
    expect(ask(buildBook(brought), modify)).toEqual(changed(after, 'modify'))
  })

  it('keeps the deadline of a hold, and leans on it', () => {
    const after = { ...held, unitIds: ['c'], start: 150, end: 250, party: 3 }
    expect(ask(buildBook(held), modify)).toEqual(changed(after, 'modify', until50))
  })

  it('refused, says why for as long as the hold lasts, and the old place stays', () => {
    const refusal = { code: 'slot_unavailable', reason: 'no_table_fits' }
    expect(ask(buildBook(held), { ...modify, want: buildWant({ party: 9 }) })).toEqual(refused(refusal, until50))
  })

  it('is the guest’s until they have come, then staff’s', () => {
    expect(acceptedFrom(modify, guest)).toEqual(['held', 'requested', 'confirmed'])
    expect(acceptedFrom(modify, staff)).toEqual(['held', 'requested', 'confirmed', 'arrived', 'seated'])
    const arrived = refused({ code: 'not_allowed_now', from: 'arrived', to: 'modify' })
    expect(ask(buildBook(buildClaim({ state: 'arrived' })), modify)).toEqual(arrived)
  })
})

describe('move', () => {
  const move = { type: 'move', ...about, unitIds: ['c', 'b', 'c'] } as const

  it('gives exactly these units for the same time, from then on fixed', () => {
    const moved = buildClaim({ unitIds: ['b', 'c'], pinned: true })
    expect(ask(buildBook(buildClaim()), move, staff)).toEqual(changed(moved, 'move'))
  })

  it('keeps the generation: the reservation stays in this book', () => {
    const brought = buildClaim({ generation: 2 })
    const moved = { ...brought, unitIds: ['b', 'c'], pinned: true }
    expect(ask(buildBook(brought), move, staff)).toEqual(changed(moved, 'move'))
  })

  it('may keep some of the old units, and leans on the deadline of a hold', () => {
    const moved = { ...held, unitIds: ['a', 'b'], pinned: true }
    const decision = ask(buildBook(held), { ...move, unitIds: ['b', 'a'] }, staff)
    expect(decision).toEqual(changed(moved, 'move', until50))
  })

  it('is refused where a booking stands, and where a hold does until that runs out', () => {
    const other = buildClaim({ id: 'x', unitIds: ['b'] })
    const taken = refused({ code: 'slot_unavailable', reason: 'taken' }, until50)
    expect(ask(buildBook(held, other), move, staff)).toEqual(taken)
    const hold = buildClaim({ id: 'x', unitIds: ['b'], state: 'held', expiresAt: 30 })
    const heldUntil30 = refused({ code: 'slot_unavailable', reason: 'held' }, { notBefore: null, before: 30 })
    expect(ask(buildBook(buildClaim(), hold), move, staff)).toEqual(heldUntil30)
  })

  it('is refused where a seated party sits on, and leans on others not doing so', () => {
    const sitting = buildClaim({ id: 'x', unitIds: ['b'], state: 'seated', start: 0, end: 90 })
    const book = buildBook(buildClaim(), sitting)
    expect(ask(book, move, staff, 99)).toMatchObject({ ok: true, guards: { notBefore: null, before: 100 } })
    const taken = refused({ code: 'slot_unavailable', reason: 'taken' }, { notBefore: 100, before: null })
    expect(ask(book, move, staff, 100)).toEqual(taken)
  })

  it('is refused to units that are not there, and to none', () => {
    const unknown = refused({ code: 'slot_unavailable', reason: 'unknown_unit' })
    expect(ask(buildBook(buildClaim()), { ...move, unitIds: ['z'] }, staff)).toEqual(unknown)
    expect(ask(buildBook(buildClaim()), { ...move, unitIds: [] }, staff)).toEqual(unknown)
  })

  it('is staff’s', () => {
    const notAllowed = refused({ code: 'not_allowed_now', from: 'confirmed', to: 'move' })
    expect(ask(buildBook(buildClaim()), move, guest)).toEqual(notAllowed)
  })

  it('takes a flag away when it mends what the flag stood for, and only then; it never sets one', () => {
    const flagged = buildClaim({ flagged: true })
    const other = buildClaim({ id: 'x', unitIds: ['a'], start: 300, end: 400 })
    const mended = { ...toyRules(), conflicts: (claims: readonly Claim[]) => onUnit(claims, 'a') }
    const stays = { ...toyRules(), conflicts: (claims: readonly Claim[]) => onUnit(claims, 'b') }
    const flagAfter = (claim: Claim, rules: typeof mended) => {
      const decision = decide(buildBook(claim, other), rules, move, staff, 0)
      return decision.ok && decision.claim?.flagged
    }
    expect(flagAfter(flagged, mended)).toBe(false)
    expect(flagAfter(flagged, stays)).toBe(true)
    expect(flagAfter(buildClaim(), stays)).toBe(false)
  })

  it('asks about the flag among all that stand, itself once and where it now is', () => {
    const flagged = buildClaim({ flagged: true })
    const other = buildClaim({ id: 'x', start: 300, end: 400 })
    const asked: (readonly Claim[])[] = []
    const conflicts = (claims: readonly Claim[]) => {
      asked.push(claims)
      return []
    }
    const rules = { ...toyRules(), conflicts }
    decide(buildBook(flagged, other), rules, move, staff, 0)
    expect(asked).toEqual([[other, { ...flagged, unitIds: ['b', 'c'], pinned: true }]])
  })

  function onUnit(claims: readonly Claim[], unit: string): readonly string[] {
    return claims.filter(({ unitIds }) => unitIds.includes(unit)).map(({ id }) => id)
  }
})

describe('advance', () => {
  const advance = (to: Edge) => ({ type: 'advance', ...about, to }) as const

  it('follows the table of edges, and no other way', () => {
    expect(acceptedFrom(advance('arrived'), staff)).toEqual(['confirmed', 'seated', 'no_show'])
    expect(acceptedFrom(advance('seated'), staff)).toEqual(['confirmed', 'arrived', 'no_show'])
    expect(acceptedFrom(advance('no_show'), staff)).toEqual(['confirmed', 'arrived'])
    expect(acceptedFrom(advance('confirmed'), staff)).toEqual([
      'held',
      'requested',
      'awaiting_payment',
      'arrived',
      'no_show',
    ])
    expect(acceptedFrom(advance('completed'), staff)).toEqual(['seated'])
    expect(acceptedFrom(advance('declined'), staff)).toEqual(['requested'])
    expect(acceptedFrom(advance('held'), staff)).toEqual([])
    expect(acceptedFrom(advance('blocked'), staff)).toEqual([])
  })

  it('is no second door to an end that has its own, and nobody can make a hold expire', () => {
    for (const to of ['released', 'cancelled', 'expired'] as const) expect(acceptedFrom(advance(to), staff)).toEqual([])
    const early = refused({ code: 'not_allowed_now', from: 'held', to: 'expired' }, until50)
    expect(ask(buildBook(held), advance('expired'), staff)).toEqual(early)
  })

  it('is staff’s: no guest undoes their own no-show', () => {
    const notAllowed = refused({ code: 'not_allowed_now', from: 'no_show', to: 'confirmed' })
    expect(ask(buildBook(buildClaim({ state: 'no_show' })), advance('confirmed'), guest)).toEqual(notAllowed)
  })

  it('changes the state and nothing else', () => {
    const arrived = buildClaim({ state: 'arrived', pinned: true, flagged: true })
    const seated = { ...arrived, state: 'seated' } as const
    expect(ask(buildBook(arrived), advance('seated'), staff)).toEqual(changed(seated, 'advance'))
  })

  it('ends a visit, and a request that the venue declines', () => {
    const seated = buildClaim({ state: 'seated' })
    expect(ask(buildBook(seated), advance('completed'), staff)).toEqual(ended(seated, 'completed', 'advance'))
    const requested = buildClaim({ state: 'requested' })
    expect(ask(buildBook(requested), advance('declined'), staff)).toEqual(ended(requested, 'declined', 'advance'))
  })

  it('takes the deadline from a request, and leaves it to a payment', () => {
    const requested = { ...held, state: 'requested', expiresAt: null } as const
    expect(ask(buildBook(held), advance('requested'), staff)).toEqual(changed(requested, 'advance', until50))
    const paying = { ...held, state: 'awaiting_payment' } as const
    expect(ask(buildBook(held), advance('awaiting_payment'), staff)).toEqual(changed(paying, 'advance', until50))
  })

  it('seats the next party also while the last one sits on: who stands in whose way is on the floor to see', () => {
    const last = buildClaim({ id: 'x', state: 'seated', start: 0, end: 100 })
    expect(ask(buildBook(buildClaim(), last), advance('seated'), staff, 110).ok).toBe(true)
  })

  it('brings a no-show back while the units are free, and leans on that', () => {
    const noShow = buildClaim({ state: 'no_show' })
    const last = buildClaim({ id: 'x', state: 'seated', start: 0, end: 60 })
    const back = changed({ ...noShow, state: 'confirmed' }, 'advance', { notBefore: null, before: 100 })
    expect(ask(buildBook(noShow, last), advance('confirmed'), staff, 70)).toEqual(back)
  })

  it('does not bring a no-show back onto units that somebody else has by now', () => {
    const noShow = buildClaim({ state: 'no_show' })
    const other = buildClaim({ id: 'x', start: 150, end: 250 })
    const taken = refused({ code: 'slot_unavailable', reason: 'taken' })
    expect(ask(buildBook(noShow, other), advance('seated'), staff)).toEqual(taken)
  })
})

describe('adopt', () => {
  const adopt = (settingsVersion: number) => ({ type: 'adopt', settingsVersion }) as const
  const book = buildBook(
    buildClaim({ id: 'b' }),
    buildClaim({ id: 'a', unitIds: ['b'] }),
    buildClaim({ id: 'n', state: 'no_show' }),
  )
  const nothing = { ok: true, events: [], guards: none, claim: null }

  it('raises the settings and flags what they would break', () => {
    const rules = toyRules({ settingsVersion: 5, conflicts: ['a', 'b', 'n'] })
    const event = { type: 'settings.adopted', settingsVersion: 5, flagged: ['a', 'b'] }
    expect(decide(book, rules, adopt(5), staff, 0)).toEqual({ ...nothing, events: [event] })
  })

  it('of the book’s own settings or older ones does nothing', () => {
    expect(decide(book, toyRules({ settingsVersion: 3, conflicts: ['a'] }), adopt(3), staff, 0)).toEqual(nothing)
    expect(decide(book, toyRules({ settingsVersion: 2, conflicts: ['a'] }), adopt(2), staff, 0)).toEqual(nothing)
  })

  it('with other rules than those it adopts is an error of the caller', () => {
    const wrong = () => decide(book, toyRules({ settingsVersion: 4 }), adopt(5), staff, 0)
    expect(wrong).toThrow('Settings 5 are adopted by their own rules, not those of 4.')
  })
})
