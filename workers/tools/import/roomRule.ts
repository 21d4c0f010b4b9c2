import type { Combination, Service, Table, TableSettings } from '../../../shared/domain/tables/settings.ts'
import type { RestaurantRow } from './restaurantRow.ts'

export const roomRule = [
  'Room: 32 seats where the price has four signs, 8 more for each sign less, as tables for 2, 2, 4, 4 and 6 over and',
  '  over; two neighbours combine where that seats more than either. Counter dining adds three places for 2 at a',
  '  counter, a terrace two tables for 4 that the house gives out itself.',
  'Hours: dinner Tuesday to Saturday 18:00 to 21:00, lunch Thursday to Sunday 12:00 to 13:30, every 30 minutes, with',
  '  10 covers per 15 minutes arriving. Guests book up to 60 days ahead and at least an hour before.',
  'Stays: 90 minutes up to 2 people, 105 up to 4, 120 above. The day begins at 05:00.',
].join('\n')

const sizes = [2, 2, 4, 4, 6] as const

/** Tables and hours of a restaurant of which only a directory entry is known. `roomRule` says it in words. */
export function settingsOf(row: Pick<RestaurantRow, 'Price' | 'FacilitiesAndServices'>, zone: string): TableSettings {
  const room = diningRoom(32 + 8 * (4 - [...row.Price].length))
  const has = (facility: string): boolean => row.FacilitiesAndServices.includes(facility)
  const counter = has('Counter dining') ? tablesOf('c', [2, 2, 2], 'counter') : []
  const terrace = has('Terrace') ? tablesOf('o', [4, 4], 'terrace') : []
  return {
    version: 1,
    zone,
    dayBoundary: '05:00',
    tables: [...room, ...counter, ...terrace.map((table): Table => ({ ...table, channel: 'in_house' }))],
    combinations: neighbours(room),
    weekly: [[], [dinner], [dinner], [lunch, dinner], [lunch, dinner], [lunch, dinner], [lunch]],
    exceptions: [],
    turnTimes: [
      { upTo: 2, minutes: 90 },
      { upTo: 4, minutes: 105 },
      { upTo: 6, minutes: 120 },
    ],
    minParty: 1,
    maxParty: 8,
    oversizeCap: 3,
    bookingWindowDays: 60,
    leadMinutes: 60,
    holdMs: 300_000,
    repacking: true,
  }
}

function diningRoom(seats: number): readonly Table[] {
  const chosen: number[] = []
  for (let left = seats; left > 0; left -= chosen.at(-1) ?? 0) chosen.push(sizes[chosen.length % sizes.length] ?? 2)
  return tablesOf('t', chosen, 'room')
}

function tablesOf(prefix: string, seats: readonly number[], area: string): readonly Table[] {
  return seats.map((maxParty, index) => ({
    id: `${prefix}${index + 1}`,
    minParty: Math.max(1, maxParty - 3),
    maxParty,
    area,
    channel: 'online',
  }))
}

function neighbours(tables: readonly Table[]): readonly Combination[] {
  return tables.slice(1).map((right, index) => {
    const left = tables[index] ?? right
    const minParty = Math.max(left.maxParty, right.maxParty) + 1
    return {
      id: `${left.id}-${right.id}`,
      tableIds: [left.id, right.id],
      minParty,
      maxParty: left.maxParty + right.maxParty,
    }
  })
}

const pacing = {
  intervalMinutes: 15,
  maxParties: null,
  maxCovers: 10,
  maxOnlineParties: null,
  maxOnlineCovers: null,
  maxPresentCovers: null,
}

const lunch: Service = { id: 'lunch', name: 'Lunch', opens: '12:00', lastSeating: '13:30', slotMinutes: 30, pacing }
const dinner: Service = { id: 'dinner', name: 'Dinner', opens: '18:00', lastSeating: '21:00', slotMinutes: 30, pacing }
