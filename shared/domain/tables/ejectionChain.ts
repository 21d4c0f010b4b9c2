import type { Board } from './board.ts'
import type { Seating } from './night.ts'
import type { Option } from './options.ts'

/**
 * Seats the waiting, moving at most `moves` others out of their way.
 *
 * Whoever has been placed stays, so each seating moves once. Any re-packing can be reached like this: whoever stands
 * where it places somebody is one that it moves too.
 *
 * @returns whether all are seated; if so they stand on the board, else the board is as it was
 */
export function seatAll(board: Board, waiting: readonly Seating[], moves: number): boolean {
  const [first, ...rest] = waiting
  if (first === undefined) return true
  board.look(first)
  for (const option of first.options) {
    if (!board.step()) return false
    const ejected = board.inTheWay(option.tables, first, moves)
    if (ejected !== null && seatAt(board, { seating: first, option, ejected, rest, moves })) return true
  }
  return false
}

interface Attempt {
  readonly seating: Seating
  readonly option: Option
  readonly ejected: readonly Seating[]
  readonly rest: readonly Seating[]
  readonly moves: number
}

function seatAt(board: Board, { seating, option, ejected, rest, moves }: Attempt): boolean {
  const before = board.mark()
  for (const other of ejected) board.lift(other)
  board.put(seating, option)
  if (seatAll(board, [...ejected, ...rest], moves - ejected.length)) return true
  board.rewind(before)
  return false
}
