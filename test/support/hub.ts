import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, MongoClient } from 'mongodb'
import { inject } from 'vitest'
import { saveVenue, type VenueToSave } from '../../server/core/commands/saveVenue.ts'
import type { Config, Secrets } from '../../server/core/config.ts'
import type { AccountDocument } from '../../server/core/identity/documents.ts'
import type { Session } from '../../server/core/identity/issue.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import type { BookDocument, EventDocument } from '../../server/core/lane/documents.ts'
import type { BrokenRule } from '../../server/core/lane/ports.ts'
import type { SettingsDocument, VenueDocument } from '../../server/core/models/documents.ts'
import { startHub as startNode } from '../../server/startHub.ts'
import type { Grant, Role } from '../../shared/contract/policy.ts'
import { startWorker } from '../../workers/startWorker.ts'
import { openAccount } from './account.ts'
import { asNodesRead, giveBack, takeDatabase } from './databases.ts'
import { nodeLine } from './nodeLine.ts'
import { probeOf } from './probe.ts'
import { makeSecrets } from './secrets.ts'
import { buildVenue, type VenueOverrides } from './venue.ts'

/** One hub node of a test. */
export interface TestNode {
  readonly url: string
  readonly port: number
  /** Of a node that is a process of its own. */
  readonly pid: number | null
  /** What a process of its own has written so far; the last hundred thousand characters. */
  log(): string
  /** SIGTERM, or its like within this process. */
  stop(): Promise<void>
  /** SIGKILL; only for a node that is a process of its own. */
  kill9(): Promise<void>
}

export interface TestHub extends AsyncDisposable {
  readonly nodes: readonly TestNode[]
  /** Address of the n-th node. */
  url(n: number): string
  /** A book as it lies in the database. */
  book(venueId: string, date: string): Promise<BookDocument | null>
  readonly mongoUri: string
  readonly redisUrl: string
  readonly db: Db
  /** A restaurant of the test's own; see `buildVenue`. */
  seedVenue(overrides?: VenueOverrides): Promise<VenueToSave>
  /** A token for a role, at a venue for staff; each call is another person unless `key` says who. */
  tokenFor(role: Role, venueId?: string, key?: string, signedAt?: number): string
  readonly secrets: Secrets
  /** An account of the test's own, with a session as after a login. */
  openAccount(
    overrides?: Partial<AccountDocument>,
  ): Promise<{ readonly account: AccountDocument; readonly session: Session }>
  /** One more node, on a port of its own or a given one. */
  addNode(options?: { readonly port?: number; readonly killAt?: string }): Promise<TestNode>
  /** The worker, unless there is none. */
  stopWorker(): Promise<void>
}

interface HubOptions {
  /** @default 1 */
  readonly nodes?: number
  /** @default true */
  readonly worker?: boolean
  /** Nodes as processes, which can be killed. @default false */
  readonly processes?: boolean
  readonly mongoUri?: string
  readonly redisUrl?: string
  /** @default the same */
  readonly redisQueueUrl?: string
  /** Where mails go. @default nowhere: they wait */
  readonly smtpUrl?: string
  /** Where pushes go, and how. @default nowhere: there are none */
  readonly fcm?: Config['fcm']
  /** Where browsers get device tokens. @default nowhere */
  readonly webPush?: Config['webPush']
  /** Webhooks may lead to this machine. @default false */
  readonly webhookLoopback?: boolean
  /** Demo restaurants and accounts, as `npm start` has them. @default false */
  readonly seedDemo?: boolean
  /** Switches that break a rule, for the controls. */
  readonly breaks?: readonly BrokenRule[]
  /** `K3.committed:17`: the first node kills itself when it comes to this point for the 17th time. Needs `processes`. */
  readonly killAt?: string
}

