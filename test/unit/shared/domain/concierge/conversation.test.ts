import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  act,
  conversationStates,
  emptySummary,
  fold,
  mostUnread,
  type Side,
  type Spoken,
  type Summary,
  sides,
  stateAt,
  transitions,
  unread,
} from '../../../../../shared/domain/concierge/conversation.ts'

const begun = emptySummary(1000)
const after = (...spoken: readonly Side[]): Summary =>
  spoken.map((side, n): Spoken => ({ seq: n + 1, side, at: 1000 + n })).reduce(fold, begun)

const messages = fc
  .array(fc.constantFrom(...sides), { maxLength: 150 })
  .map((said) => said.map((side, n): Spoken => ({ seq: n + 1, side, at: 1000 + n * 10 })))

describe('what messages make of a conversation', () => {
  test('the guest waits from the first message that was not answered, and for which answer is known', () => {
    expect(after('guest', 'guest')).toMatchObject({ state: 'open', waitingSince: 1000, awaits: 'first' })
    expect(after('guest', 'desk')).toMatchObject({ state: 'pending', waitingSince: null, awaits: null })
    expect(after('guest', 'desk', 'guest', 'guest')).toMatchObject({ waitingSince: 1002, awaits: 'next' })
    expect(after('desk')).toMatchObject({ state: 'pending', waitingSince: null })
  })

  test('once resolved, the next answer is a first one again', () => {
    const resolved = act(after('guest', 'desk'), 'resolve')
    if (resolved === null) throw new Error('it can be resolved')
    expect(fold(resolved, { seq: 3, side: 'guest', at: 5000 })).toMatchObject({
      state: 'open',
      waitingSince: 5000,
      awaits: 'first',
    })
  })

  test('counted in twice, in any pieces, it is the same as counted in once', () => {
    fc.assert(
      fc.property(messages, fc.nat(150), (said, cut) => {
        const once = said.reduce(fold, begun)
        const first = said.slice(0, cut).reduce(fold, begun)
        // Killed before it was written down that they were counted in: they come again.
        expect(said.reduce(fold, first)).toEqual(once)
        expect(said.reduce(fold, once)).toEqual(once)
      }),
    )
  })

  test('whoever waits has spoken last, the state says so, and unread counts are those of the messages', () => {
    fc.assert(
      fc.property(messages, fc.nat(150), (said, readUpTo) => {
        const summary = said.reduce(fold, begun)
        expect(summary.top).toBe(said.length)
        expect(summary.waitingSince !== null).toBe(said.at(-1)?.side === 'guest')
        expect(summary.awaits !== null).toBe(summary.waitingSince !== null)
        for (const side of sides) {
          const count = said.filter((one) => one.side === side && one.seq > readUpTo).length
          expect(unread(summary, side, readUpTo)).toBe(Math.min(mostUnread, count))
        }
      }),
    )
  })

  test('a hole between two messages is no message', () => {
    expect(() => fold(begun, { seq: 2, side: 'guest', at: 1 })).toThrow('message 2 came after message 0')
  })
})

describe('what the desk does with it', () => {
  const inState = (state: Summary['state']): Summary => ({
    ...after('guest'),
    state,
    wakesAt: state === 'snoozed' ? 9000 : null,
  })

  test.each(['resolve', 'snooze', 'reopen', 'wake'] as const)(
    '%s leads where the table says, and nowhere else',
    (done) => {
      for (const state of conversationStates) {
        expect(act(inState(state), done, 9000)?.state).toBe(transitions[done][state])
      }
    },
  )

  test('messages lead where the table says too', () => {
    for (const state of conversationStates) {
      for (const [spoke, side] of [['guestSpoke', 'guest'] as const, ['deskSpoke', 'desk'] as const]) {
        expect(fold(inState(state), { seq: 2, side, at: 2000 }).state).toBe(transitions[spoke][state])
      }
    }
  })

  test('a guest who waits goes on waiting while it is laid aside, and not once it is resolved', () => {
    expect(act(after('guest'), 'snooze', 9000)).toMatchObject({ waitingSince: 1000, awaits: 'first', wakesAt: 9000 })
    expect(act(after('guest'), 'resolve')).toMatchObject({ waitingSince: null, awaits: null, wakesAt: null })
  })

  test('what was laid aside is open from the instant on, whether or not anybody woke it', () => {
    const asleep = inState('snoozed')
    expect([8999, 9000, 9001].map((now) => stateAt(asleep, now))).toEqual(['snoozed', 'open', 'open'])
    expect(stateAt(inState('resolved'), 9001)).toBe('resolved')
  })
})

test('what is laid aside is open again from its instant on, and nothing else changes by itself', () => {
  const [wakesAt, sooner] = [5000, 4999]
  expect(stateAt({ state: 'snoozed', wakesAt }, sooner)).toBe('snoozed')
  expect(stateAt({ state: 'snoozed', wakesAt }, wakesAt)).toBe('open')
  expect(stateAt({ state: 'snoozed', wakesAt: null }, wakesAt)).toBe('snoozed')
  expect(stateAt({ state: 'pending', wakesAt }, wakesAt)).toBe('pending')
  expect(act(after('guest'), 'snooze', wakesAt)).toMatchObject({ state: 'snoozed', wakesAt })
  expect(act(after('guest'), 'resolve', wakesAt)).toMatchObject({ state: 'resolved', wakesAt: null })
})

test('the first answer since anybody looked is what is looked at, not the last', () => {
  expect(after('guest', 'desk', 'desk').unlooked).toEqual({ seq: 2, at: 1001 })
})
