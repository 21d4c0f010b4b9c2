import { Worker } from 'node:worker_threads'

/** Longest that nothing may move; twice that at most until it is noticed. */
const limitMs = 15_000

/** Runs in a thread of its own. Misses twice before it acts: of a process that was stopped and goes on, once is nothing. */
const watching = `
const { workerData: { turns, everyMs } } = require('node:worker_threads')
let seen = -1
let missed = 0
setInterval(() => {
  const now = Atomics.load(turns, 0)
  missed = now === seen ? missed + 1 : 0
  seen = now
  if (missed === 2) process.kill(process.pid, 'SIGKILL')
}, everyMs)
`

/**
 * Ends this process once its event loop has stood still for too long: whoever watches over it starts another, and what it
 * held goes on there. A process that hangs answers nobody, renews nothing and ends by no signal it could still hear.
 */
export function startWatchdog(): void {
  const turns = new Int32Array(new SharedArrayBuffer(4))
  setInterval(() => Atomics.add(turns, 0, 1), 1000).unref()
  new Worker(watching, { eval: true, workerData: { turns, everyMs: limitMs / 2 } }).unref()
}
