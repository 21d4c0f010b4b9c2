import { performance } from 'node:perf_hooks'
import type { Claim, PlaceResult, Want } from '../../shared/domain/book/types.ts'
import { type Engine, engineOf } from '../../shared/domain/tables/engine.ts'
import { nightOf } from '../../shared/domain/tables/night.ts'
import { place } from '../../shared/domain/tables/place.ts'
import { completeUpToTables, repack } from '../../shared/domain/tables/repack.ts'
import { askingSeating } from '../../shared/domain/tables/seatParty.ts'
import type { TableSettings } from '../../shared/domain/tables/settings.ts'
import { type Plan, planReplay, type Visit } from '../replay/plan.ts'
import { readReservations } from '../replay/rows.ts'
import { storeSettings } from '../replay/storeRoom.ts'
import { percentile } from '../replay/tally.ts'
import { type Goal, printGoal } from './goals.ts'
import { spreadOf } from './rounds.ts'

/*
 * `npm run bench -- repack [reservations.csv[.gz]]`: every row of the file in the order of booking, decided by the rules
 * alone, in rooms as the replay has them but for 1.2 times the demand; with re-packing and without.
 */
const demand = 1.2
const given = '../shared/data/reservations/air_reserve_2016.csv.gz'
const hourMs = 3_600_000

interface Played {
  readonly covers: number
  /** Of each decision, in milliseconds, sorted. */
  readonly times: readonly number[]
  /** Refused in a room small enough for a complete search, which did not come to its end. */
  readonly unsure: number
}

function play({ visits, stores }: Plan, repacking: boolean): Played {
  const rooms = new Map(stores.map(({ storeId, peak }) => [storeId, storeSettings(peak, repacking, demand)]))
  const nights = new Map<string, readonly Claim[]>()
  const times: number[] = []
  let [covers, unsure] = [0, 0]
  for (const visit of visits) {
    const engine = engineOf(rooms.get(visit.storeId) as TableSettings, visit.date)
    const night = `${visit.storeId} ${visit.date}`
    const claims = nights.get(night) ?? []
    const want: Want = { start: visit.startsAt, party: visit.party, channel: 'online' }
    const now = visit.startsAt - 6 * hourMs
    const from = performance.now()
    const answer = place(engine, claims, want, now)
    times.push(performance.now() - from)
    if (!answer.ok) unsure += isUnsure(engine, claims, want, now) ? 1 : 0
    else {
      covers += visit.party
      nights.set(night, seated(claims, visit, answer))
    }
  }
  return { covers, unsure, times: times.sort((a, b) => a - b) }
}

function isUnsure(engine: Engine, claims: readonly Claim[], want: Want, now: number): boolean {
  if (!engine.settings.repacking || engine.room.size > completeUpToTables) return false
  return !repack(engine, nightOf(engine.room, claims, now), askingSeating(engine, want)).complete
}

function seated(
  claims: readonly Claim[],
  { line, party }: Visit,
  { placement }: Extract<PlaceResult, { ok: true }>,
): Claim[] {
  const { unitIds, start, end, terms, moves } = placement
  const moved = new Map(moves.map((move) => [move.claimId, move.unitIds]))
  const id = `c${line}`
  const state = { state: 'confirmed', expiresAt: null, channel: 'online', bundle: null, generation: 0 } as const
  const rest = { holder: id, reservationId: id, pinned: false, override: false, flagged: false }
  const others = claims.map((claim) => ({ ...claim, unitIds: moved.get(claim.id) ?? claim.unitIds }))
  return [...others, { id, unitIds, start, end, party, terms, ...state, ...rest }]
}

const rows = await readReservations(process.argv[3] ?? given)
const plan = planReplay(rows, { now: Date.now(), seed: 1 })
const [without, withIt] = [play(plan, false), play(plan, true)]
const p99 = percentile(withIt.times, 99)
console.log(
  `${rows.length} rows, rooms for 1/${demand} of the demand: ${without.covers} covers by smallest fit, ${withIt.covers} by re-packing`,
)
const goals: readonly Goal[] = [
  {
    what: 'refused without a search that came to its end',
    spread: spreadOf([withIt.unsure]),
    most: 0,
    unit: 'parties',
  },
  {
    what: 'covers gained by re-packing',
    spread: spreadOf([(withIt.covers / without.covers - 1) * 100]),
    least: 1.5,
    unit: '%',
    why: 'in rooms of up to twelve tables nobody was refused who could have been seated',
  },
  { what: 'p99 of a decision', spread: spreadOf([p99]), most: 5, unit: 'ms' },
]
for (const goal of goals) console.log(printGoal(goal))
