import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { isRunning } from './project.ts'

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Starts a parent that starts a child in the named way, kills the parent, and returns the child's id. */
async function orphan(way: string): Promise<number> {
  const logFile = join(mkdtempSync(join(tmpdir(), 'couvert-child-')), 'child.log')
  const parent = spawn(process.execPath, [
    pathOf('fixtures/parent.mjs'),
    pathOf('../../scripts/lib/child.mjs'),
    way,
    logFile,
  ])
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(line)
  onTestFinished(() => void (isRunning(pid) && process.kill(pid, 'SIGKILL')))
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  return pid
}

test('control: a child that was started plainly outlives its killed parent', async () => {
  const pid = await orphan('plainly')
  await sleep(500)
  expect(isRunning(pid)).toBe(true)
})

test.each(['with setpriv', 'with a guard'])('a child started %s dies with its killed parent', async (way) => {
  const pid = await orphan(way)
  await vi.waitUntil(() => !isRunning(pid), { timeout: 5_000 })
})
