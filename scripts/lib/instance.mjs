import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isHeld, tryLock } from './lock.mjs'
import { Problem } from './problem.mjs'
import { say } from './progress.mjs'
import { inProject } from './project.mjs'

const maxInstances = 20
const pollMs = 200

/** The data folder of the n-th hub that runs beside others from this checkout. */
function folderOf(n) {
  return n === 1 ? inProject('.couvert') : inProject('.couvert', String(n))
}

const lockOf = (folder) => join(folder, 'running.lock')

/** Held beside the other one by a hub that is ending: whoever starts meanwhile means to go on where it stops. */
const endingOf = (folder) => join(folder, 'ending.lock')

/**
 * The first data folder that no running hub uses; it is ours until `release` or the end of this process. One that a hub
 * is just leaving is waited for.
 *
 * @returns `{ n, folder, leave, release }`, `n` counting from 1; `leave` says that the end has begun
 */
export async function claimDataFolder() {
  for (let n = 1; n <= maxInstances; n += 1) {
    const folder = folderOf(n)
    await untilLeft(folder)
    if (tryLock(lockOf(folder))) {
      return { n, folder, leave: () => tryLock(endingOf(folder)), release: () => release(folder) }
    }
  }
  throw new Problem(`${maxInstances} hubs run from this checkout already: stop one first`)
}

async function untilLeft(folder) {
  for (let waited = false; isHeld(endingOf(folder)) && isHeld(lockOf(folder)); waited = true) {
    if (!waited) say('Waiting for the hub before this one to end')
    await sleep(pollMs)
  }
}

function release(folder) {
  rmSync(lockOf(folder), { force: true })
  rmSync(endingOf(folder), { force: true })
}

/**
 * What the hub of a data folder last wrote about itself: `ports` of its servers, tried again by the next start, and the
 * `env` of its processes, used by tools that work on the same data.
 */
export function readState(folder) {
  const file = join(folder, 'state.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

export function writeState(folder, state) {
  const file = join(folder, 'state.json')
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** Where the data of the hub lies that `npm start` runs, or ran last. */
export const mainFolder = folderOf(1)

/** The environment of the hub that runs on the main data folder now, or null. */
export function runningEnvironment() {
  return isHeld(lockOf(mainFolder)) ? (readState(mainFolder).env ?? null) : null
}
