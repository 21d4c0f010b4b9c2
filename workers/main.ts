import { ConfigError, loadConfig } from '../server/core/config.ts'
import { startWatchdog } from '../server/core/infra/watchdog.ts'
import { startWorker } from './startWorker.ts'

/** A worker as a process: one line when it is ready, finishes what it does on SIGTERM. */
async function main(): Promise<void> {
  const worker = await startWorker(loadConfig())
  startWatchdog()
  const stop = (code: number): void => {
    worker.stop().then(
      () => process.exit(code),
      () => process.exit(1),
    )
    setTimeout(() => process.exit(1), 14_000).unref()
  }
  process.once('SIGTERM', () => stop(0))
  process.once('SIGINT', () => stop(0))
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err: unknown) => {
      worker.log.error({ err, reason: event }, 'ending after a fault nobody expected')
      stop(1)
    })
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : String(error instanceof Error ? (error.stack ?? error.message) : error)}\n`,
  )
  process.exit(1)
})
