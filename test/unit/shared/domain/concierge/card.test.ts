import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { operations } from '../../../../../shared/contract/index.ts'
import {
  type Carrying,
  cardKinds,
  judge,
  lifeOf,
  type Outcome,
  type ReservationState,
  standingOf,
  type Wish,
} from '../../../../../shared/domain/concierge/card.ts'

const states = [
  'held',
  'requested',
  'awaiting_payment',
  'confirmed',
  'arrived',
  'seated',
  'completed',
  'no_show',
  'released',
  'expired',
  'declined',
  'cancelled',
] as const satisfies readonly ReservationState[]

const ids = ['a', 'b', 'c'] as const
const card = (reservationId: string) => ({ kind: 'proposal', reservationId }) as const
const choice: Carrying = { cards: ids.map(card) }

const outcomes = fc.option(
  fc.oneof(
    fc.record({ is: fc.constant('chosen' as const), reservationId: fc.constantFrom(...ids) }),
    fc.record({
      is: fc.constant('chosen' as const),
      reservationId: fc.constantFrom(...ids),
      refused: fc.constant(true as const),
    }),
    fc.record({ is: fc.constantFrom('declined' as const, 'withdrawn' as const) }),
  ),
  { nil: undefined },
)
const wishes: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({ do: fc.constant('accept' as const), reservationId: fc.constantFrom(...ids) }),
  fc.record({ do: fc.constantFrom('decline' as const, 'withdraw' as const) }),
)
const books = fc.record({
  a: fc.constantFrom(...states),
  b: fc.constantFrom(...states),
  c: fc.constantFrom(...states),
})
type Books = Record<(typeof ids)[number], ReservationState>
const read = (book: Books) => (id: string) => book[id as keyof Books]

describe('what becomes of a choice', () => {
  test('an open one is held, and taking it is not refused; one that can be newly taken is open', () => {
    fc.assert(
      fc.property(outcomes, books, fc.constantFrom(...ids), (outcome, book, id) => {
        const carrying = { ...choice, outcome }
        const standing = standingOf(carrying, card(id), read(book))
        const verdict = judge(carrying, { do: 'accept', reservationId: id }, read(book))
        if (standing === 'open') expect([book[id], verdict.is === 'refused']).toEqual(['held', false])
        if (book[id] === 'held' && verdict.is === 'write') expect(standing).toBe('open')
      }),
    )
  })

  test('what is booked is shown as chosen, whatever was said about it', () => {
    fc.assert(
      fc.property(outcomes, books, fc.constantFrom(...ids), (outcome, book, id) => {
        fc.pre(lifeOf(book[id]) === 'booked')
        expect(standingOf({ ...choice, outcome }, card(id), read(book))).toBe('chosen')
      }),
    )
  })

  test('asked again it is so already, and nothing goes on from what was declined or withdrawn', () => {
    fc.assert(
      fc.property(outcomes, books, wishes, wishes, (outcome, book, first, second) => {
        const verdict = judge({ ...choice, outcome }, first, read(book))
        if (verdict.is !== 'write') return
        const after = { ...choice, outcome: verdict.outcome }
        expect(judge(after, first, read(book)).is).toBe('soAlready')
        if (verdict.outcome.is === 'chosen') return
        expect(judge(after, second, read(book)).is).toBe(
          JSON.stringify(first) === JSON.stringify(second) ? 'soAlready' : 'refused',
        )
      }),
    )
  })

  test('another is taken only after the chosen one is given back, and never while that is booked', () => {
    fc.assert(
      fc.property(outcomes, books, wishes, (outcome, book, wish) => {
        const verdict = judge({ ...choice, outcome }, wish, read(book))
        if (outcome?.is !== 'chosen' || verdict.is !== 'write') return
        expect(verdict.giveUp).toBe(outcome.reservationId)
        expect(lifeOf(book[outcome.reservationId])).not.toBe('booked')
      }),
    )
  })

  test('of any taps, in whatever order they are judged, written and confirmed, at most one ends as a booking', () => {
    const steps = fc.array(
      fc.oneof(
        wishes,
        fc.constant({ do: 'confirm' } as const),
        fc.constant({ do: 'refuse' } as const),
        fc.record({ do: fc.constant('expire' as const), reservationId: fc.constantFrom(...ids) }),
      ),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(steps, (taken) => {
        const book: Books = { a: 'held', b: 'held', c: 'held' }
        let outcome: Outcome | undefined
        for (const step of taken) {
          if (step.do === 'expire') {
            if (book[step.reservationId] === 'held') book[step.reservationId] = 'expired'
          } else if (step.do === 'confirm' || step.do === 'refuse') {
            if (outcome?.is !== 'chosen') continue
            const id = outcome.reservationId as keyof Books
            if (step.do === 'refuse' && book[id] === 'held') outcome = { ...outcome, refused: true }
            if (step.do === 'confirm' && book[id] === 'held') book[id] = 'confirmed'
          } else {
            const verdict = judge({ ...choice, outcome }, step, read(book))
            if (verdict.is !== 'write') continue
            const given = verdict.giveUp as keyof Books | null
            if (given !== null && book[given] === 'held') book[given] = 'released'
            outcome = verdict.outcome
          }
        }
        expect(Object.values(book).filter((state) => lifeOf(state) === 'booked').length).toBeLessThanOrEqual(1)
      }),
    )
  })
})

