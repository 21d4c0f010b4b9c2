import type { Deps } from '../../server/core/deps.ts'
import type { Settled } from '../../server/core/notices/claims.ts'
import { endOf } from './tries.ts'

interface Tried {
  readonly channel: string
  readonly kind: string
}

/** How something ended, for those who run the hub: counted, and said aloud where somebody has to look. */
export function noteEnd(
  { metrics, log }: Pick<Deps, 'metrics' | 'log'>,
  { channel, kind }: Tried,
  settled: Settled,
): void {
  const end = endOf(settled)
  if (end !== null) metrics.delivery({ channel, kind, end })
  if (settled.state === 'dead') log.warn({ job: channel, op: kind, reason: settled.why }, 'a dead letter')
}
