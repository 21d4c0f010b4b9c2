import { randomUUID } from 'node:crypto'
import { describe, expect, inject, test, vi } from 'vitest'
import { changeDate, type DateChange } from '../../server/core/bundle/changeDate.ts'
import { finishBundle, sweepBundles } from '../../server/core/bundle/finish.ts'
import { bookIdOf } from '../../server/core/lane/bookId.ts'
import type { LaneRequest } from '../../server/core/lane/ports.ts'
import { toyWant } from '../support/model/toyRules.ts'
import { booked, bookingAt, type GuestNode, guest, holdAt, hourMs, noon, startGuestNode } from './ledgerKit.ts'

const uri = inject('mongoUri')
const today = bookIdOf('venue', '2031-01-01')
const later = bookIdOf('venue', '2031-01-02')
const dinner = noon + 30 * hourMs
const units = ['t1', 't2']

/** A guest with a booking of today, and the change that takes it to the next day. */
async function bookedGuest(node: GuestNode) {
  const by = guest()
  const { request, weight } = bookingAt(today, noon, by.key)
  expect((await node.run(request, weight, [by.key])).ok).toBe(true)
  const { claimId, reservationId } = request.command
  const change: DateChange = {
    by,
    requestId: randomUUID(),
    bodyHash: 'body',
    reservationId,
    holder: by.key,
    from: { bookId: today, claimId, state: 'confirmed', generation: 0 },
    to: { bookId: later, want: toyWant(dinner) },
    guestKeys: [by.key],
    weight: booked(dinner),
    limited: true,
  }
  return { by, change, claimId, reservationId }
}

/** Where the reservation stands as booked, marks and all left out. */
async function placesOf(node: GuestNode, reservationId: string): Promise<readonly string[]> {
  const claims = [...(await node.claimsIn(today)), ...(await node.claimsIn(later))]
  expect(claims.filter(({ bundle }) => bundle !== null)).toEqual([])
  const own = await Promise.all(
    [today, later].map(async (bookId) =>
      (await node.claimsIn(bookId)).flatMap((claim) =>
        claim.reservationId === reservationId ? [`${bookId} ${claim.state}`] : [],
      ),
    ),
  )
  return own.flat()
}

