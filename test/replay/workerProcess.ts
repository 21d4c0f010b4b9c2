import { loadConfig } from '../../server/core/config.ts'
import { startWorker } from '../../workers/startWorker.ts'

/** A worker that ends with whoever started it. */
const worker = await startWorker(loadConfig())
process.once('SIGTERM', () => void worker.stop().then(() => process.exit(0)))
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
