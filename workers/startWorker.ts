import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from '../server/core/config.ts'
import { type Core, createCore } from '../server/core/createCore.ts'
import type { Log } from '../server/core/infra/log.ts'
import type { Probe } from '../server/core/lane/ports.ts'
import { createWorkers } from './createWorkers.ts'

export interface RunningWorker {
  readonly port: number
  readonly log: Log
  stop(): Promise<void>
}

/** One worker, with a small port for probes and metrics. */
export async function startWorker(config: Config, probe?: Probe): Promise<RunningWorker> {
  const core = await createCore(config, probe)
  const workers = await createWorkers(core)
  const server = createServer((request, response) => {
    void answer(core, request.url ?? '').then(({ status, body }) => response.writeHead(status).end(body))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.healthPort, resolve)
  })
  const { port } = server.address() as AddressInfo
  const { log } = core.deps
  log.info({ port }, 'worker ready')
  return {
    port,
    log,
    async stop() {
      await workers.close()
      server.close()
      await core.close()
      log.info({ port }, 'worker stopped')
    },
  }
}

async function answer({ deps }: Core, url: string): Promise<{ status: number; body: string }> {
  if (url === '/health/live') return { status: 200, body: 'live' }
  if (url === '/metrics') return { status: 200, body: await deps.metrics.page() }
  if (url !== '/health/ready') return { status: 404, body: 'no such page' }
  return deps.hello().then(
    () => ({ status: 200, body: 'ready' }),
    () => ({ status: 503, body: 'the database does not answer' }),
  )
}
