import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AppError } from '../../server/core/appError.ts'
import { saveCanned } from '../../server/core/commands/talk/canned.ts'
import type { CannedReplyDocument, ConversationDocument, GuestFileDocument } from '../../server/core/talk/documents.ts'
import type { Answer } from '../../shared/contract/wire.ts'
import { before, gate } from '../support/before.ts'
import { connect, type TestClient } from '../support/client.ts'
import { askedBy, coreOf } from '../support/core.ts'
import { seedCanned, seedDesk, startConversation } from '../support/desk.ts'
import { startHub, type TestHub } from '../support/hub.ts'
import { keeperAt } from '../support/keepers.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const soon = { timeout: 30_000 }
const nothingKnown = { allergies: null, seating: null, notes: null }

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ worker: false })
})
afterAll(() => hub?.[Symbol.asyncDispose]())

/** A restaurant with a desk, two who work there, one who runs it, and a diner who writes to it. */
async function staffed() {
  const tables = [
    { id: 'T1', minParty: 1, maxParty: 2, area: 'room', channel: 'online' as const },
    { id: 'T2', minParty: 1, maxParty: 2, area: 'terrace', channel: 'concierge' as const },
  ]
  const localNames = { ko: '메종 해', ja: null }
  const { venueId: deskId } = await hub.seedVenue({ name: 'Maison Hae', localNames, settings: { tables } })
  await seedDesk(hub, deskId, { name: 'Front desk' })
  const [kim, lee] = [await keeperAt(hub, deskId), await keeperAt(hub, deskId)]
  const manager = connect(hub.url(0), hub.tokenFor('manager', deskId))
  const { session } = await hub.openAccount()
  const diner = connect(hub.url(0), session.token)
  const { conversationId } = await diner.must('conversation.open', { deskId })
  return {
    ...{ deskId, kim, lee, manager, diner, conversationId },
    [Symbol.dispose]() {
      for (const { socket } of [kim, lee, manager, diner]) socket.disconnect()
    },
  }
}

const errorOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : (answer.error.reason ?? answer.error.code))
const files = () => hub.db.collection<GuestFileDocument>('guest_files')
const replies = () => hub.db.collection<CannedReplyDocument>('canned_replies')
const conversations = () => hub.db.collection<ConversationDocument>('conversations')

it('what a desk knows, says often, has and did is its own: another desk finds nothing, guests may not ask', async () => {
  using at = await staffed()
  const { deskId, conversationId, diner, manager } = at
  await seedCanned(hub, deskId)
  const other = await seedDesk(hub)
  const ask = {
    who: ({ call }: TestClient) => call('conversation.who', { conversationId }),
    describe: ({ call }: TestClient) =>
      call('conversation.describe', { conversationId, version: 0, ...nothingKnown, notes: 'x' }),
    list: ({ call }: TestClient) => call('canned.list', { deskId }),
    fill: ({ call }: TestClient) => call('canned.fill', { conversationId, shortcut: 'welcome' }),
    tables: ({ call }: TestClient) => call('desk.tables', { deskId, venueId: deskId, date: dateAhead(7), party: 2 }),
    resolved: ({ call }: TestClient) => call('desk.resolved', { deskId }),
    save: ({ call }: TestClient) =>
      call('canned.save', { deskId, shortcut: 'new', title: 'New', texts: { ko: null, en: 'x', ja: null } }),
    remove: ({ call }: TestClient) => call('canned.remove', { deskId, shortcut: 'welcome' }),
    figures: ({ call }: TestClient) => call('desk.figures', { deskId }),
  }
  const heardBy = async (who: TestClient) => {
    const heard: Record<string, string> = {}
    for (const [name, asks] of Object.entries(ask)) heard[name] = errorOf(await asks(who))
    return heard
  }
  const each = (code: string) => Object.fromEntries(Object.keys(ask).map((name) => [name, code]))
  using concierge = connect(hub.url(0), hub.tokenFor('concierge', other))
  using elsewhere = connect(hub.url(0), hub.tokenFor('manager', other))
  using guest = connect(hub.url(0), hub.tokenFor('guest'))
  const managers = { save: 'forbidden', remove: 'forbidden', figures: 'forbidden' }
  expect(await heardBy(concierge)).toEqual({ ...each('not_found'), ...managers })
  expect(await heardBy(elsewhere)).toEqual(each('not_found'))
  expect(await heardBy(guest)).toEqual(each('forbidden'))
  // Also of oneself one asks by an export, and not what the desk sees.
  expect(await heardBy(diner)).toEqual(each('forbidden'))
  expect(await files().countDocuments({ _id: conversationId })).toBe(0)
  expect(await replies().distinct('shortcut', { deskId })).toEqual(['welcome'])
  expect(await heardBy(manager)).toEqual(each('ok'))
})

