import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { VenueToSave } from '../../server/core/commands/saveVenue.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { ProbePoint } from '../../server/core/lane/ports.ts'
import type { MessageDocument } from '../../server/core/talk/documents.ts'
import { type Hub, startHub as startNode } from '../../server/startHub.ts'
import type { FeedEntry } from '../../shared/contract/feeds.ts'
import type { Sent } from '../../shared/contract/index.ts'
import { connect, type FollowedFeed, heard, type TestClient } from '../support/client.ts'
import { shownIn, startConversation } from '../support/desk.ts'
import { configOf, startHub, type TestHub } from '../support/hub.ts'
import { ada, codeTo } from '../support/people.ts'
import { probeOf } from '../support/probe.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const soon = { timeout: 30_000 }
/** Somebody new each time: limits follow a phone number. */
let people = 0
const me = () => ({ name: 'Kim Min-ji', phone: `+8210${String(10_000_000 + people++)}` })
/** A night nobody else uses. */
let nights = 2
const night = () => dateAhead(nights++)

let hub: TestHub
/** A node that dies where `dying` says. */
let mortal: Hub
let dying: ProbePoint | null = null
let house: House
beforeAll(async () => {
  hub = await startHub({ nodes: 2 })
  house = await openHouse(hub)
  const config = { ...configOf(hub), secrets: hub.secrets }
  mortal = await startNode(config, {
    ...probeOf({ breaks: [] }),
    at: (point) => {
      if (point === dying) throw new Error('the node has died')
    },
  })
})
afterAll(async () => {
  await mortal?.stop()
  await hub?.[Symbol.asyncDispose]()
})

interface House {
  readonly venue: VenueToSave
  readonly venueId: string
  readonly deskId: string
}

/** A restaurant with one table for everybody and one for the concierge only, served by a desk of the house. */
async function openHouse(at: TestHub): Promise<House> {
  const tables = [
    { id: 'P1', minParty: 1, maxParty: 2, area: 'room', channel: 'online' },
    { id: 'C1', minParty: 1, maxParty: 2, area: 'room', channel: 'concierge' },
  ] as const
  const venue = await at.seedVenue({ settings: { tables, holdMs: 600_000 } })
  const { venueId } = venue
  const deskId = newId()
  await saveHouse(at, { deskId, venueIds: [venueId] })
  using desk = connect(at.url(1), at.tokenFor('concierge', deskId))
  const input = { venueId, date: dateAhead(1), startsAt: seoul(dateAhead(1), '18:00'), party: 2 }
  // The other node has heard of it.
  await vi.waitFor(() => desk.must('hold.create', input), { ...soon, interval: 300 })
  return { venue, venueId, deskId }
}

async function saveHouse(at: TestHub, desk: Pick<Sent<'desk.save'>, 'deskId' | 'venueIds'>, as = at.tokenFor('admin')) {
  using admin = connect(at.url(0), as)
  const answer = await admin.call('desk.save', {
    ...desk,
    name: 'The house',
    localNames: { ko: null, ja: null },
    language: 'en',
  })
  return answer.ok ? null : answer.error.code
}

/** A guest with two devices, at two nodes, and a concierge of the house. */
async function meet(at = hub, { venueId, deskId } = house) {
  const token = at.tokenFor('guest')
  const [phone, tablet] = [connect(at.url(0), token), connect(at.url(1), token)]
  const desk = connect(at.url(1), at.tokenFor('concierge', deskId))
  const { conversationId } = await phone.must('conversation.open', { deskId })
  const table = (date: string, time = '19:00') => ({ venueId, date, startsAt: seoul(date, time), party: 2 })
  return {
    ...{ token, phone, tablet, desk, conversationId, table },
    offer: (offers: Sent<'offer.make'>['offers']) => desk.must('offer.make', { conversationId, offers }),
    [Symbol.dispose]() {
      for (const { socket } of [phone, tablet, desk]) socket.disconnect()
    },
  }
}

