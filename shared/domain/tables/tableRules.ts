import type { Instant, Reason, Rules } from '../book/types.ts'
import { conflicts } from './conflicts.ts'
import { type Engine, engineOf } from './engine.ts'
import { place } from './place.ts'
import type { TableSettings } from './settings.ts'

function admits({ day, room }: Engine, unitIds: readonly string[], start: Instant, end: Instant): Reason | null {
  if (unitIds.length === 0 || unitIds.some((id) => !room.indexOf.has(id))) return 'unknown_unit'
  if (start < day.bounds.start || start >= end) return 'outside_service'
  return end > day.bounds.end ? 'past_day_boundary' : null
}

/** What tables add to the book, for one settings version and service date. */
export function tableRules(settings: TableSettings, date: string): Rules {
  const engine = engineOf(settings, date)
  return {
    settingsVersion: settings.version,
    place: (claims, want, now) => place(engine, claims, want, now),
    admits: (unitIds, start, end) => admits(engine, unitIds, start, end),
    conflicts: (claims) => conflicts(engine, claims),
  }
}