it('whoever answers at desks is told which, what they serve and who is there, and of no desk else', async () => {
  using at = await staffed()
  const { deskId, kim, lee, diner } = at
  const { accountId, desks } = await kim.must('desk.mine', {})
  expect(accountId).toBe(kim.accountId)
  expect(desks).toMatchObject([
    { deskId, name: 'Front desk', roles: ['concierge'], venues: [{ venueId: deskId, name: 'Maison Hae' }] },
  ])
  const known = desks[0]?.people.map((one) => one.accountId).toSorted()
  expect(known).toEqual([kim.accountId, lee.accountId].toSorted())
  expect((await diner.must('desk.mine', {})).desks).toEqual([])
})

it('a guest is described over the version that was seen, asked again the same, and sealed where it lies', async () => {
  using at = await staffed()
  const { conversationId, kim, lee } = at
  const fileSeenBy = async (who: TestClient) => (await who.must('conversation.who', { conversationId })).file
  expect(await fileSeenBy(lee)).toEqual({ version: 0, ...nothingKnown, at: null })
  const requestId = randomUUID()
  const first = { conversationId, version: 0, allergies: 'Peanuts', seating: null, notes: null }
  for (const _again of [1, 2]) {
    expect(await kim.must('conversation.describe', first, requestId)).toEqual({ version: 1 })
  }
  expect(errorOf(await kim.call('conversation.describe', { ...first, notes: 'x' }, requestId))).toBe(
    'request_id_reused',
  )
  const second = { ...first, allergies: 'None', notes: 'Proposes in May' }
  for (const version of [0, 2]) {
    expect(errorOf(await lee.call('conversation.describe', { ...second, version }))).toBe('settings_conflict')
  }
  expect(await fileSeenBy(lee)).toMatchObject({ version: 1, allergies: 'Peanuts', notes: null })
  expect(await lee.must('conversation.describe', { ...second, version: 1 })).toEqual({ version: 2 })
  expect(await fileSeenBy(kim)).toMatchObject({ version: 2, allergies: 'None', notes: 'Proposes in May' })
  expect(JSON.stringify(await files().findOne({ _id: conversationId }))).not.toMatch(/Peanuts|None|Proposes/)
})

it('what a desk wrote down is in the export of whom it is about, in nobody else’s, and goes with their account', async () => {
  using at = await staffed()
  const { deskId, conversationId, kim, diner } = at
  const { session } = await hub.openAccount()
  using other = connect(hub.url(0), session.token)
  const words = { allergies: 'Peanuts', seating: 'By the window', notes: 'Proposes in May' }
  await kim.must('conversation.describe', { conversationId, version: 0, ...words })
  expect((await diner.must('account.export', {})).guestFiles).toEqual([{ deskId, tier: 'standard', ...words }])
  expect((await other.must('account.export', {})).guestFiles).toEqual([])
  await other.must('account.erase', {})
  expect(await files().countDocuments({ _id: conversationId })).toBe(1)
  await diner.must('account.erase', {})
  expect(await files().countDocuments({ _id: conversationId })).toBe(0)
  expect(errorOf(await kim.call('conversation.who', { conversationId }))).toBe('not_found')
})

/** So many canned replies of a desk, in its first places. */
async function seedReplies(deskId: string, count: number): Promise<void> {
  const texts = { ko: null, en: 'Good evening', ja: null }
  const rows = Array.from({ length: count }, (_, slot) => {
    const shortcut = `n${slot}`
    return { _id: `${deskId}:${shortcut}`, deskId, slot, shortcut, title: shortcut, texts }
  })
  await replies().insertMany(rows)
}

const reply = (deskId: string, shortcut: string) => ({
  ...{ deskId, shortcut, title: 'Another' },
  texts: { ko: null, en: 'Another', ja: null },
})

