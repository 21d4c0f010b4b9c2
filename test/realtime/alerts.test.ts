import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createAlertRows, mostFacts } from '../../server/core/alerts/alertRows.ts'
import type { AlertDocument } from '../../server/core/alerts/documents.ts'
import type { DigestFact } from '../../server/core/alerts/planAlerts.ts'
import type { Collections } from '../../server/core/models/collections.ts'
import { createClaims } from '../../server/core/notices/claims.ts'
import type { Mail, Push } from '../../server/core/notices/message.ts'
import { createRelay } from '../../server/core/outbox/relay.ts'
import type { Role } from '../../shared/contract/policy.ts'
import { noticeChannels } from '../../shared/domain/notices/kinds.ts'
import { createAlertConsumer } from '../../workers/alerts/alertConsumer.ts'
import { createAlertPost } from '../../workers/alerts/alertPost.ts'
import { createAlertMails, createAlertPushes, createAlertsInApp } from '../../workers/alerts/outlets.ts'
import { createGuestDetailsConsumer } from '../../workers/guestDetailsConsumer.ts'
import { judgeNotices } from '../checker/notices.ts'
import { connect, type TestClient } from '../support/client.ts'
import { idleHub } from '../support/idleHub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

// Without a worker: who hears what, and when, is what is tested.
const idle = idleHub()

let venueId: string
let manager: TestClient
let managerId: string

beforeEach(async () => {
  await idle.core.deps.collections.alerts.deleteMany({})
  ;({ venueId } = await idle.hub.seedVenue({ name: 'Maison Hae' }))
  ;({ client: manager, accountId: managerId } = await employ('manager'))
})

const opened: TestClient[] = []
afterAll(() => {
  for (const client of opened) client[Symbol.dispose]()
})

async function employ(role: Role): Promise<{ client: TestClient; accountId: string }> {
  const { account, session } = await idle.hub.openAccount({ demo: true, grants: [{ role, venueId }] })
  const client = connect(idle.hub.url(0), session.token)
  opened.push(client)
  return { client, accountId: account._id }
}

/** A worker of its own, whose clock is behind that of the senders: it tries digests that are gone. */
const worker = (alerts: Collections['alerts'] = idle.core.deps.collections.alerts) =>
  createAlertConsumer({ deps: idle.core.deps, rows: createAlertRows({ alerts }), channels: new Set(noticeChannels) })

/** What happened is heard, by one worker unless others have heard it. */
async function relay(consumers = [worker()]): Promise<void> {
  const relaying = createRelay(idle.core.deps, () => undefined, [createGuestDetailsConsumer(idle.core), ...consumers])
  while ((await relaying.copy()) > 0);
  while ((await relaying.publish()) > 0);
}

let day = 8
let guests = 0

async function book(name = 'Ada Okafor', time = '19:00') {
  const client = connect(idle.hub.url(0), idle.hub.tokenFor('guest'))
  opened.push(client)
  day += 1
  guests += 1
  const date = dateAhead(day)
  const { reservationId } = await client.must('hold.create', { venueId, date, startsAt: seoul(date, time), party: 2 })
  const guest = { name, phone: `+4477009${String(10_000 + guests)}` }
  await client.must('reservation.confirm', { reservationId, guest })
  return { client, reservationId, date }
}

/** A mail server, and a sender before it. */
function mailing(whileSending: (mail: Mail) => Promise<void> = () => Promise.resolve()) {
  const mails: Mail[] = []
  const outlet = createAlertMails(idle.deps(), {
    waitMs: () => 0,
    ask: () => ({ go: true }),
    async send(mail) {
      mails.push(mail)
      await whileSending(mail)
      return { end: 'sent', ref: 'x' }
    },
  })
  return { mails, post: createAlertPost({ deps: idle.deps(), outlet, random: () => 1 }) }
}

const rows = (of: object = {}) =>
  idle.core.deps.collections.alerts
    .find({ venueId, ...of })
    .sort({ dueAt: 1 })
    .toArray()
const [made, changed] = [/New \(1\)/, /Changed \(1\)/]

