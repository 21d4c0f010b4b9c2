import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadConfig } from '../../server/core/config.ts'
import { createCore } from '../../server/core/createCore.ts'
import type { Limits } from '../../server/core/infra/limits.ts'
import { createRealtime } from '../../server/realtime/createRealtime.ts'

/** A node as it is, but for how much one person may say: limits are counted as ever, and never reached. */
const core = await createCore(loadConfig())
const { limits } = core.deps
const wide: Limits = { ...limits, take: (name, limit, who) => limits.take(name, { ...limit, points: 1e9 }, who) }
const server = createServer()
createRealtime(server, { ...core, deps: { ...core.deps, limits: wide } })
server.listen(0, () => {
  process.stdout.write(`"port":${(server.address() as AddressInfo).port},"msg":"hub ready"\n`)
})
process.once('SIGTERM', () => process.exit(0))
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
