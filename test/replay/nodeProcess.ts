import { loadConfig } from '../../server/core/config.ts'
import { startWatchdog } from '../../server/core/infra/watchdog.ts'
import type { BrokenRule } from '../../server/core/lane/ports.ts'
import { startHub } from '../../server/startHub.ts'
import { startWorker } from '../../workers/startWorker.ts'
import type { Poison } from '../support/model/poisonedDeliveries.ts'
import { probeOf } from '../support/probe.ts'

/*
 * A hub node or a worker (first argument `hub` or `worker`) for a test: ends with whoever started it, kills itself where
 * it is told to, breaks the rules it is told to.
 */
const { TEST_KILL_AT = '', TEST_SIGNAL = 'SIGKILL', TEST_POISON, TEST_BREAKS = '' } = process.env
const start = process.argv[2] === 'worker' ? startWorker : startHub

async function main(): Promise<void> {
  const running = await start(
    loadConfig(),
    probeOf({
      killAt: TEST_KILL_AT,
      signal: TEST_SIGNAL as 'SIGKILL',
      ...(TEST_POISON !== undefined && { poison: TEST_POISON as Poison }),
      breaks: TEST_BREAKS.split(',') as BrokenRule[],
    }),
  )
  startWatchdog()
  process.once('SIGTERM', () => void running.stop().then(() => process.exit(0)))
  // The other end is held by the starter; a test that was killed takes its nodes along.
  process.stdin.resume()
  process.stdin.once('end', () => process.exit(0))
}

void main()
