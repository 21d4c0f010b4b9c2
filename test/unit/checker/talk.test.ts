import { expect, it } from 'vitest'
import { type Acknowledged, judgeTalk, type TalkEvidence } from '../../checker/talk.ts'

const stream = 'c'
const row = (seq: number, side: 'guest' | 'desk' = 'guest', requestId = `r${seq}`) =>
  ({ _id: `m${seq}`, stream, seq, sender: side, side, requestId }) as const
const said = (seq: number, more: Partial<Acknowledged> = {}): Acknowledged => ({
  device: 'phone',
  sender: 'guest',
  requestId: `r${seq}`,
  stream,
  messageId: `m${seq}`,
  seq,
  askedAt: seq * 10,
  answeredAt: seq * 10 + 5,
  ...more,
})
const shown = (readUpTo: number, deliveredUpTo: number) =>
  ({ device: 'phone', stream, side: 'desk', readUpTo, deliveredUpTo }) as const

const good: TalkEvidence = {
  rows: [row(1), row(2, 'desk'), row(3)],
  acknowledged: [said(1), said(3), said(1, { askedAt: 90, answeredAt: 95 })],
  lists: [{ device: 'phone', stream, messageIds: ['m1', 'm2', 'm3'] }],
  shown: [shown(0, 1), shown(1, 3)],
  unread: [
    { stream, of: 'desk', readUpTo: 1, told: 1 },
    { stream, of: 'guest', readUpTo: 0, told: 1 },
  ],
}

const outcomes = (evidence: Partial<TalkEvidence>) =>
  judgeTalk({ ...good, ...evidence }).map(({ id, outcome }) => `${id} ${outcome}`)

it('a run in which all goes well holds both', () => {
  expect(outcomes({})).toEqual(['I11 holds', 'I12 holds'])
})

it('a run without anything in it proves nothing', () => {
  const nothing = { rows: [], acknowledged: [], lists: [], shown: [], unread: [] }
  expect(outcomes(nothing)).toEqual(['I11 unseen', 'I12 unseen'])
})

const chat = ['I11 broken', 'I12 holds']
const receipts = ['I11 holds', 'I12 broken']

it.each<[string, Partial<TalkEvidence>, string[]]>([
  ['numbers from the clock', { rows: [row(1), row(2, 'desk'), { ...row(3), seq: 1_732_000_000 }] }, chat],
  ['a number twice', { rows: [row(1), row(2, 'desk'), { ...row(3), seq: 2 }] }, chat],
  ['something said twice', { rows: [row(1), row(2, 'desk'), row(3, 'guest', 'r1')], acknowledged: [said(1)] }, chat],
  ['something acknowledged and lost', { acknowledged: [said(1, { messageId: 'm9' })] }, chat],
  ['something acknowledged under another number', { acknowledged: [said(3, { seq: 2 })] }, chat],
  ['a copy that was told of another message', { acknowledged: [said(1, { messageId: 'm3', seq: 3 })] }, chat],
  [
    'an order that was turned',
    { acknowledged: [said(3, { askedAt: 0, answeredAt: 5 }), said(1, { askedAt: 6, answeredAt: 9 })] },
    chat,
  ],
  ['a device that lacks one', { lists: [{ device: 'tablet', stream, messageIds: ['m1', 'm3'] }] }, chat],
  ['a device that has one more', { lists: [{ device: 'tablet', stream, messageIds: ['m1', 'm2', 'm3', 'm4'] }] }, chat],
  ['read that goes back', { shown: [shown(2, 3), shown(1, 3)] }, receipts],
  ['received that goes back', { shown: [shown(1, 3), shown(1, 2)] }, receipts],
  ['read what was not received', { shown: [shown(3, 1)] }, receipts],
  ['received what nobody said', { shown: [shown(1, 4)] }, receipts],
  ['own words among the unread', { unread: [{ stream, of: 'guest', readUpTo: 0, told: 3 }] }, receipts],
  ['read words among the unread', { unread: [{ stream, of: 'desk', readUpTo: 3, told: 1 }] }, receipts],
])('control: %s', (_what, evidence, expected) => {
  expect(outcomes(evidence)).toEqual(expected)
})
