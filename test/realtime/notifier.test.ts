import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Core } from '../../server/core/createCore.ts'
import { createDeliveries, type Deliveries } from '../../server/core/notices/deliveries.ts'
import type { DeliveryDocument } from '../../server/core/notices/documents.ts'
import type { Mail, SendOutcome } from '../../server/core/notices/message.ts'
import type { KindName } from '../../shared/domain/notices/kinds.ts'
import { createMailOutlet, type MailChannel } from '../../workers/notices/mailOutlet.ts'
import { createNotifier } from '../../workers/notices/notifier.ts'
import { connect } from '../support/client.ts'
import { coreOf } from '../support/core.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const soon = { timeout: 30_000 }

let hub: TestHub
let core: Core
let deliveries: Deliveries
let venueId: string

beforeAll(async () => {
  // Without a mail server: what its worker writes down is told by nobody else.
  hub = await startHub()
  core = await coreOf(hub)
  deliveries = createDeliveries({
    deliveries: core.deps.collections.deliveries,
    now: core.deps.clock.now,
    newId: core.deps.newId,
  })
  venueId = (await hub.seedVenue({ name: 'Maison Hae' })).venueId
})
afterAll(async () => {
  await core?.close()
  await hub?.[Symbol.asyncDispose]()
})

const rows = () => hub.db.collection<DeliveryDocument>('deliveries')
const makeDue = (_id: string) => rows().updateOne({ _id }, { $set: { dueAt: new Date(0) } })
const rowOf = async (_id: string) => (await rows().findOne({ _id })) ?? expect.fail('no such row')

let day = 6
let reservationId: string
let idOf: Record<'confirmed' | 'reminder', string>

beforeEach(async () => {
  using client = connect(hub.url(0), hub.tokenFor('guest'))
  day += 1
  const date = dateAhead(day)
  ;({ reservationId } = await client.must('hold.create', { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }))
  // At whatever hour this runs: their nights are not what is asked here.
  await client.must('notice.preferences.change', { quiet: Array.from({ length: 7 }, () => null) })
  const guest = { name: 'Ada Okafor', phone: '+447700900123', email: 'ada@example.com' }
  await client.must('reservation.confirm', { reservationId, guest })
  await expect.poll(() => rows().countDocuments({ reservationId, channel: 'email' }), soon).toBe(4)
  idOf = { confirmed: await due('reservation.confirmed'), reminder: await due('reminder.dayBefore') }
})

async function due(kind: KindName): Promise<string> {
  const found = await rows().findOne({ reservationId, kind, channel: 'email' })
  if (found === null) throw new Error(`nothing of ${kind}`)
  await makeDue(found._id)
  return found._id
}

const sent: SendOutcome = { end: 'sent', ref: 'x' }

/** A mail server that answers as it is told, and a notifier before it. */
function notifierTo(answer: (mail: Mail) => SendOutcome | Promise<SendOutcome>, parts: Partial<MailChannel> = {}) {
  const mails: Mail[] = []
  const mail: MailChannel = {
    waitMs: () => 0,
    ask: () => ({ go: true }),
    send(one) {
      mails.push(one)
      return Promise.resolve(answer(one))
    },
    ...parts,
  }
  return {
    mails,
    with: (own: Deliveries) => {
      const outlet = createMailOutlet(core.deps, mail)
      return createNotifier({ deps: core.deps, deliveries: own, outlet, random: () => 1 })
    },
  }
}

/** Its sender was killed, and the claim has run out. */
async function loseSender(id: string, { handedOver }: { handedOver: boolean }): Promise<void> {
  const claimed = await deliveries.claim(id)
  if (claimed === null) throw new Error('it was due')
  if (handedOver) expect(await deliveries.handOver(claimed)).toBe(true)
  await makeDue(id)
}

