import { isMovable, type Night, type Seating } from './night.ts'

/** Where and when two nights differ for whoever looks for a table: what was there before, and what is there now. */
export function changedSeatings(before: Night, after: Night): readonly Seating[] {
  const was = new Map(before.seatings.map((seating) => [seating.id, seating]))
  const changed: Seating[] = []
  for (const seating of after.seatings) {
    const former = was.get(seating.id)
    was.delete(seating.id)
    if (
      former !== undefined &&
      isMovable(former, before.now) === isMovable(seating, after.now) &&
      isSame(former, seating)
    ) {
      continue
    }
    changed.push(seating)
    if (former !== undefined) changed.push(former)
  }
  return [...changed, ...was.values()]
}

/** Compared by what they hold: a book read again has other objects but the same night. */
function isSame(a: Seating, b: Seating): boolean {
  if (a === b) return true
  const sameStay = a.start === b.start && a.end === b.end && a.party === b.party && a.counts === b.counts
  return sameStay && a.options === b.options && a.tables.join() === b.tables.join()
}
