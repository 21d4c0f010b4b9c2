import { mkdirSync } from 'node:fs'
import { logOf, startChild, waitForLine } from './child.mjs'
import { PortTaken } from './ports.mjs'
import { Problem } from './problem.mjs'

const startMs = 15_000

/**
 * One Redis (or Valkey) on the loopback interface. It never evicts: a queue that forgets jobs is worse than a full one.
 *
 * @param durable keep what is written in an append-only file, flushed every second
 * @param hz how often a second it looks after itself: what waits with a time limit waits so exactly
 * @throws {PortTaken}
 * @throws {Problem}
 */
export async function startRedisServer({ binary, folder, port, logFile, durable, hz = 500, ...childOptions }) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--hz', String(hz)]
  args.push('--maxmemory-policy', 'noeviction', '--appendonly', durable ? 'yes' : 'no', '--appendfsync', 'everysec')
  const child = await startChild({ command: binary, args, logFile, ...childOptions })
  if (await waitForLine(child, (line) => line.includes('Ready to accept connections'), startMs)) return child
  await child.stop()
  const log = logOf(child)
  if (/Address already in use/.test(log)) throw new PortTaken(`port ${port} is taken`)
  throw new Problem(`Redis did not start: ${log.trim().split('\n').at(-1)}; its log is ${logFile}`)
}
