import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guestField } from '../../server/core/commands/guestDetails.ts'
import type { Core } from '../../server/core/createCore.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createLimits } from '../../server/core/infra/limits.ts'
import { createDeliveries } from '../../server/core/notices/deliveries.ts'
import type { DeliveryDocument, PreferencesDocument } from '../../server/core/notices/documents.ts'
import type { Mail } from '../../server/core/notices/message.ts'
import { reservationIdOf } from '../../server/core/reservationId.ts'
import type { Sent } from '../../shared/contract/index.ts'
import type { KindName } from '../../shared/domain/notices/kinds.ts'
import { allSwitches } from '../../shared/domain/notices/preferences.ts'
import { createMailOutlet } from '../../workers/notices/mailOutlet.ts'
import { createNotifier } from '../../workers/notices/notifier.ts'
import { connect } from '../support/client.ts'
import { coreOf } from '../support/core.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { ada, codeTo } from '../support/people.ts'
import { dateAhead, seoul } from '../support/venue.ts'

type Changes = Sent<'notice.preferences.change'>

const minute = 60_000
const hour = 60 * minute
const never = Array.from({ length: 7 }, () => null)
const reminderOff = { kind: 'reminder.sameDay', channel: 'email', on: false } as const

let hub: TestHub
let core: Core
let venueId: string

beforeAll(async () => {
  hub = await startHub({ worker: false })
  core = await coreOf(hub)
  venueId = (await hub.seedVenue()).venueId
})
afterAll(async () => {
  await core?.close()
  await hub?.[Symbol.asyncDispose]()
})

const kept = () => hub.db.collection<PreferencesDocument>('notice_preferences')
const offOf = ({ switches }: { switches: { kind: string; channel: string; on: boolean }[] }) =>
  switches.filter(({ on }) => !on).map(({ kind, channel }) => `${kind} ${channel}`)

describe('what somebody wishes', () => {
  it('is everything, and quiet nights, until they say otherwise; then only what they named is another', async () => {
    using client = connect(hub.url(0), hub.tokenFor('guest'))
    const before = await client.must('notice.preferences.get', {})
    expect(before.switches).toHaveLength(allSwitches.length)
    expect(before).toMatchObject({ zone: null, quiet: Array(7).fill({ from: '22:00', to: '08:00' }) })
    expect(offOf(before)).toEqual([])

    const after = await client.must('notice.preferences.change', { switches: [reminderOff] })
    expect(offOf(after)).toEqual(['reminder.sameDay email'])
    expect(after.quiet).toEqual(before.quiet)
    await client.must('notice.preferences.change', { zone: 'Europe/Berlin', quiet: never })
    const both = await client.must('notice.preferences.get', {})
    expect(both).toMatchObject({ zone: 'Europe/Berlin', quiet: never })
    expect(offOf(both)).toEqual(['reminder.sameDay email'])
    const back = await client.must('notice.preferences.change', { switches: [{ ...reminderOff, on: true }] })
    expect(offOf(back)).toEqual([])
  })

  it('is kept whole where two devices of theirs change it at once', async () => {
    const token = hub.tokenFor('guest')
    using one = connect(hub.url(0), token)
    using other = connect(hub.url(0), token)
    const off = (['email', 'push', 'app'] as const).map((channel) => ({ ...reminderOff, channel }))
    await Promise.all(
      off.map((each, n) => (n % 2 === 0 ? one : other).must('notice.preferences.change', { switches: [each] })),
    )
    expect(offOf(await one.must('notice.preferences.get', {}))).toHaveLength(3)
  })

  it('cannot be not to hear of what is critical: the field is named, and nothing changes', async () => {
    using client = connect(hub.url(0), hub.tokenFor('guest'))
    const switches = [reminderOff, { kind: 'reservation.cancelled', channel: 'push', on: false } as const]
    const refused = await client.call('notice.preferences.change', { switches })
    expect(refused).toMatchObject({ error: { code: 'invalid_input', issues: [{ path: 'switches.1.on' }] } })
    expect(offOf(await client.must('notice.preferences.get', {}))).toEqual([])
  })

  it('comes along from guest to account, is part of their data, and goes with them', async () => {
    const key = newId()
    using visitor = connect(hub.url(0), hub.tokenFor('guest', undefined, key))
    await visitor.must('notice.preferences.change', { switches: [reminderOff], zone: 'Europe/Berlin' })
    const { attempt } = await visitor.must('account.register', ada)
    const { token } = await visitor.must('account.verify', { attempt, code: await codeTo(hub, ada.email) })
    using home = connect(hub.url(0), token)
    const { profile, noticePreferences } = await home.must('account.export', {})
    expect(noticePreferences.zone).toBe('Europe/Berlin')
    expect(offOf(noticePreferences)).toEqual(['reminder.sameDay email'])
    const row = await kept().findOne({ _id: `account:${profile.accountId}` })
    expect(row).not.toHaveProperty('expireAt')
    expect(await kept().countDocuments({ _id: `guest:${key}` })).toBe(0)
    await home.must('account.erase', { password: ada.password })
    expect(await kept().countDocuments({ _id: `account:${profile.accountId}` })).toBe(0)
  })
})