type Card = FeedEntry<'cards'>
const cardsOf = (client: TestClient, conversationId: string) =>
  client.follow({ feed: 'cards', params: { conversationId } })
const cardIn = ({ content }: FollowedFeed, id: string | undefined) => content[id ?? ''] as Card | undefined
const stand = (feed: FollowedFeed, ...ids: readonly string[]) =>
  ids.map((id) => [cardIn(feed, id)?.reservation.state, cardIn(feed, id)?.on[0]?.standing])
const idsOf = (made: { readonly reservations: readonly { readonly reservationId: string }[] }) =>
  made.reservations.map(({ reservationId }) => reservationId) as [string, string, string]
const refusal = (reason: string, chosen?: string) => ({
  ok: false,
  error: { code: 'not_allowed_now', reason, ...(chosen !== undefined && { chosen }) },
})
const messagesOf = (stream: string, at = hub) =>
  at.db.collection<MessageDocument>('messages').find({ stream }).sort({ seq: 1 }).toArray()

async function claimsOn(date: string) {
  const book = await hub.book(house.venueId, date)
  return Object.values(book?.claims ?? {}).map(({ state }) => state)
}

it('a desk holds what the public never sees; the guest takes one of it with a tap, and the rest is free again', async () => {
  using at = await meet()
  const { phone, tablet, desk, conversationId, table } = at
  const [date, other] = [night(), night()]
  using stranger = connect(hub.url(0), hub.tokenFor('guest'))
  await stranger.must('hold.create', table(date))
  expect(await stranger.call('availability.explain', table(date))).toMatchObject({ data: { reason: 'no_table_fits' } })
  const text = 'The one by the window, or the night after?'
  const made = await desk.must('offer.make', {
    conversationId,
    text,
    offers: [table(date), { ...table(other), tableIds: ['P1'] }],
    forMinutes: 90,
  })
  const [kept, open] = idsOf(made)
  const ahead = Date.parse(made.reservations[0]?.expiresAt ?? '') - Date.now()
  expect(ahead / 60_000, 'longer than the restaurant’s own holds').toBeGreaterThan(85)
  expect(await stranger.call('hold.create', table(other))).toMatchObject({ error: { code: 'slot_unavailable' } })

  const thread = await phone.follow({ feed: 'conversation', params: { conversationId } })
  const proposals = [kept, open].map((reservationId) => ({ kind: 'proposal', reservationId }))
  expect(shownIn(thread)).toMatchObject([{ seq: made.seq, text, side: 'desk', cards: proposals }])
  const [here, there] = [await cardsOf(phone, conversationId), await cardsOf(desk, conversationId)]
  for (const feed of [here, there]) {
    expect(stand(feed, kept, open)).toEqual([
      ['held', 'open'],
      ['held', 'open'],
    ])
  }
  expect(cardIn(here, kept)).toMatchObject({ venue: { name: 'Test', zone: 'Asia/Seoul' }, on: [{ seq: made.seq }] })

  const guest = me()
  const taking = { conversationId, seq: made.seq, reservationId: kept, guest }
  const booked = await tablet.must('offer.accept', taking)
  expect(booked).toMatchObject({ reservationId: kept, state: 'confirmed' })
  for (const feed of [here, there]) {
    await expect
      .poll(() => stand(feed, kept, open), soon)
      .toEqual([
        ['confirmed', 'chosen'],
        ['released', 'passed'],
      ])
  }
  expect(await phone.must('offer.accept', taking), 'tapped twice it is one').toMatchObject({
    reservationId: kept,
    state: 'confirmed',
  })
  expect(await phone.call('offer.accept', { ...taking, reservationId: open })).toMatchObject(refusal('chosen', kept))
  expect(await phone.call('offer.decline', { conversationId, seq: made.seq })).toMatchObject(refusal('chosen', kept))
  expect(await desk.call('offer.withdraw', { conversationId, seq: made.seq })).toMatchObject(refusal('chosen', kept))
  await stranger.must('hold.create', table(other))
})

