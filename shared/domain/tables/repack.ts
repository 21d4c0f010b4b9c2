import type { Guards, Instant } from '../book/types.ts'
import type { Span } from '../time/serviceDay.ts'
import { Board } from './board.ts'
import { seatAll } from './ejectionChain.ts'
import type { Engine } from './engine.ts'
import { isMovable, type Night, type Seating } from './night.ts'
import { type Plan, sweep } from './sweep.ts'
import { cannotFit } from './tableCount.ts'

/** Up to this many tables the search is complete; past it, chains of a few moves. */
export const completeUpToTables = 12
const chainSteps = 600
/** An end for what nobody foresaw: on real nights the hardest question took 24,000, most of them under a hundred. */
const sweepSteps = 500_000
const mostMoves = 3

export interface Repacking {
  /** Where the party and those who make room for it go; null: there is no room. */
  readonly plan: Plan | null
  /** The steps ran out on the way, though perhaps only those of a search that is not complete. */
  readonly exhausted: boolean
  /** Every way was tried, or was proven to be none. */
  readonly complete: boolean
  /** The answer holds while no claim that touches this time changes. */
  readonly read: Span
}

/** Looks for a place for the party by moving others within their promises, few if possible. Ends by steps, never by time. */
export function repack({ room }: Engine, night: Night, party: Seating): Repacking {
  if (cannotFit(night, party)) return { plan: null, exhausted: false, complete: true, read: party }
  const board = new Board(night, party, chainSteps)
  const chained = chain(board, party)
  const exhausted = board.stepsLeft <= 0
  if (chained !== null || room.size > completeUpToTables) {
    return { plan: chained, exhausted, complete: chained !== null, read: board.read }
  }
  board.stepsLeft = sweepSteps
  const plan = sweep(room, board, party)
  const complete = plan !== null || board.stepsLeft > 0
  return { plan, exhausted: exhausted || !complete, complete, read: board.read }
}

function chain(board: Board, party: Seating): Plan | null {
  for (let moves = 1; moves <= mostMoves; moves += 1) {
    if (seatAll(board, [party], moves)) return board.placed
  }
  return null
}

/**
 * Whoever was too late to move might have made room a moment ago; whoever moves must not be too late when it counts.
 * Where the steps ran out, any claim that locks may change how far they reach.
 */
export function repackGuards({ seatings, now }: Night, { plan, exhausted }: Repacking): Guards {
  let notBefore: Instant | null = null
  let before: Instant | null = null
  for (const seating of seatings) {
    if (seating.locksAt === null) continue
    if (!isMovable(seating, now)) notBefore = Math.max(notBefore ?? -Infinity, seating.locksAt)
    else if (exhausted || plan?.has(seating)) before = Math.min(before ?? Infinity, seating.locksAt)
  }
  return { notBefore, before }
}
