import type { State } from '../stage.ts'
import { accountStates } from './account.ts'
import { bookingStates } from './booking.ts'
import { pushStates } from './push.ts'
import { searchStates } from './search.ts'
import { venueStates } from './venue.ts'

/** Every state of the diner's app that is looked at. */
export const allStates: readonly State[] = [
  ...searchStates,
  ...venueStates,
  ...bookingStates,
  ...pushStates,
  ...accountStates,
]