/** Two devices take two different ones of one choice, at the same time. @returns how many are booked of it */
async function twoTaps(at: Awaited<ReturnType<typeof meet>>): Promise<{ answers: string[]; booked: number }> {
  const { phone, tablet, conversationId, table, offer } = at
  const made = await offer([table(night()), table(night())])
  const [first, second] = idsOf(made)
  const take = (client: TestClient, reservationId: string) =>
    client.call('offer.accept', { conversationId, seq: made.seq, reservationId, guest: me() })
  const answers = await Promise.all([take(phone, first), take(tablet, second)])
  const states = await Promise.all(
    [first, second].map(async (reservationId) => {
      // What was given back at once is nowhere until the projection has heard of it.
      const open = () => phone.follow({ feed: 'reservation', params: { reservationId } })
      const feed = await vi.waitFor(open, { timeout: 10_000, interval: 50 })
      return (feed.content[reservationId] as { state: string } | undefined)?.state
    }),
  )
  return {
    answers: answers.map((answer) => (answer.ok ? 'booked' : `${answer.error.code} ${answer.error.reason}`)),
    booked: states.filter((state) => state === 'confirmed').length,
  }
}

it('of two devices at two nodes that take two different ones, one has it and the other is told', async () => {
  using at = await meet()
  for (let round = 0; round < 5; round++) {
    const { answers, booked } = await twoTaps(at)
    expect([answers.toSorted(), booked]).toEqual([['booked', 'not_allowed_now chosen'], 1])
  }
})

it('control: where the choice is written unseen, both are booked', async () => {
  await using broken = await startHub({ nodes: 2, worker: false, breaks: ['choose-unseen'] })
  using at = await meet(broken, await openHouse(broken))
  let most = 0
  for (let round = 0; round < 20 && most < 2; round++) most = Math.max(most, (await twoTaps(at)).booked)
  expect(most).toBe(2)
})

it('of the same one taken on two devices at once there is one booking, and both are told of it', async () => {
  using at = await meet()
  const { phone, tablet, conversationId, table, offer } = at
  const made = await offer([table(night())])
  const [reservationId] = idsOf(made)
  const taking = { conversationId, seq: made.seq, reservationId, guest: me() }
  const answers = await Promise.all([phone, tablet].map((client) => client.must('offer.accept', taking)))
  expect(answers.map(({ state }) => state)).toEqual(['confirmed', 'confirmed'])
})

it('what is declined or withdrawn is given back once, and nothing of it can be taken any more', async () => {
  using at = await meet()
  const { phone, tablet, desk, conversationId, table, offer } = at
  const date = night()
  const feed = await cardsOf(desk, conversationId)
  const declined = await offer([table(date, '18:00'), table(date, '18:00')])
  const { seq } = declined
  await Promise.all([phone, tablet].map((client) => client.must('offer.decline', { conversationId, seq })))
  await expect
    .poll(() => stand(feed, ...idsOf(declined)), soon)
    .toEqual([
      ['released', 'declined'],
      ['released', 'declined'],
    ])
  const [reservationId] = idsOf(declined)
  const taking = { conversationId, seq, reservationId, guest: me() }
  expect(await phone.call('offer.accept', taking)).toMatchObject(refusal('declined'))
  expect(await desk.call('offer.withdraw', { conversationId, seq })).toMatchObject(refusal('declined'))

  const withdrawn = await offer([table(date, '18:00')])
  await desk.must('offer.withdraw', { conversationId, seq: withdrawn.seq })
  await desk.must('offer.withdraw', { conversationId, seq: withdrawn.seq })
  const unsaid = await offer([table(date, '18:00')])
  await desk.must('message.withdraw', { conversationId, seq: unsaid.seq })
  for (const made of [withdrawn, unsaid]) {
    const again = { ...taking, seq: made.seq, reservationId: idsOf(made)[0] }
    await expect.poll(() => stand(feed, again.reservationId), soon).toEqual([['released', 'withdrawn']])
    expect(await tablet.call('offer.accept', again)).toMatchObject(refusal('withdrawn'))
  }
  expect(await claimsOn(date)).toEqual([])
})