/** A hub with real servers below it and a database of its own. Ends with everything it started. */
export async function startHub(options: HubOptions = {}): Promise<TestHub> {
  const server = options.mongoUri ?? inject('mongoUri')
  const redisUrl = options.redisUrl ?? `${inject('redisUrl')}/${process.env['VITEST_POOL_ID'] ?? '1'}`
  const client = await MongoClient.connect(server, asNodesRead)
  const isShared = options.mongoUri === undefined
  const db = isShared ? await takeDatabase(client) : client.db(`t_${newId()}`)
  const mongoUri = withDatabase(server, db.databaseName)
  const config = {
    ...configOf({ mongoUri, redisUrl }),
    redisQueueUrl: options.redisQueueUrl ?? redisUrl,
    seedDemo: options.seedDemo === true,
    smtpUrl: options.smtpUrl ?? null,
    fcm: options.fcm ?? null,
    webPush: options.webPush ?? null,
    webhookLoopback: options.webhookLoopback === true,
  }
  const tokens = createTokens(config.secrets)
  const start = options.processes === true ? await processStarter(config) : inThisProcess(config, options.breaks ?? [])
  const nodes: TestNode[] = []
  for (let i = 0; i < (options.nodes ?? 1); i++) {
    nodes.push(await start({ port: 0, ...(i === 0 && options.killAt !== undefined && { killAt: options.killAt }) }))
  }
  let worker =
    options.worker === false
      ? null
      : await startWorker({ ...config, nodeName: 'worker' }, probeOf({ breaks: options.breaks ?? [] }))

  async function stopWorker(): Promise<void> {
    await worker?.stop()
    worker = null
  }

  return {
    nodes,
    url(n) {
      const node = nodes[n]
      if (node === undefined) throw new Error(`no node ${n}`)
      return node.url
    },
    book: (venueId, date) => booksOf(db).books.findOne({ _id: `${venueId}:${date}` }),
    mongoUri,
    redisUrl,
    db,
    async seedVenue(overrides) {
      const venue = buildVenue(overrides)
      await saveVenue(
        { venues: db.collection<VenueDocument>('venues'), settings: db.collection<SettingsDocument>('settings') },
        venue,
      )
      return venue
    },
    tokenFor(role, venueId, key = newId(), signedAt = Date.now()) {
      const grants: Grant[] = [{ role, venueId: venueId ?? null }]
      const kind = role === 'guest' ? 'guest' : 'account'
      return tokens.sign({ key: `${kind}:${key}`, sessionId: newId(), grants }, signedAt).token
    },
    secrets: config.secrets,
    openAccount: (overrides) => openAccount({ db, secrets: config.secrets, tokens }, overrides),
    async addNode(more = {}) {
      const node = await start({ port: more.port ?? 0, ...(more.killAt !== undefined && { killAt: more.killAt }) })
      nodes.push(node)
      return node
    },
    stopWorker,
    async [Symbol.asyncDispose]() {
      await stopWorker()
      await Promise.all(nodes.map((node) => node.stop()))
      await start.close()
      await (isShared ? giveBack(db) : db.dropDatabase())
      await client.close()
      // The pictures of a demo may just be drawn.
      await rm(config.blobFolder, { recursive: true, force: true, maxRetries: 20 })
    },
  }
}

/** What a test reads of the truth. */
export function booksOf(db: Db) {
  return { books: db.collection<BookDocument>('books'), events: db.collection<EventDocument>('events') }
}

/** The address may name several members, which `URL` does not read. */
function withDatabase(uri: string, database: string): string {
  return uri.replace(/^(mongodb:\/\/[^/?]+)\/?[^?]*/, `$1/${database}`)
}

export function configOf({ mongoUri, redisUrl }: { mongoUri: string; redisUrl: string }): Config {
  return {
    env: 'test',
    port: 0,
    healthPort: 0,
    nodeName: 'hub',
    mongoUri,
    redisUrl,
    redisQueueUrl: redisUrl,
    secrets: makeSecrets(),
    origins: [],
    publicUrl: 'http://localhost:3000',
    smtpUrl: null,
    fcm: null,
    webPush: null,
    mailFrom: 'couvert@example.com',
    logLevel: process.env['TEST_LOG'] === undefined ? 'silent' : 'debug',
    seedDemo: false,
    trustProxy: 0,
    webhookLoopback: false,
    blobS3: null,
    blobFolder: join(tmpdir(), `couvert-blobs-${newId()}`),
  }
}

interface Starter {
  (options: { readonly port: number; readonly killAt?: string }): Promise<TestNode>
  close(): Promise<void>
}

function inThisProcess(config: Config, breaks: readonly BrokenRule[]): Starter {
  const start = async ({ port }: { readonly port: number }): Promise<TestNode> => {
    const hub = await startNode({ ...config, port }, probeOf({ breaks }))
    let stopped: Promise<void> | null = null
    return {
      url: `http://127.0.0.1:${hub.port}`,
      port: hub.port,
      pid: null,
      log: () => '',
      stop: () => (stopped ??= hub.stop()),
      kill9: () => Promise.reject(new Error('only a node that is a process of its own can be killed')),
    }
  }
  return Object.assign(start, { close: () => Promise.resolve() })
}

async function processStarter(config: Config): Promise<Starter> {
  const folder = await mkdtemp(join(tmpdir(), 'couvert-hub-'))
  const secretsFile = join(folder, 'secrets.json')
  await writeFile(secretsFile, JSON.stringify(config.secrets), { mode: 0o600 })

  const start = async ({ port, killAt }: { readonly port: number; readonly killAt?: string }): Promise<TestNode> => {
    const child = spawn(process.execPath, nodeLine('hub'), {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'test',
        PORT: String(port),
        MONGODB_URI: config.mongoUri,
        REDIS_URL: config.redisUrl,
        SECRETS_FILE: secretsFile,
        BLOB_FOLDER: config.blobFolder,
        LOG_LEVEL: 'info',
        TEST_KILL_AT: killAt ?? '',
        SEED_DEMO: String(config.seedDemo),
      },
    })
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-100_000)
    })
    const ready = await readyPort(child)
    return {
      url: `http://127.0.0.1:${ready}`,
      port: ready,
      pid: child.pid ?? null,
      log: () => text,
      stop: () => end(child, 'SIGTERM'),
      kill9: () => end(child, 'SIGKILL'),
    }
  }
  return Object.assign(start, { close: () => rm(folder, { recursive: true, force: true }) })
}

/** The port in the line a hub prints when it is ready. */
function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.once('exit', (code) =>
      reject(new Error(`the node ended before it was ready (${code ?? 'killed'}): ${text.slice(-500)}`)),
    )
    child.stdout?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-20_000)
      const port = /"port":(\d+),"msg":"hub ready"/.exec(text)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  })
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}
