import { isZone } from '../time/isZone.ts'
import { wallMinutes } from '../time/serviceDay.ts'
import type { TableSettings } from './settings.ts'

export interface SettingsProblem {
  readonly path: string
  readonly message: string
}

/** What no schema sees: names that point nowhere, limits that contradict each other. Empty when the settings can be decided under. */
export function settingsProblems(settings: TableSettings): SettingsProblem[] {
  return [
    ...tableProblems(settings),
    ...combinationProblems(settings),
    ...serviceProblems(settings),
    ...rangeProblems(settings),
  ]
}

function tableProblems({ tables }: TableSettings): SettingsProblem[] {
  const ids = tables.map((table) => table.id)
  return tables.flatMap((table, i) => [
    ...(ids.indexOf(table.id) === i ? [] : [{ path: `tables.${i}.id`, message: 'Another table has this id' }]),
    ...(table.minParty <= table.maxParty ? [] : [{ path: `tables.${i}.minParty`, message: 'Larger than maxParty' }]),
  ])
}

function combinationProblems({ tables, combinations }: TableSettings): SettingsProblem[] {
  const known = new Set(tables.map((table) => table.id))
  const ids = combinations.map(({ id }) => id)
  return combinations.flatMap(({ id, tableIds, minParty, maxParty }, i) => [
    ...(ids.indexOf(id) === i && !known.has(id)
      ? []
      : [{ path: `combinations.${i}.id`, message: 'Another table or combination has this id' }]),
    ...(tableIds.every((id) => known.has(id))
      ? []
      : [{ path: `combinations.${i}.tableIds`, message: 'Names a table that is not there' }]),
    ...(new Set(tableIds).size === tableIds.length
      ? []
      : [{ path: `combinations.${i}.tableIds`, message: 'Names a table twice' }]),
    ...(minParty <= maxParty ? [] : [{ path: `combinations.${i}.minParty`, message: 'Larger than maxParty' }]),
  ])
}

function serviceProblems({ weekly, exceptions, dayBoundary }: TableSettings): SettingsProblem[] {
  const days = [
    ...weekly.map((services, i) => ({ services, path: `weekly.${i}` })),
    ...exceptions.map(({ services }, i) => ({ services, path: `exceptions.${i}.services` })),
  ]
  const first = wallMinutes(dayBoundary)
  return days.flatMap(({ services, path }) =>
    services.flatMap(({ opens, lastSeating }, i) => [
      ...(wallMinutes(opens) <= wallMinutes(lastSeating)
        ? []
        : [{ path: `${path}.${i}.opens`, message: 'After the last seating' }]),
      ...(wallMinutes(opens) >= first ? [] : [{ path: `${path}.${i}.opens`, message: 'Before the day boundary' }]),
      ...(wallMinutes(lastSeating) < first + 24 * 60
        ? []
        : [{ path: `${path}.${i}.lastSeating`, message: 'After the next day boundary' }]),
    ]),
  )
}

function rangeProblems({ minParty, maxParty, turnTimes, zone, dayBoundary }: TableSettings): SettingsProblem[] {
  const rising = turnTimes.every(({ upTo }, i) => i === 0 || upTo > (turnTimes[i - 1]?.upTo ?? 0))
  return [
    ...(minParty <= maxParty ? [] : [{ path: 'minParty', message: 'Larger than maxParty' }]),
    ...(rising ? [] : [{ path: 'turnTimes', message: 'Party sizes must rise' }]),
    ...(isZone(zone) ? [] : [{ path: 'zone', message: 'Not a time zone' }]),
    ...(wallMinutes(dayBoundary) < 24 * 60 ? [] : [{ path: 'dayBoundary', message: 'Not a time of the day itself' }]),
  ]
}
