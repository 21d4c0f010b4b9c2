import type { Probe } from '../../server/core/lane/ports.ts'

export interface ProbeOptions {
  /** `K3.committed:17`: ends this process, as a power cut would, the 17th time it comes to that point. */
  readonly killAt: string
  readonly breaks: readonly string[]
}

export function probeOf({ killAt, breaks }: ProbeOptions): Probe {
  const [point, times = '1'] = killAt.split(':')
  let left = Number(times)
  return {
    at(reached) {
      if (reached === point && --left === 0) process.kill(process.pid, 'SIGKILL')
    },
    breaks: (rule) => breaks.includes(rule),
  }
}