describe('a change of date on a real replica set', () => {
  test('takes the booking to its new book, its state and its guest’s page with it, and says the same when asked again', async () => {
    await using node = await startGuestNode(uri, randomUUID(), units)
    const { by, change, reservationId } = await bookedGuest(node)
    const answer = await node.change(change)
    expect(answer).toMatchObject({
      ok: true,
      replayed: false,
      place: { bookId: later },
      claim: { reservationId, state: 'confirmed', start: dinner, bundle: null, expiresAt: null, generation: 1 },
    })
    expect(await placesOf(node, reservationId)).toEqual([`${later} confirmed`])
    expect(await node.bundles.newestOf(reservationId)).toEqual(answer.ok && answer.place)
    await vi.waitFor(async () => expect((await node.entriesOf(by.key)).map(({ start }) => start)).toEqual([dinner]))
    expect(await node.change(change)).toEqual({ ...answer, replayed: true })
    expect(await node.change({ ...change, bodyHash: 'other' })).toEqual({
      ok: false,
      refusal: { code: 'request_id_reused' },
    })
    expect(await placesOf(node, reservationId)).toEqual([`${later} confirmed`])
  })

  test('leaves the old booking untouched where the new book has no place, and says so again', async () => {
    await using node = await startGuestNode(uri, randomUUID(), units)
    const { by, change, reservationId } = await bookedGuest(node)
    for (const _ of units) {
      const taken = bookingAt(later, dinner, guest().key)
      await node.run(taken.request, taken.weight, [])
    }
    const before = await node.claimsIn(today)
    const refused = { ok: false, refusal: { code: 'slot_unavailable', reason: 'taken' } }
    expect(await node.change(change)).toEqual(refused)
    expect(await node.change(change)).toEqual(refused)
    expect(await node.claimsIn(today)).toEqual(before)
    expect(await placesOf(node, reservationId)).toEqual([`${today} confirmed`])
    expect((await node.entriesOf(by.key)).map(({ start }) => start)).toEqual([noon])
  })

  test('is refused by another booking near the new time, and not by the one it moves', async () => {
    await using node = await startGuestNode(uri, randomUUID(), units)
    const { by, change, reservationId } = await bookedGuest(node)
    const near = { ...change, to: { bookId: later, want: toyWant(noon + hourMs) }, weight: booked(noon + hourMs) }
    const moved = await node.change(near)
    expect(moved.ok).toBe(true)
    const other = holdAt(bookIdOf('other', '2031-01-02'), dinner + hourMs, by)
    expect((await node.run(other.request, other.weight)).ok).toBe(true)
    const from = moved.ok ? { ...change.from, ...moved.place } : change.from
    const again = { ...change, requestId: randomUUID(), from, to: { bookId: today, want: toyWant(dinner) } }
    expect(await node.change(again)).toEqual({ ok: false, refusal: { code: 'overlapping_booking' } })
    expect(await placesOf(node, reservationId)).toEqual([`${later} confirmed`])
  })

  test('takes over a hold of the guest’s own, with its place', async () => {
    await using node = await startGuestNode(uri, randomUUID(), ['t1'])
    const { by, change, reservationId } = await bookedGuest(node)
    const { request, weight } = holdAt(later, dinner, by)
    expect((await node.run(request, weight)).ok).toBe(true)
    expect((await node.change({ ...change, takeOver: request.command.claimId })).ok).toBe(true)
    expect(await placesOf(node, reservationId)).toEqual([`${later} confirmed`])
    expect(await node.claimsIn(later)).toHaveLength(1)
  })

  test('raced by a cancellation: either it is moved, or it is cancelled; never both, never neither', async () => {
    const db = randomUUID()
    await using a = await startGuestNode(uri, db, ['t1'])
    await using b = await startGuestNode(uri, db, ['t1'])
    const outcomes = new Set<string>()
    for (let round = 0; round < 24; round += 1) {
      const { by, change, claimId, reservationId } = await bookedGuest(a)
      const cancel = {
        bookId: today,
        by,
        requestId: randomUUID(),
        bodyHash: '',
        command: { type: 'cancel', claimId } as const,
      }
      const wait = new Promise((resolve) => setTimeout(resolve, (round * round) / 2))
      const [moved, cancelled] = await Promise.all([a.change(change), wait.then(() => b.lanes.submit(cancel))])
      const places = await placesOf(a, reservationId)
      if (moved.ok) {
        expect(cancelled).toMatchObject({ ok: false })
        expect(places).toEqual([`${later} confirmed`])
        const end = {
          bookId: later,
          by,
          requestId: randomUUID(),
          bodyHash: '',
          command: { type: 'cancel', claimId: moved.place.claimId } as const,
        }
        expect((await a.lanes.submit(end)).ok).toBe(true)
      } else if (cancelled.ok) {
        expect(places).toEqual([])
      } else {
        // The cancellation met an open bundle that was then decided; it is asked again.
        expect(cancelled.refusal.code).toBe('bundle_open')
      }
      outcomes.add(moved.ok ? 'moved' : 'cancelled')
    }
    expect(outcomes).toEqual(new Set(['moved', 'cancelled']))
  })

  test('whose node dies between any two steps is wholly done or wholly undone by whoever sweeps', async () => {
    // Longer than all steps take on a busy machine: else the last ones are late, and undone.
    const bundle = { openMs: 1500, driftMs: 30 }
    const outcomes: string[] = []
    for (let step = 0; step < 9; step += 1) {
      await using node = await startGuestNode(uri, randomUUID(), units, { bundle })
      const { change, reservationId } = await bookedGuest(node)
      const { parts, died } = dyingAt(step, node)
      await Promise.race([changeDate(parts, change), died])
      await vi.waitFor(
        async () => {
          await sweepBundles(node.parts)
          expect(await openIn(node)).toBe(0)
        },
        { timeout: 10_000, interval: 30 },
      )
      const places = await placesOf(node, reservationId)
      expect(places).toHaveLength(1)
      outcomes.push(places[0] === `${later} confirmed` ? 'moved' : 'stayed')
    }
    expect(outcomes.filter((outcome, i) => outcome !== outcomes[i - 1])).toEqual(['stayed', 'moved'])
  })

  test('cannot commit past its deadline, and one that is over stays as it was decided', async () => {
    await using node = await startGuestNode(uri, randomUUID(), units)
    const place = { bookId: today, claimId: 'c' }
    const made = { id: randomUUID(), bodyHash: 'b', reservationId: 'r', from: place, to: { ...place, bookId: later } }
    const first = await node.bundles.open(made, -1)
    expect(first).toMatchObject({ ...made, state: 'open', refusal: null, arrived: null })
    expect(await node.bundles.open({ ...made, bodyHash: 'other' }, 1_000)).toEqual(first)
    const [claim] = [{ ...(await anyClaim(node)) }]
    expect((await node.bundles.commit(made.id, { claim, version: 1 })).state).toBe('open')
    expect(await node.bundles.abortIfLate(made.id)).toMatchObject({ state: 'aborted' })
    expect(await node.bundles.abort(made.id, { code: 'not_found' })).toMatchObject({ state: 'aborted', refusal: null })
    const inTime = { ...made, id: randomUUID() }
    await node.bundles.open(inTime, 60_000)
    expect(await node.bundles.abortIfLate(inTime.id)).toMatchObject({ state: 'open' })
    expect(await node.bundles.commit(inTime.id, { claim, version: 1 })).toMatchObject({
      state: 'committed',
      arrived: { claim, version: 1 },
    })
    expect(await node.bundles.abort(inTime.id, null)).toMatchObject({ state: 'committed' })
    expect(await finishBundle(node.parts, inTime.id)).toBe('committed')
  })
})

async function openIn(node: GuestNode): Promise<number> {
  return node.ledgers.db.collection('bundles').countDocuments({ unfinished: true })
}

async function anyClaim(node: GuestNode) {
  const { change } = await bookedGuest(node)
  const [claim] = await node.claimsIn(change.from.bookId)
  if (claim === undefined) throw new Error('a booking leaves a claim')
  return claim
}

/** The node takes no step after this one: what it waits for never comes. */
function dyingAt(step: number, { parts }: GuestNode): { parts: GuestNode['parts']; died: Promise<void> } {
  let [done, die] = [0, () => {}]
  const died = new Promise<void>((resolve) => {
    die = resolve
  })
  const alive = <A extends unknown[], R>(act: (...args: A) => Promise<R>) => {
    return (...args: A): Promise<R> => {
      done += 1
      if (done <= step) return act(...args)
      die()
      return new Promise<R>(() => {})
    }
  }
  const { open, commit, finish } = parts.bundles
  const dying = {
    ...parts,
    ledger: { ...parts.ledger, enter: alive(parts.ledger.enter) },
    lanes: { submit: alive((request: LaneRequest) => parts.lanes.submit(request)) },
    bundles: { ...parts.bundles, open: alive(open), commit: alive(commit), finish: alive(finish) },
  }
  return { parts: dying, died }
}
