import type { Input, OperationName, Output } from '../../../shared/contract/index.ts'
import type { Context } from '../context.ts'
import { explainAvailability } from '../queries/explainAvailability.ts'
import { getSettings } from '../queries/getSettings.ts'
import { getVenue, listVenues } from '../queries/venues.ts'
import { advanceReservation, cancelReservation, moveReservation, releaseHold } from './actOnReservation.ts'
import { createBlock, releaseBlock } from './blocks.ts'
import { bookByHand } from './bookByHand.ts'
import { changeReservation } from './changeReservation.ts'
import { changeSettings } from './changeSettings.ts'
import { confirmReservation } from './confirmReservation.ts'
import { createHold } from './createHold.ts'
import { seatWalkIn } from './seatWalkIn.ts'
import { login, openGuestSession, renew } from './sessions.ts'

type Commands = { readonly [N in OperationName]: (ctx: Context, input: Input<N>) => Promise<Output<N>> }

/** What each operation of the contract does. A name without a command does not compile. */
export const commands: Commands = {
  'session.guest': ({ deps }) => Promise.resolve(openGuestSession(deps)),
  'session.login': ({ deps }, input) => login(deps, input),
  'session.renew': ({ deps, actor }) => Promise.resolve(renew(deps, actor)),
  'venue.list': listVenues,
  'venue.get': getVenue,
  'availability.explain': explainAvailability,
  'settings.get': getSettings,
  'settings.change': changeSettings,
  'hold.create': createHold,
  'hold.release': releaseHold,
  'reservation.confirm': confirmReservation,
  'reservation.change': changeReservation,
  'reservation.cancel': cancelReservation,
  'reservation.book': bookByHand,
  'walkIn.seat': seatWalkIn,
  'reservation.move': moveReservation,
  'reservation.advance': advanceReservation,
  'block.create': createBlock,
  'block.release': releaseBlock,
}
