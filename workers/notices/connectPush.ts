import type { Config } from '../../server/core/config.ts'
import { createProviderGate } from '../channels/providerGate.ts'
import type { Pushes } from './tellDevices.ts'

/** Notices of one process of ours, each to all devices of a person; the provider takes ten thousand messages a second. */
const perSecond = 50

/** The provider of pushes behind its limits. Null: none is named, and nobody is reached by it. */
export async function connectPush({ fcm }: Pick<Config, 'fcm'>) {
  if (fcm === null) return null
  // Only where it is used: the SDK is more than all else that a worker loads.
  const { createPushChannel } = await import('../channels/push.ts')
  const channel = createPushChannel(fcm)
  const gate = createProviderGate({ now: () => performance.now(), perSecond })
  let isClosed = false
  return {
    waitMs: () => (isClosed ? Number.POSITIVE_INFINITY : gate.waitMs()),
    ask: gate.ask,
    told: gate.told,
    send: channel.send,
    close() {
      isClosed = true
      return channel.close()
    },
  } satisfies Pushes & { close(): Promise<void> }
}
