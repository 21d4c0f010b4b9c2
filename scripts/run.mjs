/** What `npm start`, `npm test` and the tools run. Plain Node: when it begins, nothing may be installed yet. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './lib/build.mjs'
import { startChild } from './lib/child.mjs'
import { startDataServers } from './lib/dataServers.mjs'
import { ensureInstalled, withoutNpm } from './lib/install.mjs'
import { claimDataFolder, mainFolder, runningEnvironment } from './lib/instance.mjs'
import { beforeEnd, end, endOnSignals, isEnding } from './lib/lifetime.mjs'
import { withLock } from './lib/lock.mjs'
import { Problem } from './lib/problem.mjs'
import { say } from './lib/progress.mjs'
import { inProject, root, tool } from './lib/project.mjs'

const oldestNode = [20, 19]

/** The servers of the hub that runs, or else servers on its data. */
async function hubServers() {
  const running = runningEnvironment()
  if (running) return { ...running, ...given() }
  const claim = await claimDataFolder()
  if (claim.folder !== mainFolder) throw new Problem('the hub is just starting: try again when it runs')
  beforeEnd(async () => claim.release())
  return startDataServers(mainFolder, process.env, (_, start) => start())
}

/** Servers without data, gone with their folder when the tool ends. */
async function freshServers() {
  const folder = mkdtempSync(join(tmpdir(), 'couvert-fresh-'))
  beforeEnd(async () => rmSync(folder, { recursive: true, force: true }))
  return startDataServers(folder, process.env, (_, start) => start())
}

function given() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name === 'MONGODB_URI' || name === 'REDIS_URL'),
  )
}

const script = (file) => [process.execPath, '--import', 'tsx', inProject(file)]

/** Each tool: its command line, and where its servers come from. */
const tools = {
  import: { line: script('workers/tools/import.ts'), servers: hubServers },
  rebuild: { line: script('workers/tools/rebuild.ts'), servers: hubServers },
  'audit:verify': { line: script('workers/tools/auditVerify.ts'), servers: hubServers },
  deadletters: { line: script('workers/tools/deadLetters.ts'), servers: hubServers },
  'rotate-keys': { line: script('workers/tools/rotateKeys.ts'), servers: hubServers },
  replay: { line: script('test/replay/main.ts'), servers: freshServers },
  bench: { line: script('test/bench/main.ts'), servers: freshServers },
  fuzz: { line: script('test/fuzz/main.ts'), servers: freshServers },
  screens: { line: script('test/screens/main.ts'), servers: freshServers },
  drills: { line: [tool('vitest'), 'run', '--config', 'vitest.drills.config.mjs'], servers: async () => ({}) },
  simulate: { line: script('test/simulation/main.ts'), servers: async () => ({}) },
  mutation: { line: [tool('stryker'), 'run'], servers: async () => ({}) },
}

async function runTool({ line, servers }, args) {
  const env = { ...withoutNpm(process.env), ...(await servers()) }
  const child = await startChild({ command: line[0], args: [...line.slice(1), ...args], env, cwd: root })
  const { code } = await child.exited
  return end(code ?? 1)
}

const commands = {
  // The image is built with these two: what they do is done before any command begins.
  install: async () => end(0),
  build: async () => end(0),
  start: async () => (await import('./supervise.mjs')).supervise(),
  test: async (args) => end(await (await import('./runTests.mjs')).runTests(args)),
}

async function run(name, args) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    throw new Problem(`Node ${oldestNode.join('.')} or newer is needed, this is ${process.versions.node}`)
  }
  const names = [...Object.keys(commands), ...Object.keys(tools)]
  if (!names.includes(name)) throw new Problem(`usage: node scripts/run.mjs ${names.join(' | ')}`)
  await withLock(inProject('.couvert', 'prepare.lock'), async () => {
    await ensureInstalled()
    if (name === 'start' || name === 'build') await ensureBuilt()
  })
  await (commands[name]?.(args) ?? runTool(tools[name], args))
}

const [name, ...args] = process.argv.slice(2)
endOnSignals((signal) => (name === 'start' ? 0 : { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]))
try {
  await run(name, args)
} catch (error) {
  if (!isEnding()) say(error instanceof Problem ? `couvert: ${error.message}` : error.stack)
  await end(1)
}
