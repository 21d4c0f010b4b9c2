import type { Deps } from '../../server/core/deps.ts'
import { looksAtApp, tellInApp } from '../../server/core/notices/inApp.ts'
import type { SendOutcome } from '../../server/core/notices/message.ts'
import type { Outlet } from './outlet.ts'

type Needs = Pick<Deps, 'collections' | 'clock' | 'noticed' | 'log'>

/** In the app: a notice is there when it is written, and whoever looks sees it at once. */
export function createAppOutlet(deps: Needs): Outlet {
  return {
    channel: 'app',
    waitMs: () => 0,
    ask: () => ({ go: true }),
    find: async ({ owner }) => {
      if (!looksAtApp(owner)) return null
      return {
        compose: async ({ delivery, reservation }) => ({
          send: () => leaveInApp(deps, owner, () => tellInApp(deps, delivery, reservation)),
        }),
      }
    },
  }
}

/** @param leave writes it down, and answers with its id. Left once more it is there once. */
export async function leaveInApp(
  { noticed, log }: Pick<Needs, 'noticed' | 'log'>,
  owner: string,
  leave: () => Promise<string>,
): Promise<SendOutcome> {
  try {
    const ref = await leave()
    noticed.tell(owner)
    return { end: 'sent', ref }
  } catch (err) {
    log.warn({ err, job: 'deliveries.send' }, 'a notice could not be left in the app')
    return { end: 'later', error: 'store' }
  }
}
