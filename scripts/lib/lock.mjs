import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './progress.mjs'

const pollMs = 200

/** Who a process is, since ids are used again: on Linux its id and when it started. */
function identityOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return `${pid} ${fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return String(pid) // No /proc here, or no such process.
  }
}

function isRunning(identity) {
  const pid = Number.parseInt(identity, 10)
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return identityOf(pid) === identity
}

/** Whether the process that holds the lock `file` still runs. */
export function isHeld(file) {
  try {
    return isRunning(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return false
    throw error
  }
}

/**
 * Takes the lock `file` unless a running process holds it; a dead holder's lock is taken over.
 *
 * @returns {boolean} whether it is ours now
 */
export function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // Written first and then given its name: nobody may read a lock that does not yet say whose it is.
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, identityOf(process.pid), { mode: 0o600 })
  try {
    return tryLink(mine, file) || (!isHeld(file) && takeOver(mine, file))
  } finally {
    rmSync(mine)
  }
}

function tryLink(mine, file) {
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function takeOver(mine, file) {
  rmSync(file, { force: true })
  return tryLink(mine, file)
}

/** Runs `work` alone among the processes that use this lock; waits as long as the holder runs. */
export async function withLock(file, work) {
  for (let waited = false; !tryLock(file); waited = true) {
    if (!waited) say('Waiting for another run in this folder to finish installing or building')
    await sleep(pollMs)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}
