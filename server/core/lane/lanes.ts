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

  const laneOf = (bookId: BookId): Lane => {
    const lane = lanes.get(bookId) ?? new Lane(new Writer(bookId, deps, limits), deps, limits)
    lanes.delete(bookId)
    if (lanes.size >= limits.lanes) dropIdle(lanes)
    lanes.set(bookId, lane)
    return lane
  }

  return {
    submit: async (request) => {
      if (closed) throw new LaneError('busy', 1_000)
      return laneOf(request.bookId).submit(request)
    },
    peek: (bookId) => lanes.get(bookId)?.writer.book ?? null,
    refresh: async (bookId, atLeast = Number.POSITIVE_INFINITY) => laneOf(bookId).writer.refresh(atLeast),
    close: async () => {
      closed = true
      await deps.probe?.at('K12.draining')
      await Promise.all([...lanes.values()].map((lane) => lane.drained()))
    },
  }
}

/** @throws LaneError if there is work in every lane */
function dropIdle(lanes: Map<BookId, Lane>): void {
  for (const [bookId, lane] of lanes) {
    if (lane.idle) return void lanes.delete(bookId)
  }
  throw new LaneError('busy', 1_000)
}