it('of whoever has no account goes with the words they told, unless they booked elsewhere too', async () => {
  const key = newId()
  const owner = `guest:${key}`
  using client = connect(hub.url(0), hub.tokenFor('guest', undefined, key))
  const date = dateAhead(9)
  const at = { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
  const { reservationId } = await client.must('hold.create', at)
  const guest = { name: 'Ada Okafor', phone: '+447700900123' }
  await client.must('reservation.confirm', { reservationId, guest })
  const { secret } = await client.must('reservation.link', { reservationId })
  await client.must('notice.preferences.change', { switches: [reminderOff] })
  await client.must('reservation.cancel', { reservationId })
  await book({ owner, kind: 'reminder.sameDay', dueAt: Date.now(), start: Date.now() + 30 * 24 * hour })
  await client.must('reservation.words.erase', { reservationId, secret })
  expect(await kept().countDocuments({ _id: owner })).toBe(1)
  await core.deps.collections.reservations.deleteMany({ owner })
  await client.must('reservation.words.erase', { reservationId, secret })
  expect(await kept().countDocuments({ _id: owner })).toBe(0)
})

interface Play {
  readonly wishes?: Changes
  /** @default a guest of the play's own */
  readonly owner?: string
  readonly kind?: KindName
  /** When each is due. */
  readonly dues: readonly number[]
  /** After it is due. @default 20 hours */
  readonly startsInMs?: number
}

/** Bookings of one person, a notice of each, and a clock of the play's own before a mail server that takes all. */
async function play({ wishes, kind = 'reminder.sameDay', dues, startsInMs = 20 * hour, ...who }: Play) {
  const key = newId()
  const owner = who.owner ?? `guest:${key}`
  if (wishes !== undefined) {
    using client = connect(hub.url(0), hub.tokenFor('guest', undefined, key))
    await client.must('notice.preferences.change', wishes)
  }
  const ids = await Promise.all(dues.map((dueAt) => book({ owner, kind, dueAt, start: dueAt + startsInMs })))
  let now = 0
  const went: { readonly at: number; readonly mail: Mail }[] = []

  /** Has the clock at `to` and tells what is due then. */
  async function tellAt(to: number, limits = core.deps.limits): Promise<void> {
    now = to
    const deps = { ...core.deps, limits, clock: { ...core.deps.clock, now: () => now } }
    const send = (mail: Mail) => {
      went.push({ at: now, mail })
      return Promise.resolve({ end: 'sent', ref: mail.messageId } as const)
    }
    const outlet = createMailOutlet(deps, { waitMs: () => 0, ask: () => ({ go: true }), send })
    const deliveries = createDeliveries({ deliveries: deps.collections.deliveries, now: () => now, newId })
    const notifier = createNotifier({ deps, deliveries, outlet, random: () => 1 })
    for (const id of ids) await notifier.tell(id)
  }

  return {
    owner,
    went,
    tellAt,
    /** Every notice as it is kept by now. */
    rows: () => core.deps.collections.deliveries.find({ _id: { $in: ids } }).toArray(),
    /** Tells every ten minutes, from one time to another. */
    async tellFrom(from: number, to: number): Promise<void> {
      for (let at = from; at <= to; at += 10 * minute) await tellAt(at)
    },
  }
}

interface Booking {
  readonly owner: string
  readonly kind: KindName
  readonly dueAt: number
  readonly start: number
}

/** As the relay leaves it. @returns the id of the notice */
async function book({ owner, kind, dueAt, start }: Booking): Promise<string> {
  const { collections, crypt } = core.deps
  const [claimId, expireAt] = [newId(), new Date(start + 200 * 24 * hour)]
  const date = new Date(start).toISOString().slice(0, 10)
  const reservationId = reservationIdOf(venueId, date, claimId)
  const detailsId = `${reservationId}:1`
  const sealed = (field: 'name' | 'phone' | 'email', plain: string) => crypt.seal(plain, guestField(field, detailsId))
  const times = { start, end: start + 2 * hour, party: 2, expiresAt: null }
  const place = { generation: 0, bookVersion: 1, n: 0 }
  await collections.reservations.insertOne({
    ...{ _id: reservationId, owner, venueId, date, claimId, state: 'confirmed' },
    ...times,
    ...place,
  })
  await collections.guestDetails.insertOne({
    _id: detailsId,
    reservationId,
    name: sealed('name', 'Kim Ha-eun'),
    phone: sealed('phone', '+821012345678'),
    email: sealed('email', 'guest@example.com'),
    wishes: null,
    allergies: null,
    confirmed: true,
    expireAt,
  })
  const notice: DeliveryDocument = {
    _id: `${reservationId}:${kind}:${start}:email`,
    kind,
    channel: 'email',
    reservationId,
    order: [0, 1, 0],
    start,
    by: 'guest',
    state: 'pending',
    dueAt: new Date(dueAt),
    attempts: 0,
    expireAt,
  }
  await collections.deliveries.insertOne(notice)
  return notice._id
}

describe('a reminder', () => {
  const noon = Date.parse('2027-03-14T12:00:00+09:00')

  it('that was switched off is not sent, and says so; by another way, or of another kind, it is', async () => {
    const off = await play({ wishes: { switches: [reminderOff] }, dues: [noon] })
    await off.tellAt(noon)
    expect(off.went).toEqual([])
    expect(await off.rows()).toMatchObject([{ state: 'suppressed', why: 'switched_off' }])
    const elsewhere = await play({ wishes: { switches: [{ ...reminderOff, channel: 'push' }] }, dues: [noon] })
    await elsewhere.tellAt(noon)
    const another = await play({ wishes: { switches: [reminderOff] }, kind: 'reminder.dayBefore', dues: [noon] })
    await another.tellAt(noon)
    expect([elsewhere.went.length, another.went.length]).toEqual([1, 1])
  })

  it('can be unsubscribed from by its header and by what one reads; what is critical cannot', async () => {
    const reminded = await play({ dues: [noon] })
    await reminded.tellAt(noon)
    const [mail] = reminded.went.map((one) => one.mail)
    expect(mail?.unsubscribe).toMatch(/^http:\/\/localhost:3000\/unsubscribe\/[0-9a-z_]+\/[0-9a-z]{26}$/)
    expect(mail?.text).toContain(mail?.unsubscribe ?? 'nothing')
    expect(mail?.html).toContain(`href="${mail?.unsubscribe}"`)
    const confirmed = await play({ kind: 'reservation.confirmed', dues: [noon] })
    await confirmed.tellAt(noon)
    expect(confirmed.went.map((one) => one.mail.unsubscribe)).toEqual([null])
    expect(confirmed.went[0]?.mail.html).not.toContain('/unsubscribe/')
  })
})

describe('at night', () => {
  it.each([
    ['is an hour shorter', '2027-03-27T23:30:00+01:00', '2027-03-28T06:00:00Z'],
    ['is an hour longer', '2027-10-30T23:30:00+02:00', '2027-10-31T07:00:00Z'],
  ])('nobody is reminded until eight on their own clock, where the night %s', async (_, due, morning) => {
    const { went, rows, tellFrom } = await play({ wishes: { zone: 'Europe/Berlin' }, dues: [Date.parse(due)] })
    await tellFrom(Date.parse(due), Date.parse(morning) + hour)
    expect(went.map(({ at }) => new Date(at).toISOString())).toEqual([new Date(morning).toISOString()])
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 1 }])
  })

  it.each([
    ['is skipped', '2027-03-27T23:30:00+01:00', '2027-03-28T01:30:00Z'],
    ['comes twice', '2027-10-30T23:30:00+02:00', '2027-10-31T01:30:00Z'],
  ])('the quiet that ends at a time that %s is not cut short', async (_, due, end) => {
    const quiet = Array.from({ length: 7 }, () => ({ from: '22:00', to: '02:30' }))
    const { went, tellFrom } = await play({ wishes: { zone: 'Europe/Berlin', quiet }, dues: [Date.parse(due)] })
    await tellFrom(Date.parse(due), Date.parse(end) + hour)
    expect(went.map(({ at }) => new Date(at).toISOString())).toEqual([new Date(end).toISOString()])
  })

  const night = Date.parse('2027-03-14T23:00:00+09:00')

  it('goes by the clock of the restaurant where they named none, and what is useless in the morning is not told', async () => {
    const useful = await play({ dues: [night] })
    await useful.tellFrom(night, night + 10 * hour)
    expect(useful.went.map(({ at }) => at)).toEqual([Date.parse('2027-03-15T08:00:00+09:00')])
    const useless = await play({ dues: [night], startsInMs: 3 * hour })
    await useless.tellAt(night)
    expect(useless.went).toEqual([])
    expect(await useless.rows()).toMatchObject([{ state: 'suppressed', why: 'quiet' }])
  })

  it('what is critical wakes them, and whoever wants no quiet is reminded at once', async () => {
    const critical = await play({ kind: 'reservation.confirmed', dues: [night] })
    await critical.tellAt(night)
    const awake = await play({ wishes: { quiet: never }, dues: [night] })
    await awake.tellAt(night)
    expect([critical.went.length, awake.went.length]).toEqual([1, 1])
  })
})

