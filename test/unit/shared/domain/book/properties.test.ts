import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, applyAll } from '../../../../../shared/domain/book/apply.ts'
import { dueClaims, nextDeadline } from '../../../../../shared/domain/book/deadlines.ts'
import { decide } from '../../../../../shared/domain/book/decide.ts'
import { emptyBook } from '../../../../../shared/domain/book/emptyBook.ts'
import { mayBecome, occupies } from '../../../../../shared/domain/book/lifecycle.ts'
import { occupiedUntil } from '../../../../../shared/domain/book/overlap.ts'
import type { Book, BookEvent, Claim, ClaimState, Guards, Instant } from '../../../../../shared/domain/book/types.ts'
import { overlaps, play, type Step, steps, type Turn } from './support/world.ts'

const runs = { numRuns: 200 }

function eachTurn(check: (turn: Turn) => void): void {
  fc.assert(
    fc.property(steps, (list) => play(list).forEach(check)),
    runs,
  )
}

function eventsOf({ decision }: Turn): readonly BookEvent[] {
  return decision.ok ? decision.events : []
}

describe('any commands in any order', () => {
  it('leave no two claims on one unit at one time', () => {
    eachTurn(({ after }) => expect(overlaps(after)).toEqual([]))
  })

  it('do overlap where the book is told of claims that nobody decided: the check above can fail', () => {
    const turns = play([{ by: { key: 'venue:v1', staff: true }, after: 0, command: bookOn('c0') }])
    const book = turns[0]?.after as Book
    const twin = { ...Object.values(book.claims)[0], id: 'c1' } as Book['claims'][string]
    expect(overlaps(apply(book, { type: 'claim.made', claim: twin }))).toHaveLength(1)
  })

  it('are answered with the claim that the applied book then holds', () => {
    eachTurn(({ decision, after, before, command }) => {
      if (!decision.ok) return
      if (decision.claim !== null) expect(after.claims[decision.claim.id]).toEqual(decision.claim)
      else if ('claimId' in command) expect(after.claims[command.claimId]).toBeUndefined()
      expect(after.version).toBe(before.version)
    })
  })

  it('are retold by their events: folded over the empty book they give the state', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const turns = play(list)
        const events = turns.flatMap(eventsOf)
        const end = turns.at(-1)?.after
        expect(applyAll(emptyBook('v1', '2030-05-04', 3), events)).toEqual(end)
        expect(events.reduce(apply, emptyBook('v1', '2030-05-04', 3))).toEqual(end)
      }),
      runs,
    )
  })

  it('end a claim with the whole of what it last was in the book', () => {
    eachTurn((turn) => {
      let book = turn.before
      for (const event of eventsOf(turn)) {
        if (event.type === 'claim.ended') expect(event.claim).toBe(book.claims[event.claim.id])
        book = apply(book, event)
      }
    })
  })

  it('change the generation of no claim: only an arriving one brings a new one', () => {
    eachTurn((turn) => {
      for (const event of eventsOf(turn)) {
        if (event.type === 'settings.adopted') continue
        const told = turn.command.type === 'bundleHold' ? turn.command.generation : 0
        const was = turn.before.claims[event.claim.id]?.generation
        expect(event.claim.generation).toBe(event.type === 'claim.made' ? told : was)
      }
    })
  })

  it('move claims along the edges of their life and no other way', () => {
    eachTurn((turn) => {
      for (const event of eventsOf(turn)) {
        if (event.type === 'settings.adopted') continue
        const was = turn.before.claims[event.claim.id]
        if (event.type === 'claim.made') expect(was).toBeUndefined()
        else expectEdge(was?.state, event.type === 'claim.ended' ? event.end : event.claim.state)
      }
    })
  })

  it('change nothing when refused, and never the book they are given', () => {
    eachTurn(({ decision, before, after }) => {
      if (decision.ok) return
      expect(decision).not.toHaveProperty('events')
      expect(after).toBe(before)
    })
  })

  it('end a claim as expired only once it has run out, and then leave none standing', () => {
    eachTurn((turn) => {
      for (const event of eventsOf(turn)) {
        if (event.type !== 'claim.ended') continue
        const { expiresAt } = turn.before.claims[event.claim.id] ?? { expiresAt: null }
        expect(event.end === 'expired').toBe(expiresAt !== null && expiresAt <= turn.now)
      }
      if (turn.decision.ok) expect(dueClaims(turn.after, turn.now)).toEqual([])
    })
  })

  it('never keep the deadline of a hold on a claim that can no longer run out', () => {
    eachTurn(({ after }) => {
      for (const { state, expiresAt, bundle } of Object.values(after.claims)) {
        if (bundle !== null) expect(expiresAt).toBeNull()
        else expect(expiresAt !== null).toBe(state === 'held' || state === 'awaiting_payment')
      }
    })
  })

  it('give the same book whether committed one by one or decided on a copy and written as one batch', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 30 }), (list, now) => {
        const first = emptyBook('v1', '2030-05-04', 3)
        const batch = list.filter(({ command }) => command.type !== 'adopt').map((step) => ({ ...step, after: 0 }))
        const turns = play(batch.map((step, i) => (i === 0 ? { ...step, after: now } : step)))
        expect(applyAll(first, turns.flatMap(eventsOf))).toEqual(turns.at(-1)?.after ?? first)
      }),
      runs,
    )
  })

  it('touch no claim of a stranger unless staff give them', () => {
    const others: ReadonlySet<string> = new Set(['due', 'repacked', 'bundle'])
    eachTurn((turn) => {
      if (turn.by.staff) return
      for (const event of eventsOf(turn)) {
        if (event.type === 'settings.adopted' || event.type === 'claim.made' || others.has(event.why)) continue
        expect(turn.before.claims[event.claim.id]?.holder).toBe(turn.by.key)
      }
    })
  })

  it('reach every command, edge and refusal often enough for these properties to mean something', () => {
    const seen = new Set<string>()
    for (const list of fc.sample(steps, { seed: 1, numRuns: 1500 })) {
      for (const { command, decision } of play(list)) {
        if (!decision.ok) seen.add('reason' in decision.refusal ? decision.refusal.reason : decision.refusal.code)
        else seen.add(`${command.type}${decision.events.some((e) => 'why' in e && e.why === 'repacked') ? '+' : ''}`)
        if (decision.ok && command.type === 'advance') seen.add(`to ${command.to}`)
        if (decision.ok && command.type === 'bundleHold' && command.takeOver !== undefined) seen.add('takeOver')
      }
    }
    const commands = 'hold book walkIn block confirm release cancel modify move advance expire adopt'.split(' ')
    const repacked = ['hold+', 'book+', 'modify+', 'takeOver', 'bundleHold', 'bundleLeave', 'bundleFinish']
    const advances = [
      'arrived',
      'seated',
      'no_show',
      'confirmed',
      'completed',
      'declined',
      'requested',
      'awaiting_payment',
    ]
    const refusals = ['not_found', 'hold_expired', 'not_allowed_now', 'bundle_open', 'held', 'taken', 'lead_time']
    const all = [
      ...commands,
      ...repacked,
      ...advances.map((to) => `to ${to}`),
      ...refusals,
      'unknown_unit',
      'no_table_fits',
    ]
    expect(all.filter((what) => !seen.has(what))).toEqual([])
  })
})

