import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const maxLogBytes = 10_000_000
const pollMs = 15
const defaultGraceMs = 10_000

/** Every child that runs now. */
const running = new Set()
let closed = false
let setprivWorks

/** The kernel ends a child when its parent dies, however the parent died: only on Linux, and not in every setpriv. */
function hasSetpriv() {
  setprivWorks ??= spawnSync('setpriv', ['--pdeathsig', 'TERM', '--', 'true']).status === 0
  return setprivWorks
}

/** Where setpriv is missing: a shell that reads a pipe of ours, and kills the child when the pipe closes with us. */
function startGuard(pid, deathSignal) {
  const script = 'trap "" INT TERM HUP; cat >/dev/null; kill -s "$2" "$1"'
  const guard = spawn('sh', ['-c', script, 'guard', String(pid), deathSignal], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.once('error', () => {}) // Without a shell there is no guard; the child itself runs all the same.
  guard.unref()
  return guard
}

function openLog(file) {
  mkdirSync(dirname(file), { recursive: true })
  if (existsSync(file) && statSync(file).size > maxLogBytes) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

/**
 * Starts a program that ends with this process, whatever ends it. Its output goes straight to `logFile` (a pipe would
 * stop the child whenever this process is busy), or where this process's own output goes.
 *
 * It gets a process group of its own, so that Ctrl-C reaches this process alone, which then ends its children in order.
 */
export async function startChild({ command, args, logFile, env, cwd, deathSignal = 'TERM', setpriv = hasSetpriv() }) {
  if (closed) throw new Error('this process is ending and starts nothing more')
  const line = setpriv ? ['setpriv', '--pdeathsig', deathSignal, '--', command, ...args] : [command, ...args]
  const log = logFile ? openLog(logFile) : 'inherit'
  const logStart = logFile ? statSync(logFile).size : 0
  const child = spawn(line[0], line.slice(1), { stdio: ['ignore', log, log], env, cwd, detached: true })
  if (logFile) closeSync(log)
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
  await Promise.race([once(child, 'spawn'), exited])
  const guard = setpriv ? null : startGuard(child.pid, deathSignal)
  const handle = { pid: child.pid, logFile, logStart, exited, ended: null, signal, stop }
  running.add(handle)
  void exited.then((end) => {
    handle.ended = end
    running.delete(handle)
    guard?.kill('SIGKILL')
  })
  return handle

  function signal(name) {
    if (handle.ended === null) child.kill(name)
  }

  async function stop({ asking = 'SIGTERM', graceMs = defaultGraceMs } = {}) {
    signal(asking)
    const patience = new AbortController()
    const late = sleep(graceMs, 'late', { signal: patience.signal }).catch(() => null)
    if ((await Promise.race([exited, late])) === 'late') signal('SIGKILL')
    patience.abort()
    return exited
  }
}

/** Stops every child that still runs, and lets no other begin. */
export async function stopChildren() {
  closed = true
  await Promise.all([...running].map((child) => child.stop()))
}

/** What the child has written since it was started. */
export function logOf(child) {
  return readFileSync(child.logFile).subarray(child.logStart).toString('utf8')
}

/** Waits until `isReady` holds for a line of the child's log; `false` when the child ended or the time ran out. */
export async function waitForLine(child, isReady, timeoutMs) {
  const until = Date.now() + timeoutMs
  while (Date.now() < until) {
    const ended = child.ended !== null
    if (logOf(child).split('\n').some(isReady)) return true
    if (ended) return false
    await sleep(pollMs)
  }
  return false
}
