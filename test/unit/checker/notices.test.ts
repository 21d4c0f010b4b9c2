import { expect, it } from 'vitest'
import type { DeliveryDocument } from '../../../server/core/notices/documents.ts'
import { judgeNotices, type NoticeEvidence } from '../../checker/notices.ts'

const row = (_id: string, more: Partial<DeliveryDocument> = {}): DeliveryDocument => ({
  _id,
  kind: 'reservation.confirmed',
  channel: 'email',
  reservationId: 'r',
  order: [0, 1, 0],
  start: 5000,
  by: 'guest',
  state: 'sent',
  attempts: 1,
  expireAt: new Date(10_000),
  ...more,
})

const good: NoticeEvidence = {
  rows: [
    row('a'),
    row('b', { state: 'suppressed', why: 'told' }),
    row('c', { unsure: true }),
    row('later', { state: 'pending', dueAt: new Date(9000) }),
  ],
  sunk: ['a', 'c', 'c'],
  kills: 1,
  until: 5000,
}

const outcomes = (evidence: Partial<NoticeEvidence>) =>
  judgeNotices({ ...good, ...evidence }).map(({ id, outcome }) => `${id} ${outcome}`)

it('a run in which all goes well holds both', () => {
  expect(outcomes({})).toEqual(['I13 holds', 'I14 holds'])
})

it('a run without anything in it proves nothing', () => {
  expect(outcomes({ rows: [], sunk: [] })).toEqual(['I13 unseen', 'I14 unseen'])
})

it.each<[string, Partial<NoticeEvidence>, string[]]>([
  ['told twice, and nobody marked it', { sunk: ['a', 'a', 'c'] }, ['I13 broken', 'I14 holds']],
  ['told, and nobody wrote it down', { sunk: ['a', 'c', 'x'] }, ['I13 broken', 'I14 holds']],
  ['more unsure than anything was cut off', { kills: 0 }, ['I13 broken', 'I14 holds']],
  ['due and still waiting', { until: 9000 }, ['I13 holds', 'I14 broken']],
  [
    'left in the middle',
    { rows: [row('a', { state: 'sending', dueAt: new Date(9000) })], sunk: ['a'] },
    ['I13 holds', 'I14 broken'],
  ],
  ['called sent, and sent to nobody', { rows: [row('a'), row('z')], sunk: ['a'] }, ['I13 holds', 'I14 broken']],
])('%s is seen', (_what, evidence, expected) => {
  expect(outcomes(evidence)).toEqual(expected)
})
