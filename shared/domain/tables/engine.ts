import { type Room, roomOf } from './options.ts'
import type { TableSettings } from './settings.ts'
import { type Day, dayOf } from './slots.ts'

/** One settings version, made ready for one service date. */
export interface Engine {
  readonly settings: TableSettings
  readonly day: Day
  readonly room: Room
}

export function engineOf(settings: TableSettings, date: string): Engine {
  return { settings, day: dayOf(settings, date), room: roomOf(settings) }
}
