import { expect, it } from 'vitest'
import { channelOf } from '../../../../../server/core/notices/deliveryId.ts'
import { planDeliveries } from '../../../../../server/core/notices/planDeliveries.ts'
import type { BookEvent, Claim } from '../../../../../shared/domain/book/types.ts'
import { noticeChannels } from '../../../../../shared/domain/notices/kinds.ts'
import { buildClaim } from '../../../shared/domain/book/support/build.ts'

const hour = 3_600_000
const start = 10_000 * hour
const claim = buildClaim({ state: 'confirmed', reservationId: 'r', holder: 'guest:a', start, end: start + 2 * hour })
const heardAt = new Date(start - 300 * 24 * hour)

const by = { op: 'confirm' as const, actor: 'guest:a', at: heardAt, version: 4, channels: [...noticeChannels] }

function planned(event: BookEvent, { channels, ...happened }: Partial<typeof by> = {}) {
  const { channels: all, ...usual } = by
  return planDeliveries([{ n: 1, event, ...usual, ...happened }], new Set(channels ?? all))
}

/** By one channel; each has the same. */
const byMail = (...args: Parameters<typeof planned>) => planned(...args).filter(({ channel }) => channel === 'email')

const confirmed = (more: Partial<Claim> = {}): BookEvent => ({
  type: 'claim.changed',
  claim: { ...claim, ...more },
  why: 'confirm',
})

it('a booking is told at once and reminded of twice, be it in three hundred days', () => {
  expect(byMail(confirmed()).map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
    ['reservation.confirmed', heardAt],
    ['reminder.dayBefore', new Date(start - 24 * hour)],
    ['reminder.sameDay', new Date(start - 3 * hour)],
    ['reminder.late', new Date(start + hour / 4)],
  ])
})

it('the same fact has the same ids, and another one others', () => {
  const ids = (rows: ReturnType<typeof planned>) => rows.map(({ _id }) => _id)
  const first = ids(byMail(confirmed()))
  expect(new Set(first).size).toBe(4)
  expect(ids(byMail(confirmed(), { at: heardAt }))).toEqual(first)
  const [again, ...reminders] = ids(byMail(confirmed(), { version: 5 }))
  expect(first).not.toContain(again)
  // Of one visit there is one reminder, however often it is changed.
  expect(first).toEqual(expect.arrayContaining(reminders))
  const [, ...later] = ids(byMail(confirmed({ start: start + hour })))
  for (const id of later) expect(first).not.toContain(id)
})

it('everything is told by every channel, under an id that says by which', () => {
  const rows = planned(confirmed())
  expect(rows.map(({ kind, channel }) => `${kind} ${channel}`).toSorted()).toEqual(
    ['reminder.dayBefore', 'reminder.late', 'reminder.sameDay', 'reservation.confirmed'].flatMap((kind) => [
      `${kind} app`,
      `${kind} email`,
      `${kind} push`,
    ]),
  )
  expect(rows.map(({ _id }) => channelOf(_id))).toEqual(rows.map(({ channel }) => channel))
})

it('by a channel that is switched off nothing is planned', () => {
  const rows = planned(confirmed(), { channels: ['email', 'app'] })
  expect(new Set(rows.map(({ channel }) => channel))).toEqual(new Set(['email', 'app']))
})

it('what a change of date left behind is no cancellation, whatever becomes of the visit since', () => {
  expect(planned({ type: 'claim.ended', claim, end: 'cancelled', why: 'bundle' })).toEqual([])
})

it('a cancellation is told with whose doing it was, and reminded of by nobody', () => {
  const ended: BookEvent = { type: 'claim.ended', claim, end: 'cancelled', why: 'cancel' }
  expect(byMail(ended).map(({ kind, by }) => [kind, by])).toEqual([['reservation.cancelled', 'guest']])
  expect(planned(ended, { actor: 'account:host' })[0]?.by).toBe('restaurant')
})

it('a row names nobody, and goes half a year after the visit', () => {
  const rows = planned(confirmed())
  expect(JSON.stringify(rows)).not.toContain('guest:a')
  for (const { expireAt } of rows) expect(expireAt.getTime()).toBe(claim.end + 180 * 24 * hour)
})

it('what nobody is told leads to nothing', () => {
  expect(planned(confirmed({ reservationId: null }))).toEqual([])
  expect(planned({ type: 'settings.adopted', settingsVersion: 2, flagged: [] })).toEqual([])
})
