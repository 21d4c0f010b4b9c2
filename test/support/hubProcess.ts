import { loadConfig } from '../../server/core/config.ts'
import type { Probe } from '../../server/core/lane/ports.ts'
import { startHub } from '../../server/startHub.ts'

/** `K3.committed:17`: ends this process, as by a power cut, the 17th time it comes to that point. */
function killProbe(killAt: string): Probe {
  const [point, times = '1'] = killAt.split(':')
  let left = Number(times)
  return {
    at(reached) {
      if (reached === point && --left === 0) process.kill(process.pid, 'SIGKILL')
    },
    breaks: () => false,
  }
}

const hub = await startHub(loadConfig(), killProbe(process.env['TEST_KILL_AT'] ?? ''))
process.once('SIGTERM', () => void hub.stop().then(() => process.exit(0)))
// Whoever started this process holds the other end; when they are gone, so is the test.
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
