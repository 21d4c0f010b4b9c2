import { expect, it } from 'vitest'
import type { Member } from '../../../../../server/core/alerts/members.ts'
import { happeningsIn, planAlerts } from '../../../../../server/core/alerts/planAlerts.ts'
import type { EventDocument } from '../../../../../server/core/lane/documents.ts'
import { type NoticeChannel, noticeChannels } from '../../../../../shared/domain/notices/kinds.ts'
import { buildClaim } from '../../../shared/domain/book/support/build.ts'

const dayMs = 86_400_000
const now = 100 * dayMs
const claim = buildClaim({ state: 'confirmed', reservationId: 'r', holder: 'account:diner' })

const booked = (more: Partial<EventDocument> = {}): EventDocument => ({
  _id: 'v:2027-03-14:4:0',
  book: 'v:2027-03-14',
  version: 4,
  n: 0,
  actor: 'account:diner',
  requestId: null,
  bodyHash: '',
  op: 'confirm',
  event: { type: 'claim.changed', claim, why: 'confirm' },
  answer: null,
  at: new Date(now),
  ...more,
})

const member = (accountId: string, choice: Partial<Member['choice']> = {}): Member => ({
  accountId,
  venueId: 'v',
  choice: { email: 'never', push: false, app: false, ...choice },
})

const planned = (
  members: readonly Member[],
  events = [booked()],
  channels: ReadonlySet<NoticeChannel> = new Set(noticeChannels),
) => planAlerts(happeningsIn(events, now), members, { zones: new Map([['v', 'Asia/Seoul']]), channels, now })

it('each is told by the ways they chose, in rows or in a digest', () => {
  const { rows, digests } = planned([
    member('a', { email: 'each', push: true, app: true }),
    member('b', { email: 'daily' }),
    member('c'),
    { ...member('d', { email: 'each' }), venueId: 'another' },
  ])
  expect(rows.map(({ accountId, channel, pace }) => [accountId, channel, pace])).toEqual([
    ['a', 'email', 'each'],
    ['a', 'push', 'each'],
    ['a', 'app', 'each'],
  ])
  expect(digests).toMatchObject([{ member: { accountId: 'b' }, pace: 'daily', zone: 'Asia/Seoul' }])
})

it('by a channel that is switched off nothing is planned, whatever they chose', () => {
  const { rows } = planned([member('a', { push: true, app: true })], [booked()], new Set(['email', 'app']))
  expect(rows.map(({ channel }) => channel)).toEqual(['app'])
})

it('the same fact has the same id for the same person and channel, and no other has it', () => {
  const of = (...members: Member[]) => planned(members).rows.map(({ _id }) => _id)
  const both = { email: 'each', push: true } as const
  expect(of(member('a', both))).toEqual(of(member('a', both)))
  expect(new Set(of(member('a', both), member('b', both))).size).toBe(4)
})

it('nobody is told what they did themselves', () => {
  const each = { email: 'each' } as const
  expect(planned([member('diner', each), member('a', each)]).rows.map(({ accountId }) => accountId)).toEqual(['a'])
})

it('a row names no guest', () => {
  expect(JSON.stringify(planned([member('a', { email: 'each' }), member('b', { email: 'hourly' })]))).not.toContain(
    'diner',
  )
})

it('what is a week old, and what is nobody’s business, is told to nobody', () => {
  const members = [member('a', { email: 'each' })]
  expect(planned(members, [booked({ at: new Date(now - 7 * dayMs) })]).rows).toHaveLength(1)
  expect(planned(members, [booked({ at: new Date(now - 7 * dayMs - 1) })]).rows).toEqual([])
  expect(
    planned(members, [booked({ op: 'expire', event: { type: 'settings.adopted', settingsVersion: 2, flagged: [] } })])
      .rows,
  ).toEqual([])
})
