import type { BrokenRule, Probe } from '../../server/core/lane/ports.ts'
import { breakStore, isBrokenAtStore } from './model/brokenStore.ts'
import { numberedByClock } from './model/clockedMessages.ts'
import { type Poison, poisoned } from './model/poisonedDeliveries.ts'
import { unclaimed } from './model/unclaimedDeliveries.ts'

export interface ProbeOptions {
  /** `K3.committed:17`: signals itself the 17th time it comes to that point. */
  readonly killAt?: string
  /** As a power cut would, or as a machine that falls asleep. @default 'SIGKILL' */
  readonly signal?: 'SIGKILL' | 'SIGSTOP'
  /** What one notice does to whoever tells it. @default nothing */
  readonly poison?: Poison
  readonly breaks: readonly BrokenRule[]
}

export function probeOf({ killAt = '', signal = 'SIGKILL', poison, breaks }: ProbeOptions): Probe {
  const [point, times = '1'] = killAt.split(':')
  let left = Number(times)
  return {
    at(reached) {
      if (reached === point && --left === 0) process.kill(process.pid, signal)
    },
    wrap: (store) => breaks.filter(isBrokenAtStore).reduce((wrapped, rule) => breakStore(rule)(wrapped), store),
    ...(poison !== undefined && { wrapDeliveries: (deliveries) => poisoned(deliveries, poison) }),
    ...(breaks.includes('no-send-key') && { wrapDeliveries: unclaimed }),
    ...(breaks.includes('seq-from-clock') && { wrapMessages: numberedByClock }),
    breaks: (rule) => breaks.includes(rule),
  }
}
