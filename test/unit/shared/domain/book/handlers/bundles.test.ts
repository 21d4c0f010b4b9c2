import { describe, expect, it } from 'vitest'
import { decide } from '../../../../../../shared/domain/book/decide.ts'
import type { Book, Claim, Command, Decision } from '../../../../../../shared/domain/book/types.ts'
import { buildBook, buildClaim, buildWant, guest, stranger } from '../support/build.ts'
import { toyRules } from '../support/toyRules.ts'

const none = { notBefore: null, before: null }
const arriving = { id: 'x', role: 'arriving', becomes: 'confirmed' } as const
const leaving = { id: 'x', role: 'leaving' } as const
const arrive = {
  type: 'bundleHold',
  bundleId: 'x',
  claimId: 'n',
  reservationId: 'r-1',
  holder: guest.key,
  generation: 2,
  want: buildWant(),
} as const
const arrived = buildClaim({ id: 'n', reservationId: 'r-1', state: 'held', bundle: arriving, generation: 2 })
const held = buildClaim({ state: 'held', expiresAt: 50, pinned: true })
const heldEnded = { type: 'claim.ended', claim: held, end: 'released', why: 'bundleHold' } as const

function ask(book: Book, command: Command, now = 0, by = guest): Decision {
  return decide(book, toyRules(), command, by, now)
}

function finish(outcome: 'committed' | 'aborted', ...claims: readonly Claim[]): Decision {
  return ask(buildBook(...claims), { type: 'bundleFinish', bundleId: 'x', outcome })
}

function refused(refusal: object, guards: object = none) {
  return { ok: false, refusal, guards }
}

describe('a claim that arrives with a bundle', () => {
  it('is held at the place the rules give, with no end of its own', () => {
    const made = { type: 'claim.made', claim: arrived } as const
    expect(ask(buildBook(), arrive)).toEqual({ ok: true, events: [made], guards: none, claim: arrived })
  })

  it('is to become what it is told, a request where the venue approves by hand', () => {
    const decision = ask(buildBook(), { ...arrive, becomes: 'requested' })
    expect(decision).toMatchObject({
      ok: true,
      claim: { state: 'held', bundle: { ...arriving, becomes: 'requested' } },
    })
  })

  it('has the generation it is told, whatever other claims of the book have', () => {
    const brought = buildClaim({ unitIds: ['c'], generation: 5 })
    for (const generation of [1, 7]) {
      const decision = ask(buildBook(brought), { ...arrive, generation })
      const claim = { ...arrived, generation }
      expect(decision).toEqual({ ok: true, events: [{ type: 'claim.made', claim }], guards: none, claim })
    }
  })

  it('is made once, however often it is told', () => {
    expect(ask(buildBook(arrived), arrive)).toEqual({ ok: true, events: [], guards: none, claim: arrived })
  })

  it('never overwrites a claim of the same id', () => {
    const known = refused({ code: 'not_allowed_now', from: 'held', to: 'held' })
    expect(ask(buildBook({ ...arrived, bundle: { ...arriving, id: 'y' } }), arrive)).toEqual(known)
  })

  it('is refused where there is no room', () => {
    const full = ['a', 'b', 'c'].map((unit) => buildClaim({ id: unit, unitIds: [unit] }))
    expect(ask(buildBook(...full), arrive)).toEqual(refused({ code: 'slot_unavailable', reason: 'taken' }))
  })

  it('keeps its units from others like any claim', () => {
    const block = { type: 'block', claimId: 'k', unitIds: ['a'], start: 100, end: 200 } as const
    const standsThere = refused({ code: 'slot_unavailable', reason: 'held' })
    expect(ask(buildBook(arrived), block)).toEqual(standsThere)
    const taken = refused({ code: 'slot_unavailable', reason: 'taken' })
    expect(ask(buildBook(buildClaim({ bundle: leaving })), block)).toEqual(taken)
  })
})

describe('a hold that is taken over', () => {
  const takeOver = { ...arrive, takeOver: 'c1' }
  const until50 = { notBefore: null, before: 50 }

  it('leaves its very place to the arriving claim without asking the rules again', () => {
    const rules = { ...toyRules(), place: () => ({ ok: false, reason: 'closed', guards: none }) as const }
    const claim = { ...arrived, pinned: true }
    expect(decide(buildBook(held), rules, takeOver, guest, 49)).toEqual({
      ok: true,
      events: [heldEnded, { type: 'claim.made', claim }],
      guards: until50,
      claim,
    })
  })

  it('lends neither its generation nor its reservation, at its own place or at another', () => {
    const before = { ...held, generation: 1 }
    for (const want of [buildWant(), buildWant({ start: 120 })]) {
      const decision = ask(buildBook(before), { ...takeOver, generation: 3, want })
      expect(decision).toMatchObject({ ok: true, claim: { id: 'n', reservationId: 'r-1', generation: 3 } })
      expect(decision.ok && decision.events[0]).toEqual({ ...heldEnded, claim: before })
    }
  })

  it('is placed anew where something else is wanted, over its own old place if need be', () => {
    const rules = toyRules({ units: { a: 4 } })
    const wants = [{ start: 120 }, { party: 3 }, { unitIds: ['a'] }, { end: 180 }]
    for (const part of wants) {
      const command = { ...takeOver, want: buildWant(part) }
      const end = part.end ?? (part.start ?? 100) + 100
      const claim = { ...arrived, end, start: part.start ?? 100, party: part.party ?? 2, pinned: 'unitIds' in part }
      expect(decide(buildBook(held), rules, command, guest, 0)).toEqual({
        ok: true,
        events: [heldEnded, { type: 'claim.made', claim }],
        guards: until50,
        claim,
      })
    }
  })

  it('stays when there is no other place', () => {
    const refusal = { code: 'slot_unavailable', reason: 'no_table_fits' }
    expect(ask(buildBook(held), { ...takeOver, want: buildWant({ party: 9 }) })).toEqual(refused(refusal, until50))
  })

  it('stays when the other place is somebody else’s', () => {
    const book = buildBook(held, buildClaim({ id: 'o', unitIds: ['c'] }))
    const refusal = refused({ code: 'slot_unavailable', reason: 'taken' }, until50)
    expect(ask(book, { ...takeOver, want: buildWant({ party: 3 }) })).toEqual(refusal)
  })

  it('is not enough where staff pick other units at the same time', () => {
    const decision = ask(buildBook(held), { ...takeOver, want: buildWant({ unitIds: ['b'] }) })
    expect(decision).toMatchObject({ ok: true, claim: { unitIds: ['b'] } })
  })

  it('has to be a hold, one’s own, and not run out', () => {
    const notAllowed = refused({ code: 'not_allowed_now', from: 'confirmed', to: 'bundleHold' })
    expect(ask(buildBook(buildClaim()), takeOver)).toEqual(notAllowed)
    expect(ask(buildBook(held), takeOver, 0, stranger)).toEqual(refused({ code: 'not_found' }))
    const expired = refused({ code: 'hold_expired' }, { notBefore: 50, before: null })
    expect(ask(buildBook(held), takeOver, 50)).toEqual(expired)
  })

  it('does not lend its id: the claim that arrives is another', () => {
    const known = refused({ code: 'not_allowed_now', from: 'held', to: 'held' }, until50)
    expect(ask(buildBook(held), { ...takeOver, claimId: 'c1' })).toEqual(known)
  })
})

