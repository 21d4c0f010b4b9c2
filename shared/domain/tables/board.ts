import type { Span } from '../time/serviceDay.ts'
import { isMovable, type Night, overlaps, type Seating } from './night.ts'
import type { Option } from './options.ts'
import type { Instant } from './settings.ts'

/**
 * The night with some seatings tentatively elsewhere.
 *
 * It remembers the time it looked at: while no claim that touches `read` changes, a search gives the same answer, which
 * is what lets the picker keep it. It also counts the search's steps; a step is one option tried.
 */
export class Board {
  readonly now: Instant
  readonly placed = new Map<Seating, Option>()
  readonly read: { start: Instant; end: Instant }
  stepsLeft: number
  readonly #byTable: (readonly Seating[])[]
  readonly #undo: (() => void)[] = []

  constructor(night: Night, read: Span, steps: number) {
    this.now = night.now
    this.read = { start: read.start, end: read.end }
    this.stepsLeft = steps
    this.#byTable = [...night.byTable]
  }

  /** @returns false if there is none left */
  step(): boolean {
    if (this.stepsLeft <= 0) return false
    this.stepsLeft -= 1
    return true
  }

  /** Widens the time looked at. */
  look(time: Span): void {
    if (time.start < this.read.start) this.read.start = time.start
    if (time.end > this.read.end) this.read.end = time.end
  }

  at(table: number): readonly Seating[] {
    return this.#byTable[table] ?? []
  }

  /** Who would have to give way at these tables; null if one of them may not, or if they are more than `most`. */
  inTheWay(tables: readonly number[], seating: Seating, most: number): Seating[] | null {
    const found: Seating[] = []
    for (const table of tables) {
      for (const other of this.at(table)) {
        if (!overlaps(other, seating) || found.includes(other)) continue
        if (found.length === most || this.placed.has(other) || !isMovable(other, this.now)) return null
        found.push(other)
      }
    }
    return found
  }

  put(seating: Seating, option: Option): void {
    this.placed.set(seating, option)
    this.#undo.push(() => this.placed.delete(seating))
    for (const table of option.tables) this.#set(table, [...this.at(table), seating])
  }

  lift(seating: Seating): void {
    for (const table of seating.tables) {
      this.#set(
        table,
        this.at(table).filter((other) => other !== seating),
      )
    }
  }

  /** A point to `rewind` to. */
  mark(): number {
    return this.#undo.length
  }

  rewind(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()?.()
  }

  #set(table: number, seatings: readonly Seating[]): void {
    const was = this.at(table)
    this.#undo.push(() => (this.#byTable[table] = was))
    this.#byTable[table] = seatings
  }
}