describe('a change within the night', () => {
  it('keeps the claim in either case: at its new place if accepted, untouched if refused', () => {
    eachTurn(({ command, decision, before, after }) => {
      if (command.type !== 'modify' && command.type !== 'move') return
      const was = before.claims[command.claimId]
      const is = after.claims[command.claimId]
      if (!decision.ok) expect(is).toBe(was)
      else expect(is).toMatchObject({ id: was?.id, reservationId: was?.reservationId, state: was?.state })
    })
  })
})

describe('release and cancel', () => {
  it('free the units at once for somebody else', () => {
    eachTurn(({ command, decision, before, after, now, rules }) => {
      if (!decision.ok || (command.type !== 'release' && command.type !== 'cancel')) return
      const was = before.claims[command.claimId] as Book['claims'][string]
      const block = { type: 'block', claimId: 'new', unitIds: was.unitIds, start: was.start, end: was.end } as const
      const next = decide(after, rules, block, { key: 'venue:v1', staff: true }, now)
      const overrun = Object.values(after.claims).some(({ state }) => state === 'seated')
      if (!overrun) expect(next.ok).toBe(true)
    })
  })
})

/** What `decide` says at another moment than the one it was first asked. */
function askAgain({ before, rules, command, by, now, decision }: Turn, shift: number, guards: Guards): void {
  const then = now + shift
  if (then < (guards.notBefore ?? -Infinity) || then >= (guards.before ?? Infinity)) return
  const again = decide(before, rules, command, by, then)
  if (!decision.ok) {
    expect(again).toMatchObject({ ok: false, refusal: decision.refusal })
    return
  }
  // Holds that run out and parties that sit on may offer another place; the one given stays good, and the answer yes.
  const sameRoom = dueClaims(before, then).length === dueClaims(before, now).length && !hasSeated(before)
  if (sameRoom) expect(again).toEqual(decision)
  else expect(again).toMatchObject({ ok: true, claim: decision.claim && { state: decision.claim.state } })
  expect(inWayOf(decision.claim, before, decision.events, then)).toEqual([])
}

function hasSeated({ claims }: Book): boolean {
  return Object.values(claims).some(({ state }) => state === 'seated')
}

/** Claims that at this instant occupy what a decision placed, as it leaves them. */
function inWayOf(claim: Claim | null, before: Book, events: readonly BookEvent[], then: Instant): readonly Claim[] {
  const was = claim && before.claims[claim.id]
  if (claim === null || (was && occupies(was.state) && was.start === claim.start && was.unitIds === claim.unitIds)) {
    return []
  }
  return Object.values(applyAll(before, events).claims).filter(
    (other) =>
      other.id !== claim.id &&
      occupies(other.state) &&
      occupies(claim.state) &&
      other.unitIds.some((unit) => claim.unitIds.includes(unit)) &&
      claim.start < occupiedUntil(other, then) &&
      other.start < claim.end,
  )
}

