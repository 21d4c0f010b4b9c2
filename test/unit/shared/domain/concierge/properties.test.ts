import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { assign, type DeskState } from '../../../../../shared/domain/concierge/assign.ts'
import { secondDueShare, waitClock } from '../../../../../shared/domain/concierge/clock.ts'
import { defaultPatience, stepsAhead, stepsDue } from '../../../../../shared/domain/concierge/escalate.ts'
import { alwaysOpen, type DeskHours, openBetween, opensAt } from '../../../../../shared/domain/concierge/hours.ts'
import type { Concierge } from '../../../../../shared/domain/concierge/load.ts'
import { compareTurns, headStartMs, inTurn } from '../../../../../shared/domain/concierge/priority.ts'
import { defaultTargets, dueAt, targetMs, usedAt } from '../../../../../shared/domain/concierge/targets.ts'
import { rankOf, type Tier, tiers } from '../../../../../shared/domain/concierge/tiers.ts'
import { at, concierge, hourMs, minuteMs, now, queued, rules, secondMs } from './support.ts'

const zones = ['Asia/Seoul', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'] as const
/** Never in the hours in which a clock is moved, so that every time is there once. */
const hour = fc.constantFrom(0, 5, 8, 11, 14, 17, 18, 21, 23)
const time = fc
  .tuple(hour, fc.constantFrom(0, 15, 30))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
const spans = fc.array(fc.record({ from: time, to: time }), { maxLength: 2 })
const hoursArb: fc.Arbitrary<DeskHours> = fc.record({
  zone: fc.constantFrom(...zones),
  weekly: fc.array(spans, { minLength: 7, maxLength: 7 }),
  exceptions: fc.array(fc.record({ date: fc.constantFrom('2026-03-29', '2026-10-25', '2026-11-01'), spans }), {
    maxLength: 2,
  }),
})
/** Around the days on which clocks are moved, and any. */
const instant = fc
  .tuple(
    fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2026-11-01T06:00:00Z', '2026-10-03T15:30:00Z'),
    fc.integer({ min: -48 * 60, max: 48 * 60 }),
  )
  .map(([text, minutes]) => at(text) + minutes * minuteMs)
const target = fc.integer({ min: 1, max: 600 }).map((seconds) => seconds * secondMs)

/** Whether the clock on the desk's wall says that it is open: nothing of how it is worked out. */
function saysOpen({ zone, weekly, exceptions }: DeskHours, when: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(when).toZonedDateTimeISO(zone).toPlainDateTime()
  const clock = wall.toPlainTime().toString({ smallestUnit: 'minute' })
  const on = (date: Temporal.PlainDate) =>
    exceptions.find((one) => one.date === date.toString())?.spans ?? weekly[date.dayOfWeek - 1] ?? []
  const today = wall.toPlainDate()
  return (
    on(today).some(({ from, to }) => from <= clock && (to <= from || clock < to)) ||
    on(today.subtract({ days: 1 })).some(({ from, to }) => to <= from && clock < to)
  )
}

describe('hours', () => {
  test('whatever they are, exactly the minutes count in which the clock on the wall says that the desk is open', () => {
    fc.assert(
      fc.property(hoursArb, instant, fc.integer({ min: 0, max: 90 }), (hours, from, steps) => {
        const stepMs = 15 * minuteMs
        const start = Math.ceil(from / stepMs) * stepMs
        let counted = 0
        for (let step = 0; step < steps; step++) counted += saysOpen(hours, start + step * stepMs) ? stepMs : 0
        expect(openBetween(hours, start, start + steps * stepMs)).toBe(counted)
      }),
      { numRuns: 60 },
    )
  })

  test('whatever they are, the desk opens at the first minute from then on in which it is open', () => {
    fc.assert(
      fc.property(hoursArb, instant, (hours, when) => {
        const opens = opensAt(hours, when)
        if (opens === null) return
        expect(opens).toBeGreaterThanOrEqual(when)
        expect(openBetween(hours, when, opens)).toBe(0)
        expect(openBetween(hours, opens, opens + 1)).toBe(1)
        expect(opensAt(hours, opens)).toBe(opens)
      }),
      { numRuns: 200 },
    )
  })
})

describe('targets', () => {
  test('are due when all of them is used, no sooner, and never outside the hours', () => {
    fc.assert(
      fc.property(hoursArb, instant, target, (hours, since, ms) => {
        const due = dueAt(since, ms, hours)
        if (due === null) return
        expect(due).toBeGreaterThanOrEqual(since + ms)
        expect(usedAt(since, ms, hours, due)).toBe(1)
        expect(usedAt(since, ms, hours, due - 1)).toBeLessThan(1)
        expect(openBetween(hours, due - 1, due)).toBe(1)
      }),
      { numRuns: 300 },
    )
  })

  test('of whoever wrote later, or that are longer, are never due sooner; and never less is used', () => {
    fc.assert(
      fc.property(hoursArb, instant, target, fc.nat(10 * hourMs), (hours, since, ms, later) => {
        const never = Number.MAX_SAFE_INTEGER
        const due = dueAt(since, ms, hours) ?? never
        expect(dueAt(since + later, ms, hours) ?? never).toBeGreaterThanOrEqual(due)
        expect(dueAt(since, ms + later, hours) ?? never).toBeGreaterThanOrEqual(due)
        expect(usedAt(since, ms, hours, since + later)).toBeLessThanOrEqual(
          usedAt(since, ms, hours, since + later + ms),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('of a desk that is always open are due after so much time', () => {
    const everyDay = Array.from({ length: 7 }, () => [{ from: '00:00', to: '00:00' }])
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, target, (zone, since, ms) => {
        expect(dueAt(since, ms, { zone, weekly: everyDay, exceptions: [] })).toBe(since + ms)
        expect(dueAt(since, ms, alwaysOpen)).toBe(since + ms)
      }),
      { numRuns: 200 },
    )
  })
})

const tierArb = fc.constantFrom(...tiers)
const answerArb = fc.constantFrom('first', 'next')
const idArb = fc.stringMatching(/^[a-f]{3}$/)

const turnArb = fc
  .record({ id: idArb, tier: tierArb, answer: answerArb, waited: fc.nat(1200) })
  .map(({ id, waited, ...wish }) => queued(id, { ...wish, waitedSeconds: waited }))

describe('turns', () => {
  test('are a total order at any one time', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(turnArb, { selector: ({ id }) => id, maxLength: 12 }),
        fc.nat(1_000_000),
        (queue, ahead) => {
          const when = now + ahead
          const sorted = inTurn(queue, when)
          expect(inTurn([...queue].reverse(), when)).toEqual(sorted)
          sorted.forEach((one, i) =>
            sorted.forEach((other, j) => expect(Math.sign(compareTurns(one, other, when))).toBe(Math.sign(i - j))),
          )
        },
      ),
      { numRuns: 200 },
    )
  })

  /** What the queue promises: who begins to wait so much later, in the desk's hours, never comes before. */
  function promisedMs(
    before: { tier: Tier; answer: 'first' | 'next' },
    after: { tier: Tier; answer: 'first' | 'next' },
  ): number {
    const target = (of: typeof before) => targetMs(defaultTargets, of.tier, of.answer)
    const headStart = Math.max(0, rankOf(after.tier) - rankOf(before.tier)) * headStartMs
    return secondDueShare * target(before) - target(after) + headStart
  }

  test('come to everybody: whoever writes later than is promised never comes before, at any time', () => {
    const guest = fc.record({ tier: tierArb, answer: answerArb })
    fc.assert(
      fc.property(
        hoursArb,
        instant,
        guest,
        guest,
        fc.nat(3_600_000),
        fc.nat(10 * hourMs),
        (hours, since, one, other, more, then) => {
          const later = dueAt(since, promisedMs(one, other) + 1 + more, hours)
          if (later === null) return
          const desk = { targets: defaultTargets, hours }
          const first = { id: 'b', tier: one.tier, ...waitClock({ waitingSince: since, ...one }, desk) }
          const second = { id: 'a', tier: other.tier, ...waitClock({ waitingSince: later, ...other }, desk) }
          expect(compareTurns(first, second, later + then)).toBeLessThan(0)
        },
      ),
      { numRuns: 400 },
    )
  })

  test('sixteen and a half minutes are the longest that anybody writes later and comes before', () => {
    const kinds = tiers.flatMap((tier) => (['first', 'next'] as const).map((answer) => ({ tier, answer })))
    const promised = kinds.flatMap((one) => kinds.map((other) => promisedMs(one, other)))
    expect(Math.max(...promised)).toBe(16.5 * minuteMs)
  })

  test('a standard guest is reached though ever more VIPs come than can be answered', () => {
    const guest = queued('z')
    let queue = [guest]
    const reachedAfter = (() => {
      // One is answered every ten seconds, two VVIPs come in the same time.
      for (let seconds = 0; ; seconds += 10) {
        const come = ['a', 'b'].map((n) => queued(`${n}${seconds}`, { tier: 'vvip', waitedSeconds: -seconds }))
        const [next, ...rest] = inTurn([...queue, ...come], now + seconds * secondMs)
        if (next === guest) return seconds
        queue = rest
      }
    })()
    // Two VVIPs for each ten seconds of the promise, and one is answered in each.
    expect(reachedAfter).toBeLessThanOrEqual(2 * 16.5 * 60)
    expect(reachedAfter).toBeGreaterThan(300)
  })
})

const abilities = {
  venueIds: fc.option(fc.subarray(['mirae', 'onjium']), { nil: null }),
  languages: fc.subarray(['ko', 'ja', 'en'], { minLength: 1 }),
  skills: fc.subarray(['events']),
}
const presentArb: fc.Arbitrary<Concierge[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('kim', 'lee', 'park', 'sato', 'abe'),
      capacity: fc.nat(4),
      owed: fc.nat(2),
      quiet: fc.nat(3),
      ago: fc.nat(9),
      ...abilities,
    })
    .map(({ id, ago, ...rest }) => concierge(id, { ...rest, lastGivenAt: now - ago * minuteMs })),
  { selector: ({ id }) => id, maxLength: 5 },
)
const nameArb = fc.option(fc.constantFrom('kim', 'lee', 'sato'), { nil: null })
const queuedArb = fc
  .record({
    id: idArb,
    tier: tierArb,
    answer: answerArb,
    waitedSeconds: fc.nat(600),
    venueId: fc.constantFrom(null, 'mirae', 'onjium'),
    language: fc.constantFrom(null, 'ko', 'ja', 'en', 'zh'),
    skills: fc.subarray(['events']),
    own: nameArb,
    last: nameArb,
    takenFrom: fc.subarray(['kim', 'lee', 'sato']),
  })
  .map(({ id, ...wish }) => queued(id, wish))