describe('a notice whose sender was lost', () => {
  it.each(['confirmed', 'reminder'] as const)(
    'before a mail server was called goes out, as if new (%s)',
    async (which) => {
      const { mails, with: through } = notifierTo(() => sent)
      await loseSender(idOf[which], { handedOver: false })
      await through(deliveries).tell(idOf[which])
      expect(mails).toHaveLength(1)
      expect(await rowOf(idOf[which])).toMatchObject({ state: 'sent', attempts: 2 })
      expect(await rowOf(idOf[which])).not.toHaveProperty('unsure')
    },
  )

  it('with a mail server on the line goes again where it must, and is marked', async () => {
    const { mails, with: through } = notifierTo(() => sent)
    await loseSender(idOf.confirmed, { handedOver: true })
    await through(deliveries).tell(idOf.confirmed)
    expect(mails).toHaveLength(1)
    expect(await rowOf(idOf.confirmed)).toMatchObject({ state: 'sent', unsure: true })
  })

  it('with a mail server on the line stays away where it need not, also when the next one is lost as well', async () => {
    const { mails, with: through } = notifierTo(() => sent)
    await loseSender(idOf.reminder, { handedOver: true })
    await loseSender(idOf.reminder, { handedOver: false })
    await through(deliveries).tell(idOf.reminder)
    expect(mails).toEqual([])
    expect(await rowOf(idOf.reminder)).toMatchObject({ state: 'ambiguous', why: 'sender_lost' })
  })
})