it('where one cannot be held none is, and nothing is said', async () => {
  using at = await meet()
  const { desk, conversationId, table } = at
  const date = night()
  const make = (offers: Sent<'offer.make'>['offers']) => desk.call('offer.make', { conversationId, offers })
  expect(await make([table(date), table(date), table(date)])).toMatchObject({
    error: { code: 'slot_unavailable', reason: 'held', issues: [{ path: 'offers.2' }] },
  })
  const { venueId: elsewhere } = await hub.seedVenue()
  expect(await make([table(date), { ...table(date), venueId: elsewhere }])).toMatchObject({
    error: { code: 'not_found', issues: [{ path: 'offers.1.venueId' }] },
  })
  expect(await claimsOn(date)).toEqual([])
  expect(await messagesOf(conversationId)).toEqual([])
  expect(await desk.call('message.send', { conversationId })).toMatchObject({
    error: { code: 'invalid_input', issues: [{ path: 'text' }] },
  })
})

it('what was chosen and cannot be had leaves the choice free: it ran out, or another booking is too close', async () => {
  const { venueId: hasty } = await hub.seedVenue({ settings: { holdMs: 1_200 } })
  const key = newId()
  using guest = connect(hub.url(0), hub.tokenFor('guest', undefined, key))
  const [date, other] = [night(), night()]
  const short = { venueId: hasty, date: other, startsAt: seoul(other, '19:00'), party: 2 }
  const ownTable = { ...short, venueId: house.venueId, date, startsAt: seoul(date, '19:00') }
  const held = [await guest.must('hold.create', short), await guest.must('hold.create', ownTable)]
  const [brief, lasting] = idsOf({ reservations: held })
  const conversationId = await startConversation(hub, `guest:${key}`, house.deskId, [brief, lasting])
  const feed = await cardsOf(guest, conversationId)
  expect(stand(feed, brief, lasting)).toEqual([
    ['held', 'open'],
    ['held', 'open'],
  ])
  // Nothing is written when it runs out.
  await expect.poll(() => stand(feed, brief), soon).toEqual([['expired', 'over']])
  const taking = { conversationId, seq: 1, guest: me() }
  expect(await guest.call('offer.accept', { ...taking, reservationId: brief })).toMatchObject({
    error: { code: 'hold_expired' },
  })
  await guest.must('offer.accept', { ...taking, reservationId: lasting })

  using desk = connect(hub.url(1), hub.tokenFor('concierge', house.deskId))
  const late = { ...ownTable, startsAt: seoul(date, '20:30') }
  const free = { ...short, venueId: house.venueId, startsAt: seoul(other, '20:30') }
  const made = await desk.must('offer.make', { conversationId, offers: [late, free], evenIfTaken: true })
  const [close, far] = idsOf(made)
  const next = { ...taking, seq: made.seq }
  expect(await guest.call('offer.accept', { ...next, reservationId: close })).toMatchObject({
    error: { code: 'overlapping_booking' },
  })
  expect(await guest.must('offer.accept', { ...next, reservationId: far })).toMatchObject({ state: 'confirmed' })
})

