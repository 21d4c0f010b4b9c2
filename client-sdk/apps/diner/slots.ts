import type { FeedEntry } from '../../src/index.ts'

export type Slot = FeedEntry<'availability'>
/** The letters of the feed, and `mine`: held or booked by the reader. */
export type SlotState = 'o' | 'f' | 'x' | 'c' | 'mine'

/** What a slot is to a party of this size. */
export function stateFor(slot: Slot, party: number): 'o' | 'f' | 'x' | 'c' {
  const code = slot.codes[party - 1]
  return code === 'o' || code === 'f' || code === 'x' ? code : 'c'
}

/** In the order of their first slots. */
export function byService(slots: readonly Slot[]): [string, Slot[]][] {
  const services = new Map<string, Slot[]>()
  for (const slot of slots) services.set(slot.service, [...(services.get(slot.service) ?? []), slot])
  return [...services]
}

/** The three free times closest to this one, in the order of the day. */
export function nearest(slots: readonly Slot[], to: Slot, party: number): Slot[] {
  const away = (slot: Slot) => Math.abs(Date.parse(slot.startsAt) - Date.parse(to.startsAt))
  const free = slots.filter((slot) => slot !== to && 'of'.includes(stateFor(slot, party)))
  return free
    .sort((a, b) => away(a) - away(b))
    .slice(0, 3)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}
