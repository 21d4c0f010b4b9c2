import type { State } from '../stage.ts'
import { accountStates } from './account.ts'
import { bookingStates } from './booking.ts'
import { deskStates } from './desk.ts'
import { noticeStates } from './notices.ts'
import { pushStates } from './push.ts'
import { searchStates } from './search.ts'
import { staffStates } from './staff.ts'
import { talkStates } from './talk.ts'
import { venueStates } from './venue.ts'
import { workStates } from './work.ts'

/** Every state of the apps that is looked at. */
export const allStates: readonly State[] = [
  ...searchStates,
  ...venueStates,
  ...bookingStates,
  ...pushStates,
  ...accountStates,
  ...noticeStates,
  ...talkStates,
  ...staffStates,
  ...workStates,
  ...deskStates,
]
