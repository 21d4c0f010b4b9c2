import { setInterval as every } from 'node:timers'
import { stopChildren } from './child.mjs'
import { say } from './progress.mjs'

const parentCheckMs = 500
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

let lastStep = async () => {}
let ending = null

/** Has `step` run before this process ends; the children that run after it are stopped without an order. */
export function beforeEnd(step) {
  lastStep = step
}

export function isEnding() {
  return ending !== null
}

/** Stops what runs, then exits. Later calls change nothing, not even the exit code. */
export function end(exitCode) {
  ending ??= lastStep()
    .catch((error) => say(`while stopping: ${error.message}`)) // The rest must be stopped all the same.
    .then(stopChildren)
    .finally(() => process.exit(exitCode))
  return ending
}

/**
 * Ends in order on Ctrl-C, on SIGTERM, and when npm, which started this process, has died without a word.
 *
 * @param {(signal: string) => number} exitCodeOf
 */
export function endOnSignals(exitCodeOf) {
  // Both the terminal and npm may hand on one Ctrl-C: a second signal is no wish for haste.
  for (const signal of signals) process.on(signal, () => void end(exitCodeOf(signal)))
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {}) // The reader may leave first.
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  every(() => process.ppid !== parent && end(1), parentCheckMs).unref()
}
