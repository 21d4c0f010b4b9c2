import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

type Version = readonly [major: number, minor: number, patch: number]

/**
 * The oldest version of each package without a hole that matters here, for every major that has one; a newer major is
 * fine, one between or below is not.
 */
const oldest: Readonly<Record<string, readonly Version[]>> = {
  'socket.io': [[4, 8, 3]],
  'socket.io-parser': [[4, 2, 6]],
  'engine.io': [[6, 6, 9]],
  ws: [[8, 21, 0]],
  ioredis: [[5, 11, 1]],
  bullmq: [
    [5, 81, 0],
    [6, 0, 7],
  ],
  mongoose: [
    [8, 24, 3],
    [9, 9, 2],
  ],
  jsonwebtoken: [[9, 0, 3]],
  jws: [[4, 0, 1]],
  nodemailer: [[9, 0, 5]],
  'firebase-admin': [[13, 3, 0]],
  express: [[5, 1, 0]],
  qs: [[6, 14, 2]],
  'body-parser': [[2, 2, 1]],
  'path-to-regexp': [[8, 0, 0]],
}

interface LockEntry {
  readonly version?: string
  readonly dev?: boolean
  readonly integrity?: string
  readonly link?: boolean
}

type Lock = Readonly<Record<string, LockEntry>>

const lock = (
  JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as { packages: Lock }
).packages

/** What is installed too old, each as `path version`: also where it lies below another package. */
function tooOld(packages: Lock): readonly string[] {
  return shipped(packages).flatMap(([path, { version = '' }]) => {
    const floors = oldest[nameOf(path)]
    return floors === undefined || isNewEnough(version, floors) ? [] : [`${path} ${version}`]
  })
}

/** What runs where the hub runs; what only builds and tests it meets nobody's input. */
function shipped(packages: Lock): readonly (readonly [string, LockEntry])[] {
  return Object.entries(packages).filter(
    ([path, { dev, link }]) => path.includes('node_modules/') && dev !== true && link !== true,
  )
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** A version before a release counts as older than it. */
function isNewEnough(text: string, floors: readonly Version[]): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(text)
  if (match === null) return false
  const version: Version = [Number(match[1]), Number(match[2]), Number(match[3])]
  const newestFloor = floors.at(-1)
  const floor = floors.find(([major]) => major === version[0]) ?? newestFloor
  if (floor === undefined) return false
  const order = compare(version, floor)
  return order > 0 || (order === 0 && match[4] === undefined)
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

it('nothing that is shipped is older than the version without known holes', () => {
  expect(tooOld(lock)).toEqual([])
})

it.each([
  ['an old version', 'node_modules/ws', '8.20.9'],
  ['one below another package', 'node_modules/engine.io/node_modules/ws', '7.5.9'],
  ['one before the release', 'node_modules/jsonwebtoken', '9.0.3-rc.1'],
  ['a major between', 'node_modules/mongoose', '8.24.2'],
  ['no version at all', 'node_modules/express', 'latest'],
])('%s that is planted is found', (_what, path, version) => {
  expect(tooOld({ ...lock, [path]: { version } })).toEqual([`${path} ${version}`])
})

it.each([
  ['node_modules/mongoose', '8.24.3'],
  ['node_modules/mongoose', '10.0.0'],
  ['node_modules/bullmq', '5.81.0'],
  ['node_modules/ws', '8.21.0'],
])('%s %s would do', (path, version) => {
  expect(tooOld({ ...lock, [path]: { version } })).toEqual([])
})

it('all of the table is about what is shipped, so that a package renamed is noticed', () => {
  const names = new Set(shipped(lock).map(([path]) => nameOf(path)))
  expect(Object.keys(oldest).filter((name) => !names.has(name))).toEqual([])
})

it('the parts list has every package that is shipped, each with its checksum', async () => {
  // Without what is for development it would leave out what both need.
  const list = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only']
  const folder = new URL('../..', import.meta.url)
  const { stdout } = await promisify(execFile)('npm', list, { cwd: folder, maxBuffer: 50_000_000 })
  const { components } = JSON.parse(stdout) as { components: { purl: string; version: string; hashes?: unknown[] }[] }
  const listed = new Set(components.map(({ purl }) => decodeURIComponent(purl).replace('pkg:npm/', '')))
  const parts = shipped(lock).map(([path, { version }]) => `${nameOf(path)}@${version}`)
  expect(parts.filter((part) => !listed.has(part))).toEqual([])
  expect(components.filter(({ purl, hashes }) => !purl.includes('couvert') && hashes === undefined)).toEqual([])
})

it('every package is fetched by its checksum', () => {
  const without = shipped(lock).filter(([, { integrity }]) => integrity === undefined)
  expect(without.map(([path]) => path)).toEqual([])
})
