import { setTimeout as sleep } from 'node:timers/promises'
import { createPace, mostClients } from './pace.ts'
import type { Plan } from './plan.ts'
import { playVisit, type Stage } from './playVisit.ts'
import { holdMs, venueIdOf } from './storeRoom.ts'
import type { Tally } from './tally.ts'

const sayEachMs = 10_000

export interface PlayOptions {
  /** So many times faster than the rows were made; infinite: as fast as they are answered. */
  readonly speed: number
  readonly say: (line: string) => void
}

/** Every row in the order of booking, each in both rooms of its store at the same time. */
export async function playAll(
  stage: Stage,
  { visits }: Plan,
  tallies: readonly Tally[],
  { speed, say }: PlayOptions,
): Promise<void> {
  const waiting = visits.values()
  const pace = createPace(holdMs / 3)
  const begun = performance.now()
  const firstAt = visits[0]?.bookedAt ?? 0
  let [begunRows, doneRows, lastSaid] = [0, 0, begun]

  async function client(_: unknown, index: number): Promise<void> {
    while (begunRows < visits.length) {
      if (!pace.allows(index)) {
        await sleep(20)
        continue
      }
      begunRows += 1
      const { value: visit } = waiting.next()
      if (visit === undefined) return
      const early = (visit.bookedAt - firstAt) / speed - (performance.now() - begun)
      if (early > 0) await sleep(early)
      const rooms = tallies.map((tally) => ({ tally, venueId: venueIdOf(visit.storeId, tally.repacking) }))
      const took = await Promise.all(rooms.map((room) => playVisit(stage, visit, room)))
      pace.took(Math.max(...took))
      doneRows += 1
      tell()
    }
  }

  function tell(): void {
    const now = performance.now()
    if (now - lastSaid < sayEachMs) return
    lastSaid = now
    const seconds = (now - begun) / 1000
    say(`${doneRows} of ${visits.length} rows, ${seconds.toFixed(0)} s, ${(doneRows / seconds).toFixed(0)} rows/s`)
  }

  await Promise.all(Array.from({ length: mostClients }, client))
}