/** Eight managers save one more each, at once. @returns how each ended */
async function saveAtOnce(deskId: string): Promise<readonly string[]> {
  const managers = Array.from({ length: 8 }, () => connect(hub.url(0), hub.tokenFor('manager', deskId)))
  await Promise.all(managers.map(({ must }) => must('canned.list', { deskId })))
  const saves = managers.map(({ call }, n) => call('canned.save', reply(deskId, `late-${n}`)))
  const ends = (await Promise.all(saves)).map(errorOf)
  for (const { socket } of managers) socket.disconnect()
  return ends
}

it('a desk has two hundred canned replies and not one more, also of eight at once; one that goes makes room', async () => {
  using at = await staffed()
  const { deskId, manager } = at
  await seedReplies(deskId, 199)
  const ends = await saveAtOnce(deskId)
  expect(ends.toSorted()).toEqual(['ok', ...Array.from({ length: 7 }, () => 'too_many')])
  expect((await manager.must('canned.list', { deskId })).replies).toHaveLength(200)
  await manager.must('canned.save', { ...reply(deskId, 'n7'), title: 'Over it' })
  expect(await replies().findOne({ _id: `${deskId}:n7` })).toMatchObject({ title: 'Over it', slot: 7 })
  await manager.must('canned.remove', { deskId, shortcut: 'n7' })
  await manager.must('canned.save', reply(deskId, 'in-its-place'))
  expect(await replies().findOne({ _id: `${deskId}:in-its-place` })).toMatchObject({ slot: 7 })
  expect(errorOf(await manager.call('canned.save', reply(deskId, 'n7')))).toBe('too_many')
})

it('of two who save into the last place at once one is refused; control: without a place of its own for each, none is', async () => {
  const core = await coreOf(hub)
  async function race(): Promise<readonly string[]> {
    const deskId = await seedDesk(hub)
    await seedReplies(deskId, 199)
    // Both have found the place before either takes it.
    const deps = before(core.deps, 'cannedReplies', 'insertOne', gate(2))
    const save = (shortcut: string) =>
      saveCanned(askedBy(deps, 'canned.save', { role: 'manager', venueId: deskId }), reply(deskId, shortcut)).then(
        () => 'ok',
        (error: AppError) => String(error.details.reason),
      )
    const ends = await Promise.all(['one', 'other'].map(save))
    await replies().deleteMany({ deskId })
    return ends.toSorted()
  }
  expect(await race()).toEqual(['ok', 'too_many'])
  await replies().dropIndex('places')
  const unguarded = await race()
  await replies().createIndex({ deskId: 1, slot: 1 }, { name: 'places', unique: true })
  await core.close()
  expect(unguarded).toEqual(['ok', 'ok'])
})

it('a canned reply is filled in in the guest’s language, else the desk’s, and nothing is saved that nothing fills', async () => {
  using at = await staffed()
  const { deskId, kim, manager } = at
  const inKorean = '{guest} | {restaurant} | {me} | {date}'
  const texts = { ko: inKorean, en: 'For {guest} at {restaurant}: {date}', ja: null }
  await manager.must('canned.save', { deskId, shortcut: 'all', title: 'All', texts })
  const filledIn = async (language: 'ko' | 'en' | 'ja') => {
    using guest = connect(hub.url(0), hub.tokenFor('guest'))
    const { conversationId } = await guest.must('conversation.open', { deskId, language })
    return (await kim.must('canned.fill', { conversationId, shortcut: 'all' })).text
  }
  expect(await filledIn('ko')).toMatch(/^고객 \| 메종 해 \| Somebody \| \d{4}년 \d+월 \d+일 .요일$/)
  expect(await filledIn('ja')).toMatch(/^For guest at Maison Hae: \w+day,? \d+ \w+ \d{4}$/)
  const { conversationId } = at
  const { venueId } = await hub.seedVenue()
  for (const input of [{ shortcut: 'nothing' }, { shortcut: 'all', venueId }]) {
    expect(errorOf(await kim.call('canned.fill', { conversationId, ...input }))).toBe('not_found')
  }
  const unknown = { ...texts, ja: '{guest}様、{table}' }
  expect(await manager.call('canned.save', { deskId, shortcut: 'all', title: 'All', texts: unknown })).toMatchObject({
    error: { code: 'invalid_input', issues: [{ path: 'texts.ja' }] },
  })
  expect(await replies().findOne({ deskId })).toMatchObject({ texts })
})

