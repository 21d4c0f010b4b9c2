import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Child,
  ensureReplicaSet,
  findServer,
  mongoUri,
  onFreePort,
  socketUri,
  startMongod,
  startRedisServer,
} from '../../scripts/lib/servers.mjs'

/** A server of a test's own, to be hurt at will. Everything it wrote goes when it is disposed of. */
interface TestServer extends AsyncDisposable {
  readonly pid: number
  readonly port: number
  /** Of all it writes. */
  readonly folder: string
  /** SIGKILL, and waits until it is gone. */
  kill9(): Promise<void>
  /** SIGSTOP: it keeps its connections and answers nobody. */
  stop(): void
  /** SIGCONT, after `stop`. */
  cont(): void
  /** Starts it again on its port and data after `kill9`. */
  restart(): Promise<void>
}

export interface TestReplicaSet extends AsyncDisposable {
  readonly uri: string
  /** The first member by its socket: a third less work than over TCP, for both ends. */
  readonly socketUri: string
  readonly members: readonly TestServer[]
}

export interface TestRedis extends TestServer {
  readonly url: string
}

// Elections within a second or two, so that a failover fits into a test. `failCommand` needs the test commands.
const shortElections = {
  settings: { electionTimeoutMillis: 1_000, heartbeatIntervalMillis: 200, heartbeatTimeoutSecs: 2 },
}
/**
 * One member answers a linearizable read, and with it a refusal, when its journal is next written, unless the majority
 * needs none. Every write that counts asks for the journal itself.
 */
const promptReads = { writeConcernMajorityJournalDefault: false }
const testArgs = ['--setParameter', 'enableTestCommands=1', '--setParameter', 'diagnosticDataCollectionEnabled=false']

/** The number of the process that made it comes behind. */
export const folderPrefix = 'couvert-test-'

/** A run that was killed could not tidy up: folders whose maker is gone are removed by the next run. */
export async function removeAbandonedFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const maker = name.startsWith(folderPrefix) ? Number.parseInt(name.slice(folderPrefix.length), 10) : Number.NaN
    if (!Number.isNaN(maker) && !isAlive(maker)) await rm(join(tmpdir(), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Short-lived data: a killed server is gone at once, a stopped one would first step down and flush. */
async function dispose(child: Child, folder: string): Promise<void> {
  await child.stop({ asking: 'SIGKILL' })
  await rm(folder, { recursive: true, force: true })
}

async function startTestServer(
  start: (folder: string, port: number) => Promise<Child>,
  name: string,
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-${name}-`))
  let port = 0
  let child = await onFreePort((free) => {
    port = free
    return start(folder, free)
  })
  return {
    get pid() {
      return child.pid
    },
    port,
    folder,
    kill9: async () => void (await child.stop({ asking: 'SIGKILL' })),
    stop: () => child.signal('SIGSTOP'),
    cont: () => child.signal('SIGCONT'),
    restart: async () => {
      child = await start(folder, port)
    },
    [Symbol.asyncDispose]: () => dispose(child, folder),
  }
}

/**
 * A real replica set. One member is ready in about a second; three elect a new primary about two seconds after the old
 * one dies.
 */
export async function startReplicaSet({ members: count }: { members: 1 | 3 }): Promise<TestReplicaSet> {
  const binary = await findServer('mongod')
  const startMember = (folder: string, port: number) =>
    startMongod({
      binary,
      folder: join(folder, 'data'),
      port,
      logFile: join(folder, 'mongod.log'),
      sockets: folder,
      extraArgs: testArgs,
      deathSignal: 'KILL',
    })
  const members = await Promise.all(Array.from({ length: count }, () => startTestServer(startMember, 'mongod')))
  const ports = members.map((member) => member.port)
  await ensureReplicaSet(ports, { ...shortElections, ...(count === 1 && promptReads) })
  return {
    uri: mongoUri(ports),
    socketUri: members
      .slice(0, 1)
      .map(({ folder, port }) => socketUri(folder, port))
      .join(),
    members,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(members.map((member) => member[Symbol.asyncDispose]()))
    },
  }
}

/** How often in a second Redis looks after itself, and wakes who waits in it, where nobody says otherwise. */
export const defaultHz = 10
/** Looking after itself five hundred times a second costs one that idles a hundredth of a core. */
const hz = 100

/** A real Redis; `durable` keeps its data in an append-only file, so that `restart` finds it again. */
export async function startRedis({ durable = false }: { durable?: boolean } = {}): Promise<TestRedis> {
  const binary = await findServer('redis')
  const server = await startTestServer(
    (folder, port) =>
      startRedisServer({ binary, folder, port, durable, hz, logFile: join(folder, 'redis.log'), deathSignal: 'KILL' }),
    'redis',
  )
  return Object.defineProperty(server as TestRedis, 'url', { value: `redis://127.0.0.1:${server.port}` })
}
