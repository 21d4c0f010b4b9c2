import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, MongoClient } from 'mongodb'
import { inject } from 'vitest'
import { saveVenue, type VenueToSave } from '../../server/core/commands/saveVenue.ts'
import type { Secrets } from '../../server/core/config.ts'
import { newId } from '../../server/core/infra/ids.ts'
import type { SettingsDocument, VenueDocument } from '../../server/core/models/documents.ts'
import { asNodesRead } from '../support/databases.ts'
import { nodeLine, sourceLine } from '../support/nodeLine.ts'
import { buildVenue, type VenueOverrides } from '../support/venue.ts'

/** A hub node or worker in a process of its own. */
export interface FleetProcess {
  readonly url: string
  /** All it has written, to either stream. */
  log(): string
  /** SIGTERM, after 15 s SIGKILL. */
  stop(): Promise<void>
}

export interface ToolRun {
  readonly code: number | null
  readonly text: string
}

/** Processes on one database, each started with the secrets it is given. Ends with all of them. */
export interface Fleet extends AsyncDisposable {
  readonly db: Db
  readonly redisUrl: string
  /** @param env beside what every process needs */
  start(kind: 'hub' | 'worker', secrets: Secrets, env?: Readonly<Record<string, string>>): Promise<FleetProcess>
  /**
   * A program to its end; after two minutes SIGKILL, and no code.
   *
   * @param file from the root of the project
   * @param env beside what every process needs
   */
  run(file: string, secrets: Secrets, env?: Readonly<Record<string, string>>): Promise<ToolRun>
  seedVenue(overrides?: VenueOverrides): Promise<VenueToSave>
}

const root = new URL('../../', import.meta.url).pathname

/** @param servers @default those of the whole run */
export async function startFleet(servers: { readonly mongoUri?: string } = {}): Promise<Fleet> {
  const folder = await mkdtemp(join(tmpdir(), 'couvert-fleet-'))
  const mongoUri = (servers.mongoUri ?? inject('mongoUri')).replace(/^(mongodb:\/\/[^/?]+)\/?[^?]*/, `$1/t_${newId()}`)
  const redisUrl = `${inject('redisUrl')}/${process.env['VITEST_POOL_ID'] ?? '1'}`
  const client = await MongoClient.connect(mongoUri, asNodesRead)
  const db = client.db()
  const running = new Set<FleetProcess>()

  async function envWith(secrets: Secrets): Promise<NodeJS.ProcessEnv> {
    const file = join(folder, `${newId()}.json`)
    await writeFile(file, JSON.stringify(secrets), { mode: 0o600 })
    const servers = {
      MONGODB_URI: mongoUri,
      REDIS_URL: redisUrl,
      SECRETS_FILE: file,
      BLOB_FOLDER: join(folder, 'blobs'),
    }
    return { ...process.env, ...servers, NODE_ENV: 'production', LOG_LEVEL: 'debug', PORT: '0', HEALTH_PORT: '0' }
  }

  return {
    db,
    redisUrl,
    async start(kind, secrets, env = {}) {
      const child = spawnNode(nodeLine(kind), { ...(await envWith(secrets)), ...env })
      const log = logOf(child)
      const exited = once(child, 'exit')
      const port = await readyPort(child, log)
      const process: FleetProcess = {
        url: `http://127.0.0.1:${port}`,
        log,
        async stop() {
          running.delete(process)
          child.kill('SIGTERM')
          const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
          await exited
          clearTimeout(late)
        },
      }
      running.add(process)
      return process
    },
    async run(file, secrets, env = {}) {
      const child = spawnNode(sourceLine(join(root, file)), { ...(await envWith(secrets)), ...env })
      const log = logOf(child)
      const late = setTimeout(() => child.kill('SIGKILL'), 120_000)
      const [code] = (await once(child, 'close')) as [number | null]
      clearTimeout(late)
      return { code, text: log() }
    },
    async seedVenue(overrides) {
      const venue = buildVenue(overrides)
      const collections = {
        venues: db.collection<VenueDocument>('venues'),
        settings: db.collection<SettingsDocument>('settings'),
      }
      await saveVenue(collections, venue)
      return venue
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...running].map((process) => process.stop()))
      await db.dropDatabase()
      await client.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function spawnNode(line: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, line, { stdio: ['pipe', 'pipe', 'pipe'], env })
}

function logOf(child: ChildProcess): () => string {
  const parts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => parts.push(chunk.toString()))
  return () => parts.join('')
}

function readyPort(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`a process ended before it was ready: ${log().slice(-500)}`)))
    child.stdout?.on('data', () => {
      const port = /"port":(\d+),"msg":"(?:hub|worker) ready"/.exec(log())?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  })
}
