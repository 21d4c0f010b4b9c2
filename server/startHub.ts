import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from './core/config.ts'
import { createCore } from './core/createCore.ts'
import type { Log } from './core/infra/log.ts'
import type { Probe } from './core/lane/ports.ts'
import { seedDemo } from './core/seedDemo.ts'
import { createHttpApp } from './http/createHttpApp.ts'
import { createRealtime } from './realtime/createRealtime.ts'

export interface Hub {
  readonly port: number
  readonly log: Log
  /** Takes no new work, answers what is open, closes. */
  stop(): Promise<void>
}

/** One hub node: HTTP and sockets on one port. */
export async function startHub(config: Config, probe?: Probe): Promise<Hub> {
  const core = await createCore(config, probe)
  if (config.seedDemo) await seedDemo(core.deps)
  // Read before anybody asks: three thousand restaurants take a second.
  await core.deps.directory.list()
  const readiness = { accepting: true }
  const server = createServer(createHttpApp(core, readiness))
  const realtime = createRealtime(server, core)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, resolve)
  })
  const { port } = server.address() as AddressInfo
  const { log } = core.deps
  log.info({ port }, 'hub ready')
  return {
    port,
    log,
    async stop() {
      readiness.accepting = false
      await realtime.drain()
      server.closeAllConnections()
      await core.close()
      log.info({ port }, 'hub stopped')
    },
  }
}
