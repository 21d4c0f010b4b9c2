import type { Deps } from '../../server/core/deps.ts'
import { composePush } from '../../server/core/notices/composePush.ts'
import { contactOf } from '../../server/core/notices/contact.ts'
import type { Outlet } from './outlet.ts'
import { createDeviceTeller, type Pushes } from './tellDevices.ts'

/** @param pushes null: nobody is reached by push */
export function createPushOutlet(deps: Deps, pushes: Pushes | null): Outlet {
  if (pushes === null) {
    return { channel: 'push', waitMs: () => 0, ask: () => ({ go: true }), find: () => Promise.resolve(null) }
  }
  const devicesOf = createDeviceTeller(deps, pushes)
  return {
    channel: 'push',
    waitMs: pushes.waitMs,
    ask: pushes.ask,
    async find(reservation) {
      const tell = await devicesOf(reservation.owner)
      if (tell === null) return null
      const own = (await contactOf(deps, reservation))?.language ?? 'en'
      return { compose: (facts) => tell(own, (language) => composePush(deps, facts, language)) }
    },
  }
}