/** Until the last of what waits is due. */
async function waitUntilDue(): Promise<void> {
  const last = (await rows({ state: 'pending' })).at(-1)?.dueAt ?? expect.fail('nothing waits')
  idle.aheadMs = last.getTime() - idle.core.deps.clock.now() + 1000
}

/** I13 and I14, of all that was written down here. */
async function judged(mails: readonly Mail[]): Promise<readonly string[]> {
  const all = await rows()
  const idOf = new Map(all.map((row) => [messageIdOf(row), row._id]))
  const sunk = mails.map(({ messageId }) => idOf.get(messageId) ?? messageId)
  return judgeNotices({ rows: all, sunk, kills: 0, until: idle.now() }).map(({ id, outcome }) => `${id} ${outcome}`)
}

const messageIdOf = ({ _id, accountId }: AlertDocument) =>
  idle.core.deps.macs.secretFor('message-id', `alert ${_id} ${accountId}`)

describe('a digest', () => {
  it('goes to who runs the house, in the morning, with what guests did; nobody else hears of it by themselves', async () => {
    const { client: host } = await employ('host')
    await book('Ada Okafor')
    const guest = { name: 'Ito Sakura', phone: '+819012345678' }
    const date = dateAhead(7)
    await host.must('reservation.book', { venueId, date, startsAt: seoul(date, '19:00'), party: 2, guest })
    await relay()
    const [row, ...others] = await rows()
    expect(others).toEqual([])
    expect(row).toMatchObject({ accountId: managerId, channel: 'email', pace: 'daily', state: 'pending' })
    expect(row?.dueAt?.toISOString()).toMatch(/T00:00:00.000Z$/)
    expect(JSON.stringify(row)).not.toMatch(/Ada|Okafor|guest:/)
    const { mails, post } = mailing()
    expect(await post.sweep()).toBe(0)
    await waitUntilDue()
    expect(await post.sweep()).toBe(1)
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      [`${managerId}@example.com`, '1 update on bookings: Maison Hae'],
    ])
    expect(mails[0]?.text).toMatch(/Ada Okafor, 2 guests/)
    expect(mails[0]?.text).not.toContain('Ito')
    expect(mails[0]?.text).toContain('http://localhost:3000/account#alerts')
    expect(await post.sweep()).toBe(0)
    expect(await judged(mails)).toEqual(['I13 holds', 'I14 holds'])
  })

  it('has all that many workers hear in the same instant, each twice, in one mail', async () => {
    const names = ['Kim', 'Lee', 'Park', 'Choi', 'Jung', 'Kang']
    for (const name of names) await book(name)
    const heard: Parameters<ReturnType<typeof worker>['hear']>[0][] = []
    await relay([{ name: 'gather', hear: (events) => Promise.resolve(void heard.push(events)) }])
    const events = heard.flat()
    await Promise.all([...events, ...events].map((event) => worker().hear([event])))
    const digests = await rows()
    expect(digests.map(({ facts }) => facts.length)).toEqual([names.length])
    await waitUntilDue()
    const [one, other] = [mailing(), mailing()]
    await Promise.all([one.post.sweep(), other.post.sweep()])
    const mails = [...one.mails, ...other.mails]
    expect(mails).toHaveLength(1)
    for (const name of names) expect(mails[0]?.text).toContain(`${name}, 2 guests`)
    expect(await judged(mails)).toEqual(['I13 holds', 'I14 holds'])
  })

  /** Somebody books while the mail with an earlier booking is on its way; and then everything goes that is ever due. */
  async function bookWhileSending(alerts?: Collections['alerts']): Promise<readonly Mail[]> {
    await book('Kim Early')
    await relay()
    let isFirst = true
    const { mails, post } = mailing(async () => {
      if (!isFirst) return
      isFirst = false
      await book('Lee Late')
      await relay([worker(alerts)])
    })
    await waitUntilDue()
    await post.sweep()
    idle.aheadMs += 86_400_000
    await post.sweep()
    return mails
  }

  it('leaves what comes while it is being sent to the next one: told once, never twice, never lost', async () => {
    const mails = await bookWhileSending()
    expect(mails.map(({ text }) => [/Kim Early/.test(text), /Lee Late/.test(text)])).toEqual([
      [true, false],
      [false, true],
    ])
    expect(await judged(mails)).toEqual(['I13 holds', 'I14 holds'])
  })

  it('control: joined without asking whether it is being sent, what comes is lost', async () => {
    const careless = new Proxy(idle.core.deps.collections.alerts, {
      get(alerts, name: keyof Collections['alerts']) {
        if (name !== 'bulkWrite') return bound(alerts, name)
        return (writes: readonly { updateOne: { filter: object } }[], ...rest: unknown[]) => {
          const asked = writes.map(({ updateOne: { filter, ...update } }) => {
            const { state: _state, attempts: _attempts, ...unasked } = filter as Record<string, unknown>
            return { updateOne: { filter: unasked, ...update } }
          })
          return Reflect.apply(alerts.bulkWrite, alerts, [asked, ...rest])
        }
      },
    })
    const mails = await bookWhileSending(careless)
    expect(mails.map(({ text }) => /Lee Late/.test(text))).toEqual([false])
    expect((await rows()).map(({ state, facts }) => [state, facts.length])).toEqual([['sent', 2]])
  })

  it('whose sender was lost before anybody had it takes nothing more, and goes; with the mail server on the line it stays away', async () => {
    const claims = createClaims<AlertDocument>(idle.core.deps.collections.alerts, {
      now: idle.now,
      newId: idle.core.deps.newId,
    })
    for (const handedOver of [false, true]) {
      await idle.core.deps.collections.alerts.deleteMany({})
      await book('Kim')
      await relay()
      await waitUntilDue()
      const [{ _id }] = (await rows()) as [AlertDocument]
      const claimed = (await claims.claim(_id)) ?? expect.fail('it was due')
      if (handedOver) expect(await claims.handOver(claimed)).toBe(true)
      await book('Lee')
      await relay()
      await idle.core.deps.collections.alerts.updateOne({ _id }, { $set: { dueAt: new Date(0) } })
      const { mails, post } = mailing()
      await post.sweep()
      expect(mails).toHaveLength(handedOver ? 0 : 1)
      const [first, next] = await rows({ 'facts.0': { $exists: true } })
      const [sent, waits] = first?._id === _id ? [first, next] : [next, first]
      expect(sent).toMatchObject({ state: handedOver ? 'ambiguous' : 'sent' })
      expect([sent?.facts.length, waits?.facts.length]).toEqual([1, 1])
    }
  })

  it('tells each booking once, as it is then, and none that came and went; with nothing left to say it stays away', async () => {
    await manager.must('staff.alerts.change', { venueId, email: 'hourly' })
    const [moved, gone] = [await book('Kim'), await book('Lee')]
    await relay()
    const later = {
      reservationId: moved.reservationId,
      date: moved.date,
      startsAt: seoul(moved.date, '20:00'),
      party: 2,
    }
    await moved.client.must('reservation.change', later)
    await gone.client.must('reservation.cancel', { reservationId: gone.reservationId })
    await relay()
    await waitUntilDue()
    const first = mailing()
    await first.post.sweep()
    expect(first.mails).toHaveLength(1)
    expect(first.mails[0]?.text).toMatch(made)
    expect(first.mails[0]?.text).toMatch(/20:00: Kim/)
    expect(first.mails[0]?.text).not.toMatch(/Lee|Changed|Cancelled/)
    // To another date, by two books.
    const date = dateAhead(50)
    await moved.client.must('reservation.change', { ...later, date, startsAt: seoul(date, '18:30'), party: 3 })
    await relay()
    await waitUntilDue()
    const second = mailing()
    await second.post.sweep()
    expect(second.mails[0]?.text).toMatch(changed)
    expect(second.mails[0]?.text).toMatch(/18:30: Kim, 3 guests\n {2}before: .* 20:00, 2 guests/)
    const third = await book('Park')
    await third.client.must('reservation.cancel', { reservationId: third.reservationId })
    await relay()
    await waitUntilDue()
    const last = mailing()
    await last.post.sweep()
    expect(last.mails).toEqual([])
    expect((await rows()).at(-1)).toMatchObject({ state: 'suppressed', why: 'not_true' })
  })

  it('takes so many at most; what is beyond goes in the next one', async () => {
    const { alerts } = idle.core.deps.collections
    const member = { accountId: managerId, venueId }
    const facts = Array.from({ length: mostFacts + 1 }, (_, n): DigestFact => {
      const of = { reservationId: `r${n}`, date: '2027-03-14', order: [0, n, 0], start: 0 } as const
      return { member, pace: 'hourly', zone: 'Asia/Seoul', fact: { id: `${venueId} ${n}`, kind: 'alert.made', ...of } }
    })
    const at = idle.core.deps.clock.now()
    expect(await createAlertRows({ alerts }).join(facts, at)).toBe(0)
    expect(await createAlertRows({ alerts }).join(facts, at)).toBe(0)
    expect((await rows()).map((row) => row.facts.length)).toEqual([mostFacts, 1])
  })

  it('is not told again when its facts are heard again', async () => {
    await book()
    await relay()
    await waitUntilDue()
    const { mails, post } = mailing()
    await post.sweep()
    await idle.core.deps.collections.events.updateMany({ book: new RegExp(`^${venueId}`) }, { $set: { done: false } })
    await relay()
    idle.aheadMs += 86_400_000
    await post.sweep()
    expect(mails).toHaveLength(1)
    expect(await rows()).toHaveLength(1)
  })
})

