import { expect, test } from 'vitest'
import type { BrokenRule } from '../../server/core/lane/ports.ts'
import { seoul } from '../support/venue.ts'
import { startCrowd } from './crowd.ts'
import { comeDoubled } from './doubled.ts'
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

/** One guest whose every command goes to both nodes at once. */
async function doubleAll(drill: Drill): Promise<void> {
  for (let number = 0; number < 12; number++) await comeDoubled(drill, number)
}

/** The last word on each night is spoken at the node that its watcher is not connected to. */
async function closeTables(drill: Drill): Promise<void> {
  const host = drill.cluster.person({ role: 'host', venueId: drill.venueId })
  for (const [watchedAt, date] of drill.dates.entries()) {
    const caller = drill.newCaller(watchedAt + 1, host)
    const block = { venueId: drill.venueId, date, startsAt: seoul(date, '18:00'), endsAt: seoul(date, '20:00') }
    for (let n = 0; n < 12; n++) await caller.call('block.create', { ...block, tableIds: [`T${n}`] })
    caller.close()
  }
}

/** Guests on two nodes, some of them greedy, some in doubt whether they were heard, and watchers on both. */
async function play(breaks: readonly BrokenRule[]): Promise<readonly string[]> {
  await using drill = await startDrill({ nodes: 2, members: 1, worker: true, breaks })
  await Promise.all([doubleAll(drill), ...Array.from({ length: 2 }, () => wantFour(drill))])
  const crowd = startCrowd(drill, 4)
  await expect.poll(() => crowd.answered, { timeout: 60_000 }).toBeGreaterThan(40)
  await crowd.stop()
  await closeTables(drill)
  const { verdicts } = await drill.judge({}, 2_000)
  return verdicts.filter(({ outcome }) => outcome === 'broken').map(({ id }) => id)
}

interface Control {
  readonly breaks: readonly BrokenRule[]
  readonly red: readonly string[]
  readonly what: string
}

const controls: readonly Control[] = [
  { breaks: ['no-relay', 'no-ledger'], red: ['I7', 'I18'], what: 'nothing leaves the books and nobody counts' },
  { breaks: ['no-edges', 'skip-audit'], red: ['I19', 'I20'], what: 'who confirms sits at once and nobody is named' },
  { breaks: ['skip-cas'], red: ['I6'], what: 'what was decided on an old copy is written' },
  { breaks: ['ack-before-majority'], red: ['I2'], what: 'answers leave before anything is written' },
  { breaks: ['ignore-opid-on-retry'], red: ['I4'], what: 'what was answered before is not found' },
  { breaks: ['drop-events', 'no-beacon'], red: ['I8'], what: 'nobody hears of the other node' },
]

// That the judge finds nothing in a hub that keeps its rules, each of the other drills says.
test.each(controls)('where $what, the same play turns $red red', { timeout: 180_000 }, async ({ breaks, red }) => {
  expect(await play(breaks)).toEqual(expect.arrayContaining([...red]))
})
