import { existsSync, mkdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { type Collection, MongoClient } from 'mongodb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { findServer, onFreePort, startMongod } from '../../scripts/lib/servers.mjs'
import { FreshProject } from './project.ts'

// Whole starts of several processes: seconds on a free machine, and many more beside other tests.
vi.setConfig({ testTimeout: 240_000 })

let project: FreshProject

beforeAll(() => {
  project = new FreshProject(['mongodb', 'postal-mime', 'smtp-server', 'tsx', 'typescript'])
})

afterAll(() => project.dispose())

interface State {
  readonly env: { readonly MONGODB_URI: string; readonly REDIS_URL: string; readonly SECRETS_FILE: string }
}

const stateIn = (folder: string) => JSON.parse(project.read(join(folder, 'state.json'))) as State

async function withNotes<T>(work: (notes: Collection<{ _id: string }>) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(stateIn('.couvert').env.MONGODB_URI)
  try {
    return await work(client.db().collection<{ _id: string }>('notes'))
  } finally {
    await client.close()
  }
}

/** How the worker of a data folder was told to tell people. */
function toldBy(folder: string): unknown {
  const [, told = ''] = /"told by","told":(\{.*?\})/.exec(project.read(join(folder, 'logs/worker-1.log'))) ?? []
  return JSON.parse(told)
}

const nameOf = async (address: string) => (await fetch(`${address}/health/ready`)).text()

test('two starts at once in a fresh checkout install once, then run beside each other on other ports and data, with places to tell people', async () => {
  const [first, second] = [project.start(), project.start()]
  const [ours, theirs] = await Promise.all([first.nodes(), second.nodes()])

  expect(project.read('.couvert/logs/install.log').match(/^added \d+ packages/gm)).toHaveLength(1)
  expect(new Set([...ours, ...theirs]).size).toBe(4)
  expect(await Promise.all([...ours, ...theirs].map(nameOf))).toEqual(['node-1', 'node-2', 'node-1', 'node-2'])
  expect(stateIn('.couvert').env.MONGODB_URI).not.toBe(stateIn('.couvert/2').env.MONGODB_URI)
  expect(statSync(join(project.folder, '.couvert/secrets.json')).mode & 0o777).toBe(0o600)

  const inbox = /inbox +(\S+)/.exec(first.output)?.[1] ?? ''
  expect(await (await fetch(`${inbox}/pushes.json`)).json()).toEqual({ devices: [] })
  expect(toldBy('.couvert')).toEqual({
    SMTP_URL: expect.stringMatching(/^smtp:\/\/127\.0\.0\.1:\d+$/),
    HTTPS_PROXY: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    FCM_SERVICE_ACCOUNT_FILE: join(project.folder, '.couvert/push/account.json'),
    NODE_EXTRA_CA_CERTS: join(project.folder, '.couvert/push/google.pem'),
  })

  for (const run of [first, second]) {
    run.interrupt()
    expect(await run.ended()).toBe(0)
    await run.nothingLeft()
  }
})

test('SIGTERM to npm stops everything in order, and a start made meanwhile waits and finds keys and data', async () => {
  const run = project.start()
  await run.nodes()
  const secrets = project.read('.couvert/secrets.json')
  await withNotes((notes) => notes.insertOne({ _id: 'written before SIGTERM' }))

  run.signal('SIGTERM')
  await expect.poll(() => existsSync(join(project.folder, '.couvert/ending.lock')), { timeout: 30_000 }).toBe(true)
  const next = project.start()
  await run.ended()
  await run.nothingLeft()

  await next.nodes()
  expect(await withNotes((notes) => notes.countDocuments({ _id: 'written before SIGTERM' }))).toBe(1)
  expect(project.read('.couvert/secrets.json')).toBe(secrets)
  next.interrupt()
  await next.nothingLeft()
})

test.each(['npm', 'the runner'])(
  'SIGKILL of %s leaves no process behind and loses nothing that was acknowledged',
  async (who) => {
    const run = project.start()
    await run.nodes()
    const mark = `written before SIGKILL of ${who}`
    await withNotes((notes) => notes.insertOne({ _id: mark }, { writeConcern: { w: 'majority', j: true } }))

    process.kill(who === 'npm' ? run.pid : run.runnerPid, 'SIGKILL')
    await run.nothingLeft()
    // Before that the data folder is still in use, and a start beside it would take another.
    const next = project.start()
    await next.nodes()
    expect(await withNotes((notes) => notes.countDocuments({ _id: mark }))).toBe(1)
    next.interrupt()
    await next.nothingLeft()
  },
)

test('a node that dies is started again, and one that keeps dying ends everything with a line that says so', async () => {
  const run = project.start()
  const [node = ''] = await run.nodes()
  for (let crash = 1; crash <= 5; crash += 1) {
    await expect.poll(() => nameOf(node).catch(() => ''), { timeout: 10_000 }).toBe('node-1')
    await fetch(`${node}/crash`).catch(() => null) // It dies before it can answer.
    run.family()
  }
  expect(await run.ended()).toBe(1)
  expect(run.output).toContain('node-1 ended by itself (exit 3)')
  expect(run.output).toContain('the 5th time in a minute, so all stops')
  await run.nothingLeft()
})

test('a tool works on the data of the hub that runs, and on the same data when none runs', async () => {
  const tool = () => project.run('node', ['scripts/run.mjs', 'rebuild', 'with', 'arguments'])
  const hub = project.start()
  await hub.nodes()
  const beside = tool()
  expect(await beside.ended()).toBe(0)
  expect(beside.output).toContain(`rebuild with,arguments on ${stateIn('.couvert').env.MONGODB_URI}`)
  await withNotes((notes) => notes.insertOne({ _id: 'seen by the tool' }))
  hub.interrupt()
  await hub.nothingLeft()

  const alone = tool()
  expect(await alone.ended()).toBe(0)
  expect(alone.output).toContain('the note is there')
  await alone.nothingLeft()
})

test('a taken port is one clear line', async () => {
  const other = createServer().listen(0)
  const address = other.address()
  const port = typeof address === 'object' ? address?.port : 0
  const run = project.start({ PORT: String(port) })
  expect(await run.ended()).toBe(1)
  expect(run.output).toContain(`couvert: port ${port} is taken: stop what listens there, or choose another`)
  await run.nothingLeft()
  other.close()
})

test('a data folder in use by a foreign mongod is one clear line', async () => {
  const binary = await findServer('mongod')
  const folder = join(project.folder, '.couvert', 'mongo')
  mkdirSync(folder, { recursive: true })
  const logFile = join(project.folder, 'foreign.log')
  const foreign = await onFreePort((port) => startMongod({ binary, folder, port, logFile }))
  const run = project.start()
  expect(await run.ended()).toBe(1)
  expect(run.output).toMatch(/couvert: the data folder \S+mongo is in use by another mongod: stop that one first\n/)
  await run.nothingLeft()
  await foreign.stop()
})

test('a machine without servers and without python is told in one line what to install', async () => {
  const line = ['scripts/run.mjs', 'start']
  const run = project.run(process.execPath, line, { PATH: '', XDG_CACHE_HOME: join(project.folder, 'empty') })
  expect(await run.ended()).toBe(1)
  expect(run.output).toMatch(/couvert: MongoDB is missing: install .*mongod 6\.0 or newer, or set MONGODB_URI\n/)
  expect(run.output).not.toContain('    at ')
})