it('a node that dies between any two of the steps leaves nothing that asking again does not finish', async () => {
  using at = await meet()
  const { token, phone, conversationId, table } = at
  const url = `http://127.0.0.1:${mortal.port}`
  const concierge = newId()
  using doomedDesk = connect(url, hub.tokenFor('concierge', house.deskId, concierge))
  using sameDesk = connect(hub.url(0), hub.tokenFor('concierge', house.deskId, concierge))
  using doomed = connect(url, token)
  const date = night()
  const requestId = randomUUID()
  const wanted = { conversationId, offers: [table(date), table(date)] }
  dying = 'K14.held'
  expect(await doomedDesk.call('offer.make', wanted, requestId)).toMatchObject({ error: { code: 'internal' } })
  expect([await messagesOf(conversationId), await claimsOn(date)]).toEqual([[], ['held', 'held']])
  const made = await sameDesk.must('offer.make', wanted, requestId)
  expect(await sameDesk.must('offer.make', wanted, requestId)).toEqual(made)
  expect([(await messagesOf(conversationId)).length, await claimsOn(date)]).toEqual([1, ['held', 'held']])

  const [first] = idsOf(made)
  const taking = { conversationId, seq: made.seq, reservationId: first, guest: me() }
  const tap = randomUUID()
  dying = 'K15.chosen'
  expect(await doomed.call('offer.accept', taking, tap)).toMatchObject({ error: { code: 'internal' } })
  expect(await claimsOn(date)).toEqual(['held', 'held'])
  dying = 'K16.booked'
  expect(await doomed.call('offer.accept', taking, tap)).toMatchObject({ error: { code: 'internal' } })
  expect((await claimsOn(date)).toSorted()).toEqual(['confirmed', 'held'])
  dying = null
  expect(await phone.must('offer.accept', taking, tap)).toMatchObject({ reservationId: first, state: 'confirmed' })
  expect(await claimsOn(date)).toEqual(['confirmed'])
})

it('nobody else reads or touches a card: strangers, other guests, concierges of other desks', async () => {
  using at = await meet()
  const { phone, conversationId, table, offer } = at
  const made = await offer([table(night())])
  const [reservationId] = idsOf(made)
  const taking = { conversationId, seq: made.seq, reservationId, guest: me() }
  const elsewhere = newId()
  await saveHouse(hub, { deskId: elsewhere, venueIds: [(await hub.seedVenue()).venueId] })
  using other = connect(hub.url(0), hub.tokenFor('guest'))
  using colleague = connect(hub.url(0), hub.tokenFor('concierge', elsewhere))
  using visitor = connect(hub.url(0))
  for (const client of [other, colleague]) await expect(cardsOf(client, conversationId)).rejects.toThrow('not_found')
  await expect(cardsOf(visitor, conversationId)).rejects.toThrow('unauthenticated')
  const codes = [
    await other.call('offer.accept', taking),
    await other.call('offer.decline', taking),
    await colleague.call('offer.withdraw', { conversationId, seq: made.seq }),
    await colleague.call('offer.make', { conversationId, offers: [table(night())] }),
    await colleague.call('hold.create', table(night())),
    await other.call('message.send', { conversationId, reservationId }),
    await phone.call('offer.accept', {
      ...taking,
      reservationId: reservationId.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    }),
    await phone.call('offer.accept', { ...taking, seq: 99 }),
  ].map((answer) => (answer.ok ? 'ok' : answer.error.code))
  expect(new Set(codes)).toEqual(new Set(['not_found', 'invalid_input']))
})

it('a card is true after a reconnect during which the reservation was changed and cancelled', async () => {
  using at = await meet()
  const { token, phone, tablet, desk, conversationId, table } = at
  const date = night()
  const { reservationId } = await phone.must('hold.create', table(date))
  await phone.must('reservation.confirm', { reservationId, guest: me() })
  await phone.must('message.send', { conversationId, reservationId, text: 'Could it be later?' })
  using stranger = connect(hub.url(0), hub.tokenFor('guest'))
  const { reservationId: theirs } = await stranger.must('hold.create', table(night()))
  expect(await desk.call('message.send', { conversationId, reservationId: theirs })).toMatchObject({
    error: { code: 'not_found' },
  })
  const before = await cardsOf(tablet, conversationId)
  expect(stand(before, reservationId)).toEqual([['confirmed', 'shown']])
  const { epoch, version } = before
  tablet.socket.disconnect()
  await desk.must('reservation.change', { reservationId, date, startsAt: seoul(date, '20:00'), party: 2 })
  const feed = await cardsOf(phone, conversationId)
  expect(cardIn(feed, reservationId)?.reservation).toMatchObject({ startsAt: seoul(date, '20:00') })
  await desk.must('reservation.cancel', { reservationId })
  await expect.poll(() => stand(feed, reservationId), soon).toEqual([['cancelled', 'shown']])
  using again = connect(hub.url(1), token)
  const params = { conversationId }
  const followed = await again.follow({ feed: 'cards', params, since: { epoch, version } })
  // What this node heard since, and what it hears next.
  const missed = (followed.opened.patches ?? []).map(({ set }) => set)
  const now = () => Object.assign({}, before.content, ...missed, followed.content) as Record<string, Card>
  await expect
    .poll(() => now()[reservationId]?.reservation, soon)
    .toMatchObject({ state: 'cancelled', startsAt: seoul(date, '20:00') })
})