describe('of many at once', () => {
  const noon = Date.parse('2027-03-14T12:00:00+09:00')
  const perHour = { points: 4, perSeconds: 3600 }
  const seven = Array.from({ length: 7 }, (_, n) => noon - n * minute)

  it('four are told in an hour and the others wait for the next, none lost and none twice; of another person all go', async () => {
    const { owner, went, rows, tellAt } = await play({ dues: seven })
    await tellAt(noon)
    await tellAt(noon + 10 * minute)
    expect(went).toHaveLength(4)
    const waiting = (await rows()).filter(({ state }) => state === 'pending')
    expect(waiting.map(({ attempts }) => attempts)).toEqual([0, 0, 0])
    expect(Math.max(...waiting.map(({ dueAt }) => dueAt?.getTime() ?? 0))).toBeLessThanOrEqual(noon + hour)
    const other = await play({ dues: [noon] })
    await other.tellAt(noon)
    expect(other.went).toHaveLength(1)
    // The counters keep the time of their own server: as if the hour were over.
    await core.deps.limits.forget('notice.email', perHour, owner)
    await tellAt(noon + hour)
    expect(went).toHaveLength(7)
    expect(new Set(went.map(({ mail }) => mail.messageId)).size).toBe(7)
    expect((await rows()).every(({ state }) => state === 'sent')).toBe(true)
  })

  it('what is critical never waits', async () => {
    const { went, tellAt } = await play({ kind: 'reservation.confirmed', dues: seven })
    await tellAt(noon)
    expect(went).toHaveLength(7)
  })

  it('while Redis is away people are still told, fewer at a time, and nobody twice', async () => {
    const away = new Redis({ port: 1, lazyConnect: true, retryStrategy: null, enableOfflineQueue: false })
    away.on('error', () => undefined)
    const limits = createLimits(away, 'a key of the test')
    const { owner, went, rows, tellAt } = await play({ dues: seven })
    await tellAt(noon, limits)
    expect(went).toHaveLength(2)
    await limits.forget('notice.email', perHour, owner)
    await tellAt(noon + hour, limits)
    expect(went).toHaveLength(4)
    expect((await rows()).filter(({ state }) => state === 'pending')).toHaveLength(3)
    expect(new Set(went.map(({ mail }) => mail.messageId)).size).toBe(4)
    away.disconnect()
  })
})
