import type { Span } from '../time/serviceDay.ts'
import type { Night, Seating } from './night.ts'
import { overlaps } from './night.ts'
import type { Option } from './options.ts'

/** For each table, whether nobody keeps it during the stay. */
export function freeTables(night: Night, stay: Span, except?: (seating: Seating) => boolean): readonly boolean[] {
  return night.byTable.map((seatings) => {
    for (const it of seatings) if (overlaps(it, stay) && !except?.(it)) return false
    return true
  })
}

/** The best place that is free as things stand. */
export function firstFree<T extends Pick<Option, 'tables'>>(
  options: readonly T[],
  free: readonly boolean[],
): T | undefined {
  return options.find((option) => option.tables.every((table) => free[table]))
}

/** How many such parties could be seated side by side, best fit first; counts no further than `most`. */
export function countFree(options: readonly Option[], free: readonly boolean[], most: number): number {
  let taken: readonly number[] = []
  let count = 0
  for (const { tables } of options) {
    if (count === most) break
    if (!areFree(tables, free, taken)) continue
    taken = count === 0 ? tables : [...taken, ...tables]
    count += 1
  }
  return count
}

function areFree(tables: readonly number[], free: readonly boolean[], taken: readonly number[]): boolean {
  for (const table of tables) if (!free[table] || taken.includes(table)) return false
  return true
}