const accept = (reservationId: string) => ({ do: 'accept', reservationId }) as const
const chosen = (reservationId: string, refused?: true): Outcome => ({
  ...{ is: 'chosen', reservationId },
  ...(refused && { refused }),
})
const held: Books = { a: 'held', b: 'held', c: 'held' }
const write = (outcome: Outcome, giveUp: string | null = null) => ({ is: 'write', outcome, giveUp })
const refusal = (reason: Outcome['is'], of: string | null = null) => ({ is: 'refused', reason, chosen: of })
const soAlready = { is: 'soAlready' }

describe('one tap', () => {
  test.each<[sentence: string, before: Outcome | undefined, book: Partial<Books>, wish: Wish, verdict: object]>([
    ['of an untouched choice one is taken', undefined, {}, accept('b'), write(chosen('b'))],
    ['an untouched choice is declined', undefined, {}, { do: 'decline' }, write({ is: 'declined' })],
    ['an untouched choice is withdrawn', undefined, {}, { do: 'withdraw' }, write({ is: 'withdrawn' })],
    ['what was taken is taken again', chosen('b'), {}, accept('b'), soAlready],
    ['what was declined is declined again', { is: 'declined' }, {}, { do: 'decline' }, soAlready],
    ['what was withdrawn is withdrawn again', { is: 'withdrawn' }, {}, { do: 'withdraw' }, soAlready],
    ['another is taken while the first is held', chosen('b'), {}, accept('a'), refusal('chosen', 'b')],
    ['another is taken once the first is booked', chosen('b'), { b: 'seated' }, accept('a'), refusal('chosen', 'b')],
    ['all is declined while one is held as taken', chosen('b'), {}, { do: 'decline' }, refusal('chosen', 'b')],
    ['another is taken once the first ran out', chosen('b'), { b: 'expired' }, accept('a'), write(chosen('a'), 'b')],
    ['another is taken once the first was refused', chosen('b', true), {}, accept('a'), write(chosen('a'), 'b')],
    [
      'another is taken where the first was refused and booked all the same',
      chosen('b', true),
      { b: 'confirmed' },
      accept('a'),
      refusal('chosen', 'b'),
    ],
    ['what was declined is taken', { is: 'declined' }, {}, accept('a'), refusal('declined')],
    ['what was withdrawn is declined', { is: 'withdrawn' }, {}, { do: 'decline' }, refusal('withdrawn')],
    ['what was booked elsewhere is taken', undefined, { c: 'confirmed' }, accept('c'), soAlready],
    [
      'another is taken where one was booked elsewhere',
      undefined,
      { c: 'confirmed' },
      accept('a'),
      refusal('chosen', 'c'),
    ],
    ['one is taken where another has ended', undefined, { c: 'cancelled' }, accept('a'), write(chosen('a'))],
  ])('%s', (_sentence, outcome, book, wish, verdict) => {
    expect(judge({ ...choice, outcome }, wish, read({ ...held, ...book }))).toEqual(verdict)
  })

  test('a booking that the message shows for itself is nothing that was chosen', () => {
    const carrying: Carrying = { cards: [{ kind: 'reservation', reservationId: 'c' }, card('a')] }
    expect(judge(carrying, accept('a'), read({ ...held, c: 'confirmed' }))).toEqual(write(chosen('a')))
  })
})

describe('where a proposal stands', () => {
  test.each<[sentence: string, before: Outcome | undefined, book: Partial<Books>, standings: readonly string[]]>([
    ['held and untouched', undefined, {}, ['open', 'open', 'open']],
    ['run out and untouched', undefined, { b: 'expired' }, ['open', 'over', 'open']],
    ['one was taken', chosen('b'), {}, ['passed', 'chosen', 'passed']],
    ['one was taken, another ran out', chosen('b'), { c: 'released' }, ['passed', 'chosen', 'passed']],
    ['the taken one ran out', chosen('b'), { b: 'expired' }, ['open', 'over', 'open']],
    ['the taken one was refused', chosen('b', true), {}, ['open', 'open', 'open']],
    ['one was booked elsewhere', undefined, { a: 'arrived' }, ['chosen', 'passed', 'passed']],
    ['declined', { is: 'declined' }, {}, ['declined', 'declined', 'declined']],
    [
      'withdrawn, and one had been booked',
      { is: 'withdrawn' },
      { a: 'requested' },
      ['chosen', 'withdrawn', 'withdrawn'],
    ],
  ])('%s', (_sentence, outcome, book, expected) => {
    const carrying = { ...choice, outcome }
    expect(choice.cards.map((it) => standingOf(carrying, it, read({ ...held, ...book })))).toEqual(expected)
  })
})

test('a card of the guest’s own is shown, whatever became of the proposals beside it', () => {
  const own = { kind: 'reservation', reservationId: 'x' } as const
  const carrying: Carrying = { cards: [own, card('a')], outcome: { is: 'declined' } }
  expect(standingOf(carrying, own, () => 'confirmed')).toBe('shown')
})

test('what a kind offers are operations of the contract', () => {
  const named = Object.values(cardKinds).flatMap(({ guest, desk }) => [...guest, ...desk])
  expect(named.filter((name) => !Object.hasOwn(operations, name))).toEqual([])
})
