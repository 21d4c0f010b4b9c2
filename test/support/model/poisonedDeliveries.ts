import type { Deliveries } from '../../../server/core/notices/deliveries.ts'

/** What a notice may do to whoever tells it: fail each time, end the process, never come to an end. */
export type Poison = 'throws' | 'exits' | 'spins'

const acts: Readonly<Record<Poison, () => void>> = {
  throws() {
    throw new Error('a notice that cannot be told')
  },
  exits: () => process.exit(1),
  spins() {
    for (;;);
  },
}

/** Of a cancellation by mail; all others are as they should be. */
export function poisoned<D extends object>(deliveries: D, poison: Poison): D {
  const whole = deliveries as D & Pick<Deliveries, 'told'>
  const told: Deliveries['told'] = (of) => {
    if ('kind' in of && of.kind === 'reservation.cancelled' && of.channel === 'email') acts[poison]()
    return whole.told(of)
  }
  return { ...deliveries, told }
}
