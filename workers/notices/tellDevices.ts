import type { Deps } from '../../server/core/deps.ts'
import { type Device, devicesOf, forgetDevices } from '../../server/core/identity/devices.ts'
import type { Language } from '../../server/core/identity/documents.ts'
import type { Push, SendOutcome } from '../../server/core/notices/message.ts'
import type { PushChannel } from '../channels/push.ts'
import type { DeviceOutcome } from '../channels/pushFailure.ts'
import { outcomeOf } from './outcomeOf.ts'
import type { ComposedNotice, Outlet } from './outlet.ts'

/** Whoever takes pushes: a provider behind its limits, that is told how each notice fared. */
export interface Pushes extends Pick<Outlet, 'waitMs' | 'ask'>, Pick<PushChannel, 'send'> {
  told(outcome: SendOutcome): void
}

/** What goes to some of somebody's devices. */
interface Share {
  readonly push: Push
  readonly devices: readonly Device[]
}

/** Something for all devices of a person, in the language that each shows. */
export type WritePush = (language: Language) => Promise<Push>

/**
 * Whoever tells people's devices through a provider.
 *
 * @returns of an actor key what writes and sends to their devices; null: they have none
 */
export function createDeviceTeller(
  deps: Pick<Deps, 'collections' | 'crypt' | 'clock' | 'log'>,
  { send, told }: Pushes,
) {
  async function sendShares(shares: readonly Share[], owner: string): Promise<SendOutcome> {
    const sent = shares.map(async ({ push, devices }) => {
      const outcomes = await send(
        push,
        devices.map(({ token }) => token),
      )
      return devices.map(({ id }, n) => ({ id, outcome: outcomes[n] ?? { end: 'later', error: 'unknown' } }) as const)
    })
    const fared = (await Promise.all(sent)).flat()
    const outcome = outcomeOf(fared.map((one) => one.outcome))
    told(outcome)
    await forgetGone(fared, owner)
    return outcome
  }

  async function forgetGone(
    fared: readonly { readonly id: string; readonly outcome: DeviceOutcome }[],
    owner: string,
  ): Promise<void> {
    const gone = fared.filter(({ outcome }) => outcome.end === 'gone').map(({ id }) => id)
    await forgetDevices(deps, owner, gone).catch((err: unknown) => {
      // Whatever was told stays told; the next notice finds out again.
      deps.log.warn({ err, count: gone.length }, 'devices that are gone could not be forgotten')
    })
  }

  return async (owner: string) => {
    const devices = await devicesOf(deps, owner)
    if (devices.length === 0) return null
    /** @param own of the person, where a device does not say */
    return async (own: Language, write: WritePush): Promise<ComposedNotice> => {
      const composed = [...byLanguage(devices, own)].map(async ([language, some]): Promise<Share> => {
        return { push: await write(language), devices: some }
      })
      const shares = await Promise.all(composed)
      return { send: () => sendShares(shares, owner) }
    }
  }
}

function byLanguage(devices: readonly Device[], own: Language): ReadonlyMap<Language, readonly Device[]> {
  const groups = new Map<Language, Device[]>()
  for (const device of devices) {
    const language = device.language ?? own
    groups.set(language, [...(groups.get(language) ?? []), device])
  }
  return groups
}