it('tables are told as guests see them and as the concierge may have them, with the reason where not', async () => {
  using at = await staffed()
  const { deskId, conversationId, kim } = at
  const date = dateAhead(7)
  const told = async (party = 2) => {
    const { slots } = await kim.must('desk.tables', { deskId, venueId: deskId, date, party })
    return Object.fromEntries(slots.map(({ label, online, reason }) => [label, { online, reason }]))
  }
  const before = await told()
  expect(Object.keys(before)).toEqual(['18:00', '18:30', '19:00', '19:30', '20:00', '20:30', '21:00'])
  const free = before['19:00']?.online
  expect(['open', 'few']).toContain(free)
  expect(new Set(Object.values(before).map(({ reason }) => reason))).toEqual(new Set([null]))

  using guest = connect(hub.url(0), hub.tokenFor('guest'))
  const wish = { venueId: deskId, date, startsAt: seoul(date, '19:00'), party: 2 }
  await guest.must('hold.create', wish)
  expect(await told()).toMatchObject({ '19:00': { online: 'full', reason: null }, '21:00': { online: free } })
  await kim.must('offer.make', { conversationId, offers: [wish] })
  expect(await told()).toMatchObject({
    '19:00': { online: 'full', reason: 'held' },
    '21:00': { online: free, reason: null },
  })
  expect((await told(3))['21:00']?.reason).toBe('party_too_large')

  const { venueId: unserved } = await hub.seedVenue()
  const answer = await kim.call('desk.tables', { deskId, venueId: unserved, date, party: 2 })
  expect(errorOf(answer)).toBe('not_found')
})

it('what was resolved is listed, the newest first, until it goes on', async () => {
  using at = await staffed()
  const { deskId, kim } = at
  const rows = await Promise.all([1, 2, 3].map((n) => startConversation(hub, `guest:${deskId}${n}`, deskId)))
  for (const [n, _id] of rows.entries()) {
    await conversations().updateOne({ _id }, { $set: { state: 'resolved', lastAt: Date.now() - n * 1000 } })
  }
  const listed = async () =>
    (await kim.must('desk.resolved', { deskId })).conversations.map(({ conversationId }) => conversationId)
  expect(await listed()).toEqual(rows)
  await kim.must('conversation.reopen', { conversationId: rows[1] ?? '' })
  expect(await listed()).toEqual([rows[0], rows[2]])
})

it('the first answers of the day are counted as they are given, and an answer of yesterday is none of today', async () => {
  using at = await staffed()
  const { deskId, conversationId, kim, diner, manager } = at
  const figures = () => manager.must('desk.figures', { deskId })
  expect(await figures()).toMatchObject({ answered: 0, inTarget: 0, medianSeconds: null, p90Seconds: null, hours: [] })
  await diner.must('message.send', { conversationId, text: 'A table?' })
  const waits = async () => (await conversations().findOne({ _id: conversationId }))?.awaits
  await expect.poll(waits, soon).toBe('first')
  await kim.must('message.send', { conversationId, text: 'At once' })
  await expect.poll(async () => (await figures()).answered, soon).toBe(1)
  const { since, hours } = await figures()
  expect(hours).toMatchObject([{ answered: 1, inTarget: 1 }])
  const yesterday = { at: Date.parse(since) - 1, tookMs: 1000, inTarget: true }
  await conversations().updateOne({ _id: conversationId }, { $push: { firstAnswers: yesterday } })
  expect(await figures()).toMatchObject({ answered: 1 })
})

it('of more conversations than are counted the newest are, whatever became of them', async () => {
  using at = await staffed()
  const { deskId, manager } = at
  const midnight = Date.parse((await manager.must('desk.figures', { deskId })).since)
  const example = await conversations().findOne({ deskId })
  if (example === null) throw new Error('there is none')
  await conversations().deleteOne({ _id: example._id })
  const rows = Array.from({ length: 2001 }, (_, n): ConversationDocument => {
    const isNewest = n === 2000
    const lastAt = midnight + n
    const state = n === 0 ? 'open' : isNewest ? 'snoozed' : 'resolved'
    const firstAnswers = [{ at: lastAt, tookMs: isNewest ? 2000 : 1000, inTarget: isNewest }]
    return { ...example, _id: `${deskId}${n}`, owner: `guest:${deskId}${n}`, state, lastAt, firstAnswers }
  })
  await conversations().insertMany(rows)
  expect(await manager.must('desk.figures', { deskId })).toMatchObject({ answered: 2000, inTarget: 1 })
  await conversations().deleteMany({ deskId })
})