describe('a sender who slept past the claim', () => {
  /** Sleeps until somebody else has told it. */
  async function sleepAndWake(woken: Deliveries): Promise<readonly Mail[]> {
    const awake = notifierTo(() => sent)
    const slept = notifierTo(() => sent)
    const sleeping: Deliveries = {
      ...woken,
      async sending(claimed, send) {
        await makeDue(claimed._id)
        await awake.with(deliveries).tell(claimed._id)
        return woken.sending(claimed, send)
      },
    }
    await slept.with(sleeping).tell(idOf.confirmed)
    return [...awake.mails, ...slept.mails]
  }

  it('calls no mail server, and changes nothing of what the other wrote', async () => {
    expect(await sleepAndWake(deliveries)).toHaveLength(1)
    expect(await rowOf(idOf.confirmed)).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('would send it twice if nobody asked just before', async () => {
    expect(await sleepAndWake({ ...deliveries, sending: (_claimed, send) => send() })).toHaveLength(2)
  })
})

describe('what the mail server answers', () => {
  const answers: readonly (readonly [SendOutcome, 'confirmed' | 'reminder', object])[] = [
    [{ end: 'never', error: 'smtp_550' }, 'confirmed', { state: 'dead', why: 'smtp_550' }],
    [{ end: 'later', error: 'smtp_451' }, 'reminder', { state: 'pending', why: 'smtp_451', attempts: 1 }],
    [{ end: 'unsure', error: 'link_econnreset' }, 'reminder', { state: 'ambiguous', why: 'link_econnreset' }],
    [{ end: 'unsure', error: 'link_econnreset' }, 'confirmed', { state: 'pending', unsure: true, attempts: 1 }],
  ]

  it.each(answers)('is what becomes of the notice: %o, %s', async (answer, which, row) => {
    await notifierTo(() => answer)
      .with(deliveries)
      .tell(idOf[which])
    expect(await rowOf(idOf[which])).toMatchObject(row)
  })

  it('is asked for at most twelve times, under one Message-ID', async () => {
    const { mails, with: through } = notifierTo(() => ({ end: 'later', error: 'smtp_451' }))
    for (let tries = 0; tries < 13; tries++) {
      await makeDue(idOf.confirmed)
      await through(deliveries).tell(idOf.confirmed)
    }
    expect(mails).toHaveLength(12)
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1)
    expect(await rowOf(idOf.confirmed)).toMatchObject({ state: 'dead', why: 'smtp_451' })
  })

  it('is written down also when the database is away for a moment', async () => {
    let away = 1
    const shaky: Deliveries = {
      ...deliveries,
      settle: (...of) => (away-- > 0 ? Promise.reject(new Error('away')) : deliveries.settle(...of)),
    }
    await notifierTo(() => sent)
      .with(shaky)
      .tell(idOf.confirmed)
    expect(await rowOf(idOf.confirmed)).toMatchObject({ state: 'sent' })
  })
})

it('nothing is claimed while no mail can go, and all of it goes once one can', async () => {
  let waitMs = 5000
  const { mails, with: through } = notifierTo(() => sent, { waitMs: () => waitMs })
  await through(deliveries).tell(idOf.confirmed)
  expect(await through(deliveries).sweep()).toBe(0)
  expect(await rowOf(idOf.confirmed)).toMatchObject({ state: 'pending', attempts: 0 })
  waitMs = 0
  while ((await through(deliveries).sweep()) > 0);
  expect(mails.length).toBeGreaterThanOrEqual(2)
  expect(await rowOf(idOf.confirmed)).toMatchObject({ state: 'sent' })
})

it('nobody is reminded of a table that was given back since the reminder was written down', async () => {
  const { owner } = (await core.deps.collections.reservations.findOne({ _id: reservationId })) ?? expect.fail('no row')
  using client = connect(hub.url(0), hub.tokenFor('guest', undefined, owner.slice('guest:'.length)))
  await client.must('reservation.cancel', { reservationId })
  const { mails, with: through } = notifierTo(() => sent)
  await through(deliveries).tell(idOf.reminder)
  expect(mails).toEqual([])
  expect(await rowOf(idOf.reminder)).toMatchObject({ state: 'suppressed', why: 'not_true' })
})

it('who is late is asked only where the restaurant marks, in that service, who has come', async () => {
  const { date } = (await core.deps.collections.reservations.findOne({ _id: reservationId })) ?? expect.fail('no row')
  const late = await due('reminder.late')
  const { mails, with: through } = notifierTo(() => sent)
  const toldAnew = async () => {
    await rows().updateOne({ _id: late }, { $set: { state: 'pending', dueAt: new Date(0) } })
    await through(deliveries).tell(late)
    return rowOf(late)
  }
  const { books, events } = core.deps.collections
  const onTheWay = async () =>
    (await books.countDocuments({ pendingSince: { $exists: true } })) +
    (await events.countDocuments({ done: { $ne: true } }))
  const relayed = () => expect.poll(onTheWay, soon).toBe(0)
  using host = connect(hub.url(0), hub.tokenFor('host', venueId))
  const party = { venueId, date, startsAt: seoul(date, '19:30'), party: 2 }
  await host.must('walkIn.seat', party)
  await relayed()
  expect(await toldAnew()).toMatchObject({ state: 'suppressed', why: 'unmarked' })
  const guest = { name: 'Ito Sakura', phone: '+819012345678' }
  const other = await host.must('reservation.book', { ...party, guest })
  await host.must('reservation.advance', { reservationId: other.reservationId, to: 'no_show' })
  await relayed()
  expect(await toldAnew()).toMatchObject({ state: 'sent' })
  expect(mails.map(({ subject }) => subject)).toEqual(['Are you on your way? Maison Hae, 19:00'])
  await host.must('reservation.advance', { reservationId, to: 'seated' })
  expect(await toldAnew()).toMatchObject({ state: 'suppressed', why: 'not_true' })
  expect(mails).toHaveLength(1)
})

it('no sweep searches everything there is for what is due', async () => {
  const collections = ['books', 'deliveries', 'alerts', 'webhook_deliveries']
  const found = () =>
    hub.db
      .collection<{ ns: string; planSummary: string; command: { find?: string } }>('system.profile')
      .find({ 'command.find': { $in: collections }, 'command.sort': { $exists: true } })
      .toArray()
  await hub.db.command({ profile: 2 })
  const swept = async () => [...new Set((await found()).map(({ command }) => command.find))].toSorted()
  await expect.poll(swept, soon).toEqual(collections.toSorted())
  await hub.db.command({ profile: 0 })
  for (const { ns, planSummary } of await found()) expect(planSummary, ns).toMatch(/^IXSCAN/)
})
