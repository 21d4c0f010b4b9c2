import type { FeedEntry } from '../../../src/index.ts'
import type { SlotLook } from '../../ui/SlotButton.tsx'

export type Slot = FeedEntry<'availability'>

/** What a slot is to a party of this size. */
export function lookFor(slot: Slot, party: number): 'o' | 'f' | 'x' | 'c' {
  const code = slot.codes[party - 1]
  return code === 'o' || code === 'f' || code === 'x' ? code : 'c'
}

export function isFree(look: SlotLook): boolean {
  return look === 'o' || look === 'f'
}

export function freeFor(slots: readonly Slot[], party: number): readonly Slot[] {
  return slots.filter((slot) => isFree(lookFor(slot, party)))
}

export function inOrder(slots: Iterable<Slot>): readonly Slot[] {
  return [...slots].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

/** In the order of their first slots. */
export function byService(slots: readonly Slot[]): [string, readonly Slot[]][] {
  const services = new Map<string, Slot[]>()
  for (const slot of slots) services.set(slot.service, [...(services.get(slot.service) ?? []), slot])
  return [...services]
}

/** The three free times closest to this one, in the order of the day. */
export function nearest(slots: readonly Slot[], to: Slot, party: number): readonly Slot[] {
  const away = (slot: Slot) => Math.abs(Date.parse(slot.startsAt) - Date.parse(to.startsAt))
  const others = freeFor(slots, party).filter(({ startsAt }) => startsAt !== to.startsAt)
  return inOrder([...others].sort((a, b) => away(a) - away(b)).slice(0, 3))
}

/** The one closest to this time of day. */
export function closestTo(label: string, slots: readonly Slot[]): Slot | undefined {
  const away = (slot: Slot) => Math.abs(minutesOf(slot.label) - minutesOf(label))
  return [...slots].sort((a, b) => away(a) - away(b))[0]
}

function minutesOf(label: string): number {
  const [hours = 0, minutes = 0] = label.split(':').map(Number)
  // The small hours belong to the evening before.
  return (hours < 5 ? hours + 24 : hours) * 60 + minutes
}
