import { randomUUID } from 'node:crypto'
import { describe, expect, inject, test, vi } from 'vitest'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import { booked, bookingAt, guest, holdAt, hourMs, noon, staff, startGuestNode } from './ledgerKit.ts'

const uri = inject('mongoUri')
const bookAt = (venue: number) => bookIdOf(`venue${venue}`, '2031-01-01')
const codeOf = (answer: { ok: boolean; refusal?: { code: string } }) => (answer.ok ? 'ok' : answer.refusal?.code)

describe('a guest’s limits on a real replica set', () => {
  test('of 50 holds that one guest makes at once in 50 books through two nodes, exactly 3 come about', async () => {
    const db = randomUUID()
    await using a = await startGuestNode(uri, db, ['t1'])
    await using b = await startGuestNode(uri, db, ['t1'])
    const by = guest()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => {
        const { request, weight } = holdAt(bookAt(i), noon + i * 3 * hourMs, by)
        return (i % 2 === 0 ? a : b).run(request, weight)
      }),
    )
    const codes = answers.map(codeOf)
    expect(codes.filter((code) => code === 'ok')).toHaveLength(3)
    expect(codes.filter((code) => code === 'hold_limit')).toHaveLength(47)
    const claims = await Promise.all(Array.from({ length: 50 }, (_, i) => a.claimsIn(bookAt(i))))
    expect(claims.flat()).toHaveLength(3)
    expect(await a.entriesOf(by.key)).toHaveLength(3)
  })

  test('of two holds within two hours in two restaurants at once, one comes about; exactly two hours apart, both', async () => {
    const db = randomUUID()
    await using a = await startGuestNode(uri, db, ['t1'])
    await using b = await startGuestNode(uri, db, ['t1'])
    for (const [apartMs, expected, book] of [
      [2 * hourMs - 1, ['ok', 'overlapping_booking'], 0],
      [2 * hourMs, ['ok', 'ok'], 2],
    ] as const) {
      const by = guest()
      const [one, other] = [holdAt(bookAt(book), noon, by), holdAt(bookAt(book + 1), noon + apartMs, by)]
      const answers = await Promise.all([a.run(one.request, one.weight), b.run(other.request, other.weight)])
      expect(answers.map(codeOf).sort()).toEqual(expected)
    }
  })

  test('staff book for a guest who is at the limit; what they booked counts for the guest', async () => {
    await using node = await startGuestNode(uri, randomUUID(), ['t1', 't2'])
    const by = guest()
    for (const hours of [0, 4, 8]) {
      const { request, weight } = holdAt(bookAt(0), noon + hours * hourMs, by)
      expect(codeOf(await node.run(request, weight))).toBe('ok')
    }
    const booking = bookingAt(bookAt(1), noon + hourMs, by.key)
    expect(codeOf(await node.run(booking.request, booking.weight, [by.key]))).toBe('ok')
    const further = bookingAt(bookAt(1), noon + 20 * hourMs, by.key)
    expect(codeOf(await node.run(further.request, further.weight, [by.key]))).toBe('ok')
    const near = {
      kind: 'booking',
      start: noon + 21 * hourMs,
      end: noon + 22 * hourMs,
      until: noon + 23 * hourMs,
    } as const
    const moved = {
      type: 'modify',
      claimId: booking.request.command.claimId,
      want: { start: near.start, party: 2, channel: 'online' },
    } as const
    expect(
      codeOf(await node.run({ bookId: bookAt(1), by, requestId: randomUUID(), command: moved }, booked(near.start))),
    ).toBe('overlapping_booking')
    expect(
      codeOf(
        await node.run({ bookId: bookAt(1), by: staff, requestId: randomUUID(), command: moved }, booked(near.start), [
          by.key,
        ]),
      ),
    ).toBe('ok')
  })

  test('a hold that the book refuses is on no page afterwards', async () => {
    await using node = await startGuestNode(uri, randomUUID(), ['t1'])
    const [first, second] = [holdAt(bookAt(0), noon), holdAt(bookAt(0), noon)]
    expect(codeOf(await node.run(first.request, first.weight))).toBe('ok')
    expect(codeOf(await node.run(second.request, second.weight))).toBe('slot_unavailable')
    expect(await node.entriesOf(second.request.by.key)).toEqual([])
  })

  test('a confirmed hold makes room for another, and counts under the phone it was confirmed with', async () => {
    await using node = await startGuestNode(uri, randomUUID(), ['t1'])
    const by = guest()
    const phone = `phone:${randomUUID()}`
    const holds = [0, 4, 8].map((hours) => holdAt(bookAt(hours), noon + hours * hourMs, by))
    for (const { request, weight } of holds) expect(codeOf(await node.run(request, weight))).toBe('ok')
    const claimId = holds[0]?.request.command.claimId ?? ''
    const confirm = { bookId: bookAt(0), by, requestId: randomUUID(), command: { type: 'confirm', claimId } as const }
    expect(codeOf(await node.run(confirm, booked(noon), [by.key, phone]))).toBe('ok')
    await vi.waitFor(async () =>
      expect((await node.entriesOf(by.key)).filter(({ kind }) => kind === 'hold')).toHaveLength(2),
    )
    const fourth = holdAt(bookAt(12), noon + 12 * hourMs, by)
    expect(codeOf(await node.run(fourth.request, fourth.weight))).toBe('ok')
    const other = holdAt(bookAt(1), noon + hourMs)
    expect(codeOf(await node.run(other.request, other.weight, [other.request.by.key, phone]))).toBe(
      'overlapping_booking',
    )
    expect(await node.entriesOf(other.request.by.key)).toEqual([])
  })

  test('a request that comes again gets its first answer, also when the guest has reached the limit since', async () => {
    await using node = await startGuestNode(uri, randomUUID(), ['t1'])
    const by = guest()
    const first = holdAt(bookAt(0), noon, by)
    const answer = await node.run(first.request, first.weight)
    const { claimId } = first.request.command
    const release = {
      bookId: bookAt(0),
      by,
      requestId: randomUUID(),
      command: { type: 'release', claimId } as const,
      bodyHash: '',
    }
    expect((await node.lanes.submit(release)).ok).toBe(true)
    await node.ledger.end(bookAt(0), claimId)
    for (const hours of [4, 8, 12]) {
      const { request, weight } = holdAt(bookAt(hours), noon + hours * hourMs, by)
      expect(codeOf(await node.run(request, weight))).toBe('ok')
    }
    const again = holdAt(bookAt(0), noon, by, first.request.requestId)
    expect(await node.run(again.request, again.weight)).toEqual({ ...answer, replayed: true })
    expect(await node.entriesOf(by.key)).toHaveLength(3)
  })

  test('an entry that nothing came of is swept when its time is over, and one whose claim stands is settled', async () => {
    const times = { giveUpMs: 1_500, enterMs: 1_000, driftMs: 50 }
    await using node = await startGuestNode(uri, randomUUID(), ['t1'], { ledger: times })
    const by = guest()
    const stands = holdAt(bookAt(0), noon, by)
    expect(codeOf(await node.run(stands.request, stands.weight))).toBe('ok')
    const { bookId, requestId, command } = holdAt(bookAt(1), noon + 4 * hourMs, by).request
    const name = { bookId, requestId, actor: by.key }
    const lost = node.ledger.draft({
      name,
      claimId: command.claimId,
      weight: stands.weight,
      guestKeys: [by.key],
      limited: false,
      raises: false,
    })
    await node.ledger.enter(lost)
    expect(await node.ledger.sweep()).toBe(0)
    await vi.waitFor(async () => expect(await node.ledger.sweep()).toBeGreaterThan(0), {
      timeout: 15_000,
      interval: 20,
    })
    await vi.waitFor(async () => {
      await node.ledger.sweep()
      const entries = await node.entriesOf(by.key)
      expect(entries.map(({ version, giveUpAt }) => ({ version, giveUpAt }))).toEqual([{ version: 1, giveUpAt: null }])
    })
  })

  test('an entry comes onto no page after its time is over by the primary’s clock', async () => {
    await using node = await startGuestNode(uri, randomUUID(), ['t1'])
    const { request, weight } = holdAt(bookAt(0), noon)
    expect((await node.run(request, weight)).ok).toBe(true)
    const name = { bookId: request.bookId, requestId: randomUUID(), actor: request.by.key }
    const guestKey = request.by.key
    const late = node.ledger.draft({
      name,
      claimId: randomUUID(),
      weight,
      guestKeys: [guestKey],
      limited: false,
      raises: false,
      giveUpAt: Date.now() - 1,
    })
    expect(await node.store.enter([{ ...late, guestKey }])).toEqual([{ kind: 'missed' }])
  })
})
