import type { Book } from '../../../shared/domain/book/types.ts'
import { Lane } from './lane.ts'
import { LaneError } from './laneError.ts'
import { defaultLimits } from './limits.ts'
import type { BookId, LaneAnswer, LaneDeps, LaneRequest } from './ports.ts'
import { Writer } from './writer.ts'

/** The lanes of a node: one for each book it writes. */
export interface Lanes {
  /**
   * Decides and commits one command.
   *
   * @throws LaneError `busy`: nothing happened. `outcome_unknown`: it may have; the same requestId finds out.
   */
  submit(request: LaneRequest): Promise<LaneAnswer>
  /** This node's copy, without reading: for dry runs. Not necessarily the newest. */
  peek(bookId: BookId): Book | null
  /** The copy, or else what a read tells that others may share: for dry runs too. Null: there is no such book. */
  atHand(bookId: BookId): Promise<Book | null>
  /** The book in that version or a newer one, from the copy if it will do. @default atLeast: always read */
  refresh(bookId: BookId, atLeast?: number): Promise<Book | null>
  /** Takes no more commands, and resolves when those under way have their answers. */
  close(): Promise<void>
}

export function createLanes(deps: LaneDeps): Lanes {
  const limits = { ...defaultLimits, ...deps.limits }
  /** In the order of their last use. */
  const lanes = new Map<BookId, Lane>()
  let closed = false

  const newLane = (bookId: BookId) => new Lane(new Writer(bookId, deps, limits), deps, limits)
  /** Null: there is work in every lane, and no room for another. */
  const laneOf = (bookId: BookId): Lane | null => {
    const lane = lanes.get(bookId)
    if (lane === undefined && lanes.size >= limits.lanes && !dropIdle(lanes)) return null
    const used = lane ?? newLane(bookId)
    lanes.delete(bookId)
    lanes.set(bookId, used)
    return used
  }

  /** A reader's lane counts among the others only if there is room. */
  const readerOf = (bookId: BookId): Writer => (laneOf(bookId) ?? newLane(bookId)).writer

  return {
    submit: async (request) => {
      const lane = closed ? null : laneOf(request.bookId)
      if (lane === null) throw new LaneError('busy', 1_000)
      return lane.submit(request)
    },
    peek: (bookId) => lanes.get(bookId)?.writer.book ?? null,
    atHand: (bookId) => readerOf(bookId).atHand(),
    refresh: (bookId, atLeast = Number.POSITIVE_INFINITY) => readerOf(bookId).refresh(atLeast),
    close: async () => {
      closed = true
      await deps.probe?.at('K12.draining')
      await Promise.all([...lanes.values()].map((lane) => lane.drained()))
    },
  }
}

function dropIdle(lanes: Map<BookId, Lane>): boolean {
  for (const [bookId, lane] of lanes) {
    if (lane.idle) return lanes.delete(bookId)
  }
  return false
}
