import { setTimeout as sleep } from 'node:timers/promises'
import { end, isEnding } from './lifetime.mjs'
import { say } from './progress.mjs'

const firstPauseMs = 250
const maxCrashes = 5
const withinMs = 60_000

/**
 * Starts a program and starts it again when it ends by itself: after a quarter of a second, then twice that, and so on.
 * Five ends within a minute end everything, since the sixth would be no different.
 *
 * @param {string} name as people know it
 * @param {() => Promise<object>} start resolves with the child once it is ready; the first failure is the caller's
 * @returns `{ stop }`
 */
export async function keepRunning(name, start) {
  let child = await start()
  void watch()
  return { stop: (options) => child.stop(options) }

  async function watch() {
    const crashes = []
    for (;;) {
      const { code, signal } = await child.exited
      if (isEnding()) return
      const reason = `${name} ended by itself (${signal ?? `exit ${code}`}); its log is ${child.logFile}`
      crashes.push(Date.now())
      const recent = crashes.filter((at) => at > Date.now() - withinMs).length
      if (recent >= maxCrashes) {
        return void giveUp(`${reason}; that was the ${maxCrashes}th time in a minute, so all stops`)
      }
      say(`${reason}; starting it again`)
      await sleep(firstPauseMs * 2 ** (recent - 1))
      child = await start().catch((error) => ({ logFile: child.logFile, ...failed(error) }))
    }
  }

  function failed(error) {
    if (!isEnding()) say(error.message)
    return { exited: Promise.resolve({ code: null, signal: 'no start' }), stop: async () => {} }
  }

  function giveUp(line) {
    say(line)
    return end(1)
  }
}