it('a restaurant’s new name is on the cards that are open, at both nodes', async () => {
  using at = await meet()
  const { phone, desk, conversationId, table, offer } = at
  const [reservationId] = idsOf(await offer([table(night())]))
  const feeds = await Promise.all([cardsOf(phone, conversationId), cardsOf(desk, conversationId)])
  const names = () => feeds.map((feed) => cardIn(feed, reservationId)?.venue.name)
  const { name } = house.venue
  expect(names()).toEqual([name, name])
  await hub.seedVenue({ ...house.venue, name: 'The Walnut Tree' })
  await expect.poll(names, soon).toEqual(['The Walnut Tree', 'The Walnut Tree'])
})

it('what desks hold for a visitor is theirs when they log in', async () => {
  using at = await meet()
  const { phone, conversationId, table, offer } = at
  const made = await offer([table(night())])
  const [reservationId] = idsOf(made)
  const { attempt } = await phone.must('account.register', ada)
  const { token } = await phone.must('account.verify', { attempt, code: await codeTo(hub, ada.email) })
  using diner = connect(hub.url(1), token)
  const taking = { conversationId, seq: made.seq, reservationId, guest: me() }
  expect(await diner.must('offer.accept', taking)).toMatchObject({ state: 'confirmed' })
})

it('whoever works at a desk of the house acts as a concierge where it serves, and no longer once it does not', async () => {
  const { venueId } = await hub.seedVenue({
    settings: { tables: [{ id: 'C1', minParty: 1, maxParty: 2, area: 'room', channel: 'concierge' }] },
  })
  const deskId = newId()
  await saveHouse(hub, { deskId, venueIds: [house.venueId, venueId] })
  const date = night()
  const table = { venueId, date, startsAt: seoul(date, '19:00'), party: 2 }
  const token = hub.tokenFor('concierge', deskId)
  const clients = hub.nodes.map(({ url }) => connect(url, token))
  const [near, far] = clients as [TestClient, TestClient]
  const why = async (client: TestClient) => (await client.must('availability.explain', table)).reason
  using somebody = connect(hub.url(0))
  expect(await why(somebody), 'the public is told of no such table').toBe('no_table_fits')
  await expect.poll(() => why(far), soon).toBeNull()
  const { reservationId } = await near.must('hold.create', table)
  await far.follow({ feed: 'reservation', params: { reservationId } })
  await near.must('hold.release', { reservationId })

  // A manager of the desk who is none of the restaurant's gives it no restaurant.
  const { venueId: another } = await hub.seedVenue()
  const wider = { deskId, venueIds: [house.venueId, venueId, another] }
  expect(await saveHouse(hub, wider, hub.tokenFor('manager', deskId))).toBe('not_found')
  const cuts = clients.map((client) => heard(client.socket, 'session.ended'))
  expect(await saveHouse(hub, { deskId, venueIds: [house.venueId] }, hub.tokenFor('manager', deskId))).toBeNull()
  await Promise.all(cuts)
  for (const { url } of hub.nodes) {
    using again = connect(url, token)
    expect(await again.call('hold.create', table)).toMatchObject({ error: { code: 'not_found' } })
    await expect(again.follow({ feed: 'reservation', params: { reservationId } })).rejects.toThrow('not_found')
  }
})