describe('a claim that leaves with a bundle', () => {
  const leave = { type: 'bundleLeave', bundleId: 'x', claimId: 'c1' } as const

  it('is marked, and stays what it is', () => {
    const claim = buildClaim({ bundle: leaving })
    const event = { type: 'claim.changed', claim, why: 'bundleLeave' } as const
    expect(ask(buildBook(buildClaim()), leave)).toEqual({ ok: true, events: [event], guards: none, claim })
  })

  it('is marked once, however often it is told', () => {
    const claim = buildClaim({ bundle: leaving })
    expect(ask(buildBook(claim), leave)).toEqual({ ok: true, events: [], guards: none, claim })
  })

  it('may not be one that could run out meanwhile, nor one that cannot be cancelled', () => {
    const paying = buildClaim({ state: 'awaiting_payment', expiresAt: 50 })
    const refusal = { code: 'not_allowed_now', from: 'awaiting_payment', to: 'bundleLeave' }
    expect(ask(buildBook(paying), leave)).toEqual(refused(refusal, { notBefore: null, before: 50 }))
    const seated = refused({ code: 'not_allowed_now', from: 'seated', to: 'bundleLeave' })
    expect(ask(buildBook(buildClaim({ state: 'seated' })), leave)).toEqual(seated)
  })
})

describe('the outcome of a bundle', () => {
  const ended = { type: 'claim.ended', why: 'bundle' } as const
  const other = buildClaim({ id: 'o', unitIds: ['b'], bundle: { id: 'y', role: 'leaving' } })

  it('committed makes the arriving claim a booking of its reservation', () => {
    const claim = { ...arrived, state: 'confirmed', bundle: null } as const
    const event = { type: 'claim.changed', claim, why: 'bundle' } as const
    expect(finish('committed', arrived, other)).toEqual({ ok: true, events: [event], guards: none, claim })
  })

  it('committed makes it a request again where it was one', () => {
    const request = { ...arrived, bundle: { ...arriving, becomes: 'requested' } } as const
    expect(finish('committed', request)).toMatchObject({ claim: { state: 'requested', bundle: null } })
  })

  it('committed ends the leaving claim', () => {
    const claim = buildClaim({ bundle: leaving })
    const event = { ...ended, claim, end: 'cancelled' } as const
    const decision = finish('committed', claim, other)
    expect(decision).toEqual({ ok: true, events: [event], guards: none, claim: null })
  })

  it('leaves each claim its generation', () => {
    expect(finish('committed', arrived)).toMatchObject({ claim: { id: 'n', generation: 2 } })
    const old = buildClaim({ bundle: leaving, generation: 1 })
    expect(finish('aborted', old)).toMatchObject({ claim: { id: 'c1', generation: 1 } })
  })

  it('aborted gives the arriving claim’s place back', () => {
    const event = { ...ended, claim: arrived, end: 'released' } as const
    expect(finish('aborted', arrived, other)).toEqual({ ok: true, events: [event], guards: none, claim: null })
  })

  it('aborted leaves the leaving claim as it was before', () => {
    const claim = buildClaim()
    const event = { type: 'claim.changed', claim, why: 'bundle' } as const
    const decision = finish('aborted', buildClaim({ bundle: leaving }), other)
    expect(decision).toEqual({ ok: true, events: [event], guards: none, claim })
  })

  it('answers with the claim that stays where one goes and one comes in the same book', () => {
    const decision = finish('committed', buildClaim({ unitIds: ['c'], bundle: leaving }), arrived)
    expect(decision).toMatchObject({ ok: true, claim: { id: 'n', state: 'confirmed' } })
    expect(decision.ok && decision.events.map(({ type }) => type)).toEqual(['claim.ended', 'claim.changed'])
  })

  it('changes nothing where it is done already, or nothing of it is here', () => {
    const nothing = { ok: true, events: [], guards: none, claim: null }
    expect(finish('committed', buildClaim(), other)).toEqual(nothing)
    expect(finish('aborted')).toEqual(nothing)
  })
})
