import { useState } from 'react'
import { useQuery, useSession } from '../../../src/react.ts'
import { useWords } from '../words.ts'
import { useIsTold, usePushDevice } from './device.ts'
import { askPermission, usePermission } from './permission.ts'
import { tokenSource } from './source.ts'
import type { Sources } from './token.ts'

/** `none`: the hub tells nobody in a browser, or it is not known yet. */
export type PushState = 'none' | 'unsupported' | 'offered' | 'blocked' | 'on'

export interface PushSwitch {
  readonly state: PushState
  readonly busy: boolean
  /** What became of the last tap where that is not to be seen by the state. */
  readonly said: 'failed' | 'dismissed' | null
  readonly turnOn: () => void
  readonly turnOff: () => void
}

/** Being told on this device, for whoever speaks: a guest or an account. */
export function usePush(): PushSwitch {
  const { kind } = useSession()
  const { language } = useWords()
  const { data } = useQuery('push.source', kind === 'guest' || kind === 'account' ? {} : null)
  const device = usePushDevice()
  const granted = usePermission()
  const told = useIsTold()
  const [busy, setBusy] = useState(false)
  const [said, say] = useState<PushSwitch['said']>(null)
  const source = data?.source ?? null

  function set(work: (source: Sources) => Promise<PushSwitch['said']>): void {
    if (busy || source === null) return
    setBusy(true)
    say(null)
    void work(source)
      // Whoever failed, the provider, the browser or the hub: nothing has changed, and it may be tried again.
      .catch(() => 'failed' as const)
      .then(say)
      .finally(() => setBusy(false))
  }

  async function begin(source: Sources): Promise<PushSwitch['said']> {
    const answer = await askPermission()
    if (answer !== 'granted') return answer === 'default' ? 'dismissed' : null
    const token = await (await tokenSource(source)).token()
    await device.on({ token, platform: 'web', language })
    return null
  }

  async function end(source: Sources): Promise<PushSwitch['said']> {
    await device.off()
    // Nobody is told there any more, whether or not it is heard of.
    await (await tokenSource(source)).drop().catch(() => undefined)
    return null
  }

  return {
    state: source === null ? 'none' : stateOf(granted, told),
    busy,
    said,
    turnOn: () => set(begin),
    turnOff: () => set(end),
  }
}

function stateOf(granted: NotificationPermission | null, told: boolean): PushState {
  if (granted === null) return 'unsupported'
  if (granted === 'denied') return 'blocked'
  return told && granted === 'granted' ? 'on' : 'offered'
}
