import type { VenueToSave } from '../../server/core/commands/saveVenue.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { TableSettings } from '../../shared/domain/tables/settings.ts'

export type VenueOverrides = Partial<Omit<VenueToSave, 'settings'>> & { readonly settings?: Partial<TableSettings> }

const dinner = {
  id: 'dinner',
  name: 'Dinner',
  opens: '18:00',
  lastSeating: '21:00',
  slotMinutes: 30,
  pacing: {
    intervalMinutes: 30,
    maxParties: null,
    maxCovers: null,
    maxOnlineParties: null,
    maxOnlineCovers: null,
    maxPresentCovers: null,
  },
}

/** A small room in a zone without daylight saving: two tables for two, one for four, dinner every day, no limits but the tables. */
export function buildVenue({ settings, ...overrides }: VenueOverrides = {}): VenueToSave {
  return {
    venueId: newId(),
    name: 'Test',
    city: 'Seoul',
    cuisine: 'Test kitchen',
    ...overrides,
    settings: {
      version: 1,
      zone: 'Asia/Seoul',
      dayBoundary: '05:00',
      tables: [
        { id: 'T1', minParty: 1, maxParty: 2, area: 'room', channel: 'online' },
        { id: 'T2', minParty: 1, maxParty: 2, area: 'room', channel: 'online' },
        { id: 'T3', minParty: 1, maxParty: 4, area: 'room', channel: 'online' },
      ],
      combinations: [],
      weekly: Array.from({ length: 7 }, () => [dinner]),
      exceptions: [],
      turnTimes: [{ upTo: 100, minutes: 120 }],
      minParty: 1,
      maxParty: 20,
      oversizeCap: null,
      bookingWindowDays: null,
      leadMinutes: 0,
      holdMs: 60_000,
      repacking: true,
      ...settings,
    },
  }
}

/** A room of a single table for two. */
export const oneTable: TableSettings['tables'] = [
  { id: 'T1', minParty: 1, maxParty: 2, area: 'room', channel: 'online' },
]

/** A service date so many days from now: far enough that no slot of it has gone by. */
export function dateAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** Wall clock in Seoul, which has no daylight saving, as an instant in UTC. */
export function seoul(date: string, time: string): string {
  return new Date(`${date}T${time}:00+09:00`).toISOString()
}
