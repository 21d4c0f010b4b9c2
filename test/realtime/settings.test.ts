import { expect, it } from 'vitest'
import { codeOf, connect } from '../support/client.ts'
import { startHub } from '../support/hub.ts'
import { dateAhead, oneTable, seoul } from '../support/venue.ts'

const date = dateAhead(7)
const slot = seoul(date, '19:00')

it('a change of settings is adopted by books to come, flags the booking it would break and keeps it', async () => {
  await using hub = await startHub({ nodes: 2 })
  const { venueId } = await hub.seedVenue({ settings: { tables: oneTable } })
  using diner = connect(hub.url(0), hub.tokenFor('guest'))
  using manager = connect(hub.url(0), hub.tokenFor('manager', venueId))
  using watcher = connect(hub.url(1))
  const { reservationId } = await diner.must('hold.create', { venueId, date, startsAt: slot, party: 2 })
  await diner.must('reservation.confirm', { reservationId, guest: { name: 'Ada', phone: '+821012345678' } })
  const slots = await watcher.follow({ feed: 'availability', params: { venueId, date } })

  const settings = await manager.must('settings.get', { venueId })
  const closed = { ...settings, exceptions: [{ date, services: [] }] }
  expect(await manager.must('settings.change', { venueId, settings: closed })).toEqual({ version: 2 })

  const book = await hub.book(venueId, date)
  expect(book?.settingsVersion).toBe(2)
  expect(Object.values(book?.claims ?? {})).toMatchObject([{ state: 'confirmed', flagged: true }])
  await expect.poll(() => slots.content, { timeout: 25_000 }).toEqual({})
  expect(await manager.call('settings.change', { venueId, settings: closed })).toMatchObject({
    ok: false,
    error: { code: 'settings_conflict' },
  })
})

it('the same change sent again is answered again; a book that was made meanwhile under the old settings is swept up', async () => {
  await using hub = await startHub()
  const { venueId } = await hub.seedVenue({ settings: { tables: oneTable } })
  using manager = connect(hub.url(0), hub.tokenFor('manager', venueId))
  const settings = await manager.must('settings.get', { venueId })
  const change = { venueId, settings: { ...settings, holdMs: 30_000 } }
  expect(await manager.must('settings.change', change, 'one-change-sent-twice')).toEqual({ version: 2 })
  expect(await manager.must('settings.change', change, 'one-change-sent-twice')).toEqual({ version: 2 })

  await hub.db.collection('books').insertOne({
    _id: `${venueId}:${date}` as never,
    venueId,
    date,
    version: 0,
    settingsVersion: 1,
    claims: {},
    events: {},
    nodes: {},
    committedAt: new Date(0),
    nextDue: null,
  })
  await expect
    .poll(async () => (await hub.book(venueId, date))?.settingsVersion, { timeout: 30_000, interval: 200 })
    .toBe(2)
})

it('a date nothing was booked on yet follows the newest settings, also where nobody told the node', async () => {
  await using hub = await startHub({ nodes: 2, breaks: ['drop-events'] })
  const { venueId } = await hub.seedVenue({ settings: { tables: oneTable } })
  using manager = connect(hub.url(0), hub.tokenFor('manager', venueId))
  using watcher = connect(hub.url(1))
  const slots = await watcher.follow({ feed: 'availability', params: { venueId, date } })
  expect(codeOf(slots, slot, 2)).toBe('f')
  const settings = await manager.must('settings.get', { venueId })
  await manager.must('settings.change', { venueId, settings: { ...settings, exceptions: [{ date, services: [] }] } })
  await expect.poll(() => slots.content, { timeout: 30_000, interval: 100 }).toEqual({})
})

it('settings that contradict themselves are refused with the path of each field', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue()
  using manager = connect(hub.url(0), hub.tokenFor('manager', venueId))
  const settings = await manager.must('settings.get', { venueId })
  const wrong = {
    ...settings,
    zone: 'Mars/Base',
    combinations: [{ id: 'C', tableIds: ['T1', 'T9'], minParty: 5, maxParty: 4 }],
  }
  const answer = await manager.call('settings.change', { venueId, settings: wrong })
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
  const paths = answer.ok ? [] : answer.error.issues?.map((issue) => issue.path)
  expect(paths).toEqual(
    expect.arrayContaining(['settings.combinations.0.tableIds', 'settings.combinations.0.minParty', 'settings.zone']),
  )
})