const stateArb: fc.Arbitrary<DeskState> = fc
  .record({
    waiting: fc.uniqueArray(queuedArb, { selector: ({ id }) => id, maxLength: 8 }),
    share: fc.nat(8),
    present: presentArb,
  })
  .map(({ waiting, share, present }) => ({ queue: waiting.slice(share), held: waiting.slice(0, share), present }))

describe('a division', () => {
  test('gives each of the queue to one person who fits and has room, or says why not', () => {
    fc.assert(
      fc.property(stateArb, (state) => {
        const { assignments, staying } = assign(state, rules, now)
        const told = [...assignments, ...staying].map(({ conversationId }) => conversationId)
        expect(new Set(told).size).toBe(told.length)
        for (const { id } of state.queue) expect(told).toContain(id)
        for (const { conversationId, conciergeId } of assignments) {
          const waiting = [...state.queue, ...state.held].find(({ id }) => id === conversationId)
          const who = state.present.find(({ id }) => id === conciergeId)
          if (waiting === undefined || who === undefined) throw new Error('Nobody gets what nobody asked.')
          expect(who.venueIds === null || waiting.venueId === null || who.venueIds.includes(waiting.venueId)).toBe(true)
          expect(waiting.language === null || who.languages.includes(waiting.language)).toBe(true)
          expect(waiting.skills.every((skill) => who.skills.includes(skill))).toBe(true)
        }
        for (const { id, owed, quiet, capacity } of state.present) {
          const more = assignments.filter(({ conciergeId }) => conciergeId === id).length
          if (more > 0) expect(owed + quiet + more).toBeLessThanOrEqual(capacity)
          if (more > 0) expect(owed + more).toBeLessThanOrEqual(rules.mostOwed + 1)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('is the same in whatever order queue and people are handed over', () => {
    fc.assert(
      fc.property(stateArb, (state) => {
        const { queue, held, present } = state
        const turned = { queue: [...queue].reverse(), held: [...held].reverse(), present: [...present].reverse() }
        expect(assign(turned, rules, now)).toEqual(assign(state, rules, now))
      }),
      { numRuns: 300 },
    )
  })

  test('leaves nobody waiting for nothing: whoever stays for want of room finds none with room afterwards', () => {
    fc.assert(
      fc.property(stateArb, (state) => {
        const { assignments, staying } = assign(state, rules, now)
        const left = state.present.map((one) => {
          const more = assignments.filter(({ conciergeId }) => conciergeId === one.id).length
          return { ...one, owed: one.owed + more }
        })
        const full = staying.filter(({ why }) => why === 'all_full').map(({ conversationId }) => conversationId)
        const queue = state.queue.filter(({ id }) => full.includes(id))
        expect(assign({ queue, held: [], present: left }, rules, now).assignments).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('takes the guest’s own concierge whenever they fit, have room, and owe nobody an answer', () => {
    fc.assert(
      fc.property(queuedArb, presentArb, (waiting, present) => {
        const free = present.map((one) => ({
          ...one,
          owed: 0,
          quiet: 0,
          capacity: 3,
          languages: ['ko', 'ja', 'en', 'zh'],
          venueIds: null,
          skills: ['events'],
        }))
        const { assignments } = assign({ queue: [{ ...waiting, takenFrom: [] }], held: [], present: free }, rules, now)
        const isThere = free.some(({ id }) => id === waiting.own)
        if (isThere) expect(assignments).toMatchObject([{ conciergeId: waiting.own, why: 'own' }])
      }),
      { numRuns: 200 },
    )
  })
})

describe('steps', () => {
  const presence = fc.oneof(
    fc.constant({ state: 'present' } as const),
    fc.record({ state: fc.constantFrom('left', 'lost'), since: fc.nat(hourMs).map((ago) => now - ago) }),
  )
  const awaitingArb = fc.record({
    id: idArb,
    awaited: fc.nat(9),
    waitingSince: fc.nat(hourMs).map((ago) => now - ago),
    targetMs: target,
    holder: fc.option(
      fc.record({
        id: fc.constant('kim'),
        givenAt: fc.nat(hourMs).map((ago) => now - ago),
        presence,
        activeAt: fc.constant(now),
      }),
      { nil: null },
    ),
    returns: fc.nat(3),
  })

  test('are each done once, however often and late it is looked, and in the order in which they were planned', () => {
    fc.assert(
      fc.property(hoursArb, awaitingArb, fc.array(fc.nat(hourMs), { maxLength: 20 }), (hours, awaiting, looks) => {
        const patience = { ...defaultPatience, hours }
        const done = new Set<string>()
        const happened: string[] = []
        for (const ahead of [...looks.sort((a, b) => a - b), 500 * 24 * hourMs]) {
          for (const { key, at } of stepsDue(awaiting, patience, { done, now: now + ahead })) {
            expect(at).toBeLessThanOrEqual(now + ahead)
            done.add(key)
            happened.push(key)
          }
        }
        expect(happened).toEqual(stepsAhead(awaiting, patience).map(({ key }) => key))
        expect(new Set(happened).size).toBe(happened.length)
      }),
      { numRuns: 200 },
    )
  })

  test('never come before the guest waits', () => {
    fc.assert(
      fc.property(hoursArb, awaitingArb, (hours, awaiting) => {
        for (const { at } of stepsAhead(awaiting, { ...defaultPatience, hours })) {
          expect(at).toBeGreaterThanOrEqual(awaiting.waitingSince)
        }
      }),
      { numRuns: 200 },
    )
  })
})
