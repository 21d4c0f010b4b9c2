import type { TableSettings } from '../../../shared/domain/tables/settings.ts'

/** People these tables seat: what a combination says of itself, else the sum; a table that is unknown seats nobody. */
export function seatsOf(settings: TableSettings, unitIds: readonly string[]): number {
  const asked = [...unitIds].sort().join()
  const combined = settings.combinations.filter(({ tableIds }) => [...tableIds].sort().join() === asked)
  if (unitIds.length > 1 && combined.length > 0) return Math.max(...combined.map(({ maxParty }) => maxParty))
  const seats = unitIds.map((unitId) => settings.tables.find(({ id }) => id === unitId)?.maxParty ?? 0)
  return seats.reduce((sum, one) => sum + one, 0)
}
