import type { Card, Message } from '../../../src/conversation.ts'

type On = Card['on'][number]

/** What a person is shown of a card; what the book says goes before what was said about it. */
export type Look = 'open' | 'choosing' | On['standing'] | Card['reservation']['state']

export function lookOf(
  { reservation: { state, expiresAt }, on }: Card,
  { seq }: Pick<Message, 'seq'>,
  now: number,
): Look {
  const here = on.find((one) => one.seq === seq)
  const standing = here?.standing ?? 'shown'
  // At the very end the clock is there before the hub's word is.
  const ranOut = state === 'held' && expiresAt !== null && Date.parse(expiresAt) <= now
  if (standing === 'open') return ranOut ? 'over' : 'open'
  if (standing === 'chosen') return state === 'held' ? (ranOut ? 'over' : 'choosing') : state
  if (standing === 'shown') return ranOut ? 'expired' : state
  return standing
}

/** Booked: there is a visit to come, or there was. */
export function isBooked(look: Look): boolean {
  return ['requested', 'awaiting_payment', 'confirmed', 'arrived', 'seated', 'completed', 'no_show'].includes(look)
}