const shifts = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 4, maxLength: 8 })

function guarded(guardsOf: (turn: Turn) => Guards) {
  return fc.property(steps, shifts, (list: readonly Step[], moments) => {
    for (const turn of play(list)) for (const shift of moments) askAgain(turn, shift, guardsOf(turn))
  })
}

describe('guards', () => {
  it('hold the whole of what a decision needs of the clock: within them it is the same', () => {
    fc.assert(
      guarded(({ decision }) => decision.guards),
      { numRuns: 400 },
    )
  })

  it('are all needed: without either half the same decision is another at another moment', () => {
    const withoutStart = fc.check(
      guarded(({ decision }) => ({ ...decision.guards, notBefore: null })),
      { seed: 1 },
    )
    const withoutEnd = fc.check(
      guarded(({ decision }) => ({ ...decision.guards, before: null })),
      { seed: 1 },
    )
    expect([withoutStart.failed, withoutEnd.failed]).toEqual([true, true])
  })

  it('are true at the moment of the decision itself', () => {
    eachTurn(({ decision: { guards }, now }) => {
      expect(guards.notBefore ?? -Infinity).toBeLessThanOrEqual(now)
      expect(guards.before ?? Infinity).toBeGreaterThan(now)
    })
  })

  it('of an accepted command name no deadline of a claim it does not touch', () => {
    eachTurn(({ decision, command, before, rules }) => {
      if (!decision.ok || decision.guards.before === null || rules.settingsVersion % 2 === 0) return
      const touched = decision.claim?.id ?? ('claimId' in command ? command.claimId : '')
      const taken = command.type === 'bundleHold' ? command.takeOver : undefined
      const own = [touched, taken].map((id) => before.claims[id ?? '']?.expiresAt)
      const made = command.type === 'hold' ? [command.expiresAt] : []
      const starts = Object.values({ ...before.claims, new: decision.claim }).map((claim) => claim?.start)
      expect([...own, ...made, ...starts]).toContain(decision.guards.before)
    })
  })
})

describe('the next deadline', () => {
  it('is the first moment after now at which another claim is due', () => {
    eachTurn(({ after, now }) => {
      const next = nextDeadline(after, now)
      const due = dueClaims(after, now).length
      if (next === null) return expect(dueClaims(after, 1e9)).toHaveLength(due)
      expect(next).toBeGreaterThan(now)
      expect(dueClaims(after, next - 1)).toHaveLength(due)
      expect(dueClaims(after, next).length).toBeGreaterThan(due)
    })
  })
})

describe('a bundle over two books', () => {
  const cases = fc.record({
    oldSteps: steps,
    newSteps: steps,
    outcome: fc.constantFrom('committed' as const, 'aborted' as const),
  })

  it('ends in both as one: moved as a whole or not at all, whatever others do meanwhile', () => {
    fc.assert(
      fc.property(cases, ({ oldSteps, newSteps, outcome }) => {
        const others = (list: readonly Step[]) => list.filter(({ command }) => command.type !== 'bundleFinish')
        const venue = { key: 'venue:v1', staff: true }
        const start = play([{ by: venue, after: 0, command: bookOn('mine') }]).at(-1)?.after as Book
        const mine = start.claims.mine
        const leave = { type: 'bundleLeave', bundleId: 'z', claimId: 'mine' } as const
        const arrive = { ...bookOn('ours'), type: 'bundleHold', bundleId: 'z', generation: 1 } as const
        const finish = { type: 'bundleFinish', bundleId: 'z', outcome } as const
        const around = (command: Step['command'], list: readonly Step[]) => [
          { by: venue, after: 0, command },
          ...others(list),
          { by: venue, after: 0, command: finish },
        ]
        const old = play(around(leave, oldSteps), start).at(-1)?.after as Book
        const fresh = play(around(arrive, newSteps)).at(-1)?.after as Book
        const place = { state: 'confirmed', bundle: null, start: 30, end: 45, party: 2 }
        if (outcome === 'committed') {
          expect(old.claims.mine).toBeUndefined()
          expect(fresh.claims.ours).toMatchObject({ ...place, generation: 1 })
        } else {
          expect(fresh.claims.ours).toBeUndefined()
          expect(old.claims.mine).toMatchObject({ ...place, reservationId: mine?.reservationId, generation: 0 })
        }
      }),
      runs,
    )
  })
})

function bookOn(claimId: string) {
  const want = { start: 30, party: 2, channel: 'online' } as const
  return { type: 'book', claimId, reservationId: `r-${claimId}`, holder: 'guest:ann', want } as const
}

function expectEdge(from: ClaimState | undefined, to: Parameters<typeof mayBecome>[1]): void {
  expect(from !== undefined && (from === to || mayBecome(from, to)), `${from} -> ${to}`).toBe(true)
}
