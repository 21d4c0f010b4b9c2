import { expect, test } from 'vitest'
import type { BrokenRule } from '../../server/core/lane/ports.ts'
import { seoul } from '../support/venue.ts'
import { startCrowd } from './crowd.ts'
import { type Drill, startDrill } from './drill.ts'

/** One guest who wants four tables at once, from both nodes. */
async function wantFour(drill: Drill): Promise<void> {
  const one = drill.newCaller(0)
  const two = drill.newCaller(1, one.person)
  const wanted = drill.dates.flatMap((date) =>
    ['18:00', '21:00'].map((time) => ({ date, startsAt: seoul(date, time) })),
  )
  const hold = ({ date, startsAt }: { date: string; startsAt: string }, index: number) =>
    (index % 2 === 0 ? one : two).call(
      'hold.create',
      { venueId: drill.venueId, date, startsAt, party: 1 },
      { untilMs: 0 },
    )
  await Promise.all(wanted.map(hold))
  for (const caller of [one, two]) caller.close()
}

/** Guests on two nodes, some of them greedy, and watchers on both. */
async function play(breaks: readonly BrokenRule[], restMs: number): Promise<readonly string[]> {
  await using drill = await startDrill({ nodes: 2, members: 1, worker: true, breaks })
  await Promise.all(Array.from({ length: 2 }, () => wantFour(drill)))
  const crowd = startCrowd(drill, 4)
  await expect.poll(() => crowd.confirmed, { timeout: 60_000 }).toBeGreaterThan(5)
  await crowd.stop()
  const { verdicts } = await drill.judge({}, restMs)
  return verdicts.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id)
}

test('the judge finds nothing in a hub that keeps its rules', { timeout: 180_000 }, async () => {
  expect(await play([], 60_000)).toEqual([])
})

test('the same play in a hub that breaks them turns each of their judges red', { timeout: 180_000 }, async () => {
  const broken = await play(['no-relay', 'no-ledger'], 2_000)
  // I7: events stay in the books. I18: nobody counts a guest's holds.
  expect(broken).toEqual(expect.arrayContaining(['I7', 'I18']))
})