describe('whoever wants to hear of each at once', () => {
  it('is told by mail, push and in the app, once each; a locked screen names nobody', async () => {
    const choice = { venueId, email: 'each', push: true, app: true } as const
    expect(await manager.must('staff.alerts.change', choice)).toEqual(choice)
    await manager.must('push.register', { token: 'a-device-of-the-manager-0001', platform: 'android', language: 'ko' })
    const pushes: Push[] = []
    const pushing = createAlertPushes(idle.deps(), {
      waitMs: () => 0,
      ask: () => ({ go: true }),
      told: () => undefined,
      send: (push, tokens) => {
        pushes.push(push)
        return Promise.resolve(tokens.map(() => ({ end: 'sent', ref: 'x' })))
      },
    })
    const { mails, post } = mailing()
    const posts = [
      post,
      ...[pushing, createAlertsInApp(idle.deps())].map((outlet) =>
        createAlertPost({ deps: idle.deps(), outlet, random: () => 1 }),
      ),
    ]
    const tellAll = async () => {
      await relay()
      await relay()
      for (const one of posts) while ((await one.sweep()) > 0);
    }
    const { client, reservationId, date } = await book('Ada Okafor')
    await tellAll()
    const change = (time: string) =>
      client.must('reservation.change', { reservationId, date, startsAt: seoul(date, time), party: 2 })
    await change('20:00')
    await tellAll()
    // Of two at once the first says how it is, and the second has nothing to add.
    await change('20:30')
    await change('18:00')
    await tellAll()
    await client.must('reservation.cancel', { reservationId })
    await tellAll()
    const said = ['New booking', 'Booking changed', 'Booking changed', 'Booking cancelled']
    expect(mails.map(({ subject }) => subject.slice(0, subject.indexOf(':')))).toEqual(said)
    expect(mails[1]?.text).toMatch(/20:00 until[\s\S]*Before: .* 19:00, 2 guests/)
    expect(mails.every(({ text }) => text.includes('Ada Okafor'))).toBe(true)
    expect(pushes.map(({ title }) => title)).toEqual([
      '새 예약이 들어왔습니다',
      '손님이 예약을 변경했습니다',
      '손님이 예약을 변경했습니다',
      '손님이 예약을 취소했습니다',
    ])
    expect(pushes[0]?.body).toMatch(/Maison Hae, .*19:00, 2명$/)
    expect(new Set(pushes.map(({ path }) => path))).toEqual(new Set([`/bookings/${reservationId}`]))
    expect(JSON.stringify(pushes)).not.toMatch(/Ada|Okafor/)
    const { content } = await manager.follow({ feed: 'notices', params: {} })
    const kinds = Object.values(content).map((notice) => (notice as { kind: string }).kind)
    expect(kinds.toSorted()).toEqual(['alert.cancelled', 'alert.changed', 'alert.changed', 'alert.made'])
    expect(await rows({ why: 'told' })).toHaveLength(3)
    expect(await judged([...mails, ...(await others())])).toEqual(['I13 holds', 'I14 holds'])

    /** What went by the other channels, as if by mail. */
    async function others(): Promise<readonly Mail[]> {
      const sent = await rows({ state: 'sent', channel: { $ne: 'email' } })
      return sent.map((row) => ({ messageId: messageIdOf(row) }) as Mail)
    }
  })

  it('is told nothing of what is no longer so, nor once they switched it off or work there no more', async () => {
    const { client: host, accountId } = await employ('host')
    await host.must('staff.alerts.change', { venueId, email: 'each' })
    await manager.must('staff.alerts.change', { venueId, email: 'each' })
    const { client, reservationId } = await book()
    await relay()
    await client.must('reservation.cancel', { reservationId })
    await relay()
    await manager.must('staff.alerts.change', { venueId, email: 'never' })
    const { mails, post } = mailing()
    const tellAll = async () => {
      while ((await post.sweep()) > 0);
    }
    await tellAll()
    expect(mails.map(({ to, subject }) => [to, /cancelled/.test(subject)])).toEqual([
      [`${accountId}@example.com`, true],
    ])
    expect((await rows({ accountId: managerId })).map(({ why }) => why)).toEqual(['switched_off', 'switched_off'])
    expect((await rows({ accountId, why: 'not_true' })).map(({ facts }) => facts[0]?.kind)).toEqual(['alert.made'])
    await book()
    await relay()
    await manager.must('staff.remove', { venueId, accountId })
    await tellAll()
    expect(mails).toHaveLength(1)
    expect(await rows({ accountId, why: 'no_member' })).toHaveLength(1)
    expect(await idle.core.deps.collections.alertChoices.countDocuments({ accountId })).toBe(0)
    await book()
    await relay()
    expect(await rows({ accountId, state: 'pending' })).toEqual([])
  })

  it('who has a role without a second factor is told nothing: it rests', async () => {
    await idle.hub.openAccount({ grants: [{ role: 'manager', venueId }] })
    await book()
    await relay()
    expect((await rows()).map(({ accountId }) => accountId)).toEqual([managerId])
  })
})

