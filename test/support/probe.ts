import type { BrokenRule, Probe } from '../../server/core/lane/ports.ts'
import { breakStore, isBrokenAtStore } from './model/brokenStore.ts'
import { unclaimed } from './model/unclaimedDeliveries.ts'

export interface ProbeOptions {
  /** `K3.committed:17`: ends this process, as a power cut would, the 17th time it comes to that point. */
  readonly killAt?: string
  readonly breaks: readonly BrokenRule[]
}

export function probeOf({ killAt = '', breaks }: ProbeOptions): Probe {
  const [point, times = '1'] = killAt.split(':')
  let left = Number(times)
  return {
    at(reached) {
      if (reached === point && --left === 0) process.kill(process.pid, 'SIGKILL')
    },
    wrap: (store) => breaks.filter(isBrokenAtStore).reduce((wrapped, rule) => breakStore(rule)(wrapped), store),
    ...(breaks.includes('no-send-key') && { wrapDeliveries: unclaimed }),
    breaks: (rule) => breaks.includes(rule),
  }
}
