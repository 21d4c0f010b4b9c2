import { ConfigError, loadConfig } from './core/config.ts'
import { startWatchdog } from './core/infra/watchdog.ts'
import { startHub } from './startHub.ts'

/** A hub node as a process: one line when it is ready, drains on SIGTERM, gives up on what nobody expected. */
async function main(): Promise<void> {
  const hub = await startHub(loadConfig())
  startWatchdog()
  let stopping: Promise<void> | null = null
  const stop = (code: number): void => {
    stopping ??= hub.stop().then(
      () => process.exit(code),
      () => process.exit(1),
    )
    setTimeout(() => process.exit(1), 14_000).unref()
  }
  process.once('SIGTERM', () => stop(0))
  process.once('SIGINT', () => stop(0))
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err: unknown) => {
      hub.log.error({ err, reason: event }, 'ending after a fault nobody expected')
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
