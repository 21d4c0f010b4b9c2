import type { Deps } from '../../server/core/deps.ts'
import { looksAtApp, tellInApp } from '../../server/core/notices/inApp.ts'
import type { Channel } from './channel.ts'

/** In the app: a notice is there when it is written, and whoever looks sees it at once. */
export function appChannel(deps: Pick<Deps, 'collections' | 'clock' | 'noticed' | 'log'>): Channel {
  return {
    waitMs: () => 0,
    ask: () => ({ go: true }),
    reach: async (reservation) => {
      if (!looksAtApp(reservation.owner)) return null
      return async (delivery) => async () => {
        try {
          const ref = await tellInApp(deps, delivery, reservation)
          deps.noticed.tell(reservation.owner)
          return { end: 'sent', ref }
        } catch (err) {
          deps.log.warn({ err, job: 'deliveries.send' }, 'a notice could not be left in the app')
          // Left once more it is there once.
          return { end: 'later', error: 'store' }
        }
      }
    },
  }
}
