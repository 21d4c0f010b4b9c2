import type { Deps } from '../../server/core/deps.ts'
import { looksAtApp, tellInApp } from '../../server/core/notices/inApp.ts'
import type { Outlet } from './outlet.ts'

/** In the app: a notice is there when it is written, and whoever looks sees it at once. */
export function createAppOutlet(deps: Pick<Deps, 'collections' | 'clock' | 'noticed' | 'log'>): Outlet {
  return {
    channel: 'app',
    waitMs: () => 0,
    ask: () => ({ go: true }),
    find: async ({ owner }) => {
      if (!looksAtApp(owner)) return null
      return {
        compose: async ({ delivery, reservation }) => ({
          async send() {
            try {
              const ref = await tellInApp(deps, delivery, reservation)
              deps.noticed.tell(owner)
              return { end: 'sent', ref }
            } catch (err) {
              deps.log.warn({ err, job: 'deliveries.send' }, 'a notice could not be left in the app')
              // Left once more it is there once.
              return { end: 'later', error: 'store' }
            }
          },
        }),
      }
    },
  }
}
