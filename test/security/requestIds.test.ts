import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../shared/contract/wire.ts'
import { callers, type Transport } from '../contract/callers.ts'
import { booksOf, startHub, type TestHub } from '../support/hub.ts'
import { dateAhead, seoul } from '../support/venue.ts'

const date = dateAhead(7)
const hold = (venueId: string, time = '18:00', party = 2) => ({ venueId, date, startsAt: seoul(date, time), party })
const transports: readonly Transport[] = ['socket', 'http']

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code)
const idIn = (answer: Answer<unknown>) => (answer.ok ? (answer.data as { reservationId: string }).reservationId : null)

let hub: TestHub
beforeAll(async () => {
  hub = await startHub({ nodes: 2, worker: false })
})
afterAll(() => hub[Symbol.asyncDispose]())

async function claimsAt(venueId: string): Promise<number> {
  const book = await booksOf(hub.db).books.findOne({ _id: `${venueId}:${date}` })
  return Object.keys(book?.claims ?? {}).length
}

describe.each(transports)('S23, over %s: a request id', (transport) => {
  const as = async (token: string, node = 0) => callers[transport](hub.url(node), token)

  it('of somebody else is one’s own: neither hears what the other was answered', async () => {
    const { venueId } = await hub.seedVenue()
    const [anna, ben] = [await as(hub.tokenFor('guest')), await as(hub.tokenFor('guest'), 1)]
    const requestId = `the-same-for-both-${transport}`
    const answers = [
      await anna.call('hold.create', hold(venueId), requestId),
      await ben.call('hold.create', hold(venueId), requestId),
      // What Ben sends under it is another request than Anna’s, and takes nothing from her.
      await ben.call('hold.create', hold(venueId, '20:30'), requestId),
      await anna.call('hold.create', hold(venueId), requestId),
    ]
    expect(answers.map(codeOf)).toEqual(['ok', 'ok', 'request_id_reused', 'ok'])
    const [first, second, , again] = answers.map(idIn)
    expect(second).not.toBe(first)
    expect(again).toBe(first)
    expect(await claimsAt(venueId)).toBe(2)
    anna.close()
    ben.close()
  })

  it('with another body is refused at every node and says nothing of the first answer', async () => {
    const { venueId } = await hub.seedVenue()
    const token = hub.tokenFor('guest')
    const callersOf = [await as(token), await as(token, 1)]
    const requestId = `used-only-once-${transport}`
    const first = await callersOf[0]?.call('hold.create', hold(venueId), requestId)
    const id = first === undefined ? null : idIn(first)
    for (const caller of callersOf) {
      for (const body of [hold(venueId, '18:30'), hold(venueId, '18:00', 1), { ...hold(venueId), area: 'room' }]) {
        const answer = await caller.call('hold.create', body, requestId)
        expect(codeOf(answer)).toBe('request_id_reused')
        expect(JSON.stringify(answer)).not.toContain(id)
      }
      const other = await caller.call('hold.release', { reservationId: id }, requestId)
      expect(codeOf(other)).toBe('request_id_reused')
    }
    expect(await claimsAt(venueId)).toBe(1)
    for (const caller of callersOf) caller.close()
  })

  it('has sixteen to sixty-four signs of its alphabet; one less, one more, or another sign and nothing is done', async () => {
    const { venueId } = await hub.seedVenue()
    const lengths = [15, 65, 10_000].map((length) => 'k'.repeat(length))
    // A header holds no line breaks; what it holds is tried.
    for (const requestId of [
      ...lengths,
      `${'k'.repeat(20)}!`,
      `${'k'.repeat(20)} `.concat('k'),
      '$where'.padEnd(20, '$'),
    ]) {
      const caller = await as(hub.tokenFor('guest'))
      const answer = await caller.call('hold.create', hold(venueId), requestId)
      expect(answer, requestId.slice(0, 70)).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', issues: [{ path: 'requestId' }] },
      })
      caller.close()
    }
    expect(await hub.book(venueId, date)).toBeNull()
    for (const length of [16, 64]) {
      const caller = await as(hub.tokenFor('guest'))
      expect(codeOf(await caller.call('hold.create', hold(venueId), 'k'.repeat(length)))).toBe('ok')
      caller.close()
    }
  })
})

it('S23: after hundreds of requests of others, one that comes again still has its first answer', async () => {
  const { venueId } = await hub.seedVenue()
  const token = hub.tokenFor('guest')
  const mine = await callers.socket(hub.url(0), token)
  const requestId = 'before-hundreds-of-others'
  const first = await mine.call('hold.create', hold(venueId), requestId)
  // Each of a person of their own, who are refused by nobody’s limit: they come and go again.
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      for (let n = 0; n < 20; n++) {
        const other = await callers.http(hub.url(n % 2), hub.tokenFor('guest'))
        const reservationId = idIn(await other.call('hold.create', hold(venueId, '20:30')))
        if (reservationId !== null) await other.call('hold.release', { reservationId })
      }
    }),
  )
  const there = await callers.socket(hub.url(1), token)
  for (const caller of [mine, there]) {
    expect(idIn(await caller.call('hold.create', hold(venueId), requestId))).toBe(idIn(first))
    caller.close()
  }
})