describe('how one is told', () => {
  it('is for each to say, at each restaurant where they work, and only there', async () => {
    const { client: host, accountId } = await employ('host')
    const home = { venueId, name: 'Maison Hae', localNames: { ko: null, ja: null } }
    expect(await manager.must('staff.alerts', {})).toEqual({
      restaurants: [{ ...home, roles: ['manager'], email: 'daily', push: false, app: false }],
    })
    expect(await host.must('staff.alerts', {})).toEqual({
      restaurants: [{ ...home, roles: ['host'], email: 'never', push: false, app: false }],
    })
    await host.must('staff.alerts.change', { venueId, app: true })
    await host.must('staff.alerts.change', { venueId, email: 'hourly' })
    expect(await host.must('staff.alerts', {})).toEqual({
      restaurants: [{ ...home, roles: ['host'], email: 'hourly', push: false, app: true }],
    })
    expect((await manager.must('staff.alerts', {})).restaurants[0]?.email).toBe('daily')
    const other = (await idle.hub.seedVenue()).venueId
    expect(await host.call('staff.alerts.change', { venueId: other, app: true })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    })
    const { session } = await idle.hub.openAccount()
    using diner = connect(idle.hub.url(0), session.token)
    expect(await diner.must('staff.alerts', {})).toEqual({ restaurants: [] })
    expect((await host.must('account.export', {})).alerts).toEqual([
      { venueId, email: 'hourly', push: false, app: true },
    ])
    await book()
    await relay()
    expect(await rows({ accountId })).toHaveLength(2)
    await host.must('account.erase', {})
    expect(await rows({ accountId })).toEqual([])
    expect(await idle.core.deps.collections.alertChoices.countDocuments({ accountId })).toBe(0)
  })
})

function bound<T extends object>(target: T, name: keyof T): unknown {
  const value = target[name]
  return typeof value === 'function' ? value.bind(target) : value
}
