import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose, { type mongo } from 'mongoose'
import { newId } from '../../server/core/infra/ids.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import type { Grant } from '../../shared/contract/policy.ts'
import { makeSecrets } from '../support/secrets.ts'
import { startRedis, startReplicaSet } from '../support/servers.ts'

/** Who a client is, and the token that says so. */
export interface Person {
  readonly actor: string
  readonly token: string
}

/** Hub nodes and a worker as processes of their own, over real servers; a database that ends with it. */
export interface Cluster extends AsyncDisposable {
  readonly urls: readonly string[]
  readonly client: mongo.MongoClient
  readonly database: string
  readonly mongoUri: string
  readonly redisUrl: string
  /** Of the `others`, in their order. */
  readonly otherUrls: readonly string[]
  /** A new person with this role: a visitor, or staff of a venue. */
  person(grant: Grant): Person
}

export interface ClusterOptions {
  readonly nodes: number
  /** Of the replica set. */
  readonly members: 1 | 3
  readonly worker: boolean
  /** More programs that print a port as a node does, relative to this folder. */
  readonly others?: readonly string[]
}

const database = 'couvert'

/** For programs outside the test runner; tests have `startHub`. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const ends: End[] = []
  const stopAll = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end()
  }
  try {
    return { ...(await startParts(options, ends)), [Symbol.asyncDispose]: stopAll }
  } catch (error) {
    await stopAll()
    throw error
  }
}

type End = () => PromiseLike<void>

async function startParts(
  { nodes, members, worker, others = [] }: ClusterOptions,
  ends: End[],
): Promise<Omit<Cluster, keyof AsyncDisposable>> {
  const set = await startReplicaSet({ members })
  ends.push(() => set[Symbol.asyncDispose]())
  const redis = await startRedis()
  ends.push(() => redis[Symbol.asyncDispose]())
  const folder = await mkdtemp(join(tmpdir(), 'couvert-cluster-'))
  ends.push(() => rm(folder, { recursive: true, force: true }))
  const secrets = makeSecrets()
  const secretsFile = join(folder, 'secrets.json')
  await writeFile(secretsFile, JSON.stringify(secrets), { mode: 0o600 })
  const mongoUri = withDatabase(set.uri)
  const servers = { MONGODB_URI: mongoUri, REDIS_URL: redis.url, SECRETS_FILE: secretsFile }
  const env = { NODE_ENV: 'test', PORT: '0', HEALTH_PORT: '0', LOG_LEVEL: 'info', ...servers }
  const urls: string[] = []
  for (let node = 0; node < nodes; node++) urls.push(await startNode('../support/hubProcess.ts', env, ends))
  if (worker) await startNode('./workerProcess.ts', env, ends)
  const otherUrls: string[] = []
  for (const entry of others) otherUrls.push(await startNode(entry, env, ends))
  const client = await mongoose.mongo.MongoClient.connect(mongoUri)
  ends.push(() => client.close())
  const tokens = createTokens(secrets)
  return {
    urls,
    client,
    database,
    mongoUri,
    redisUrl: redis.url,
    otherUrls,
    person(grant) {
      const actor = `${grant.role === 'guest' ? 'guest' : 'account'}:${newId()}`
      return { actor, token: tokens.sign({ key: actor, sessionId: newId(), grants: [grant] }, Date.now()).token }
    },
  }
}

/** The address names several members, which no URL parser takes. */
function withDatabase(uri: string): string {
  return uri.replace('/?', `/${database}?`)
}

async function startNode(entry: string, env: Readonly<Record<string, string>>, ends: End[]): Promise<string> {
  const file = new URL(entry, import.meta.url).pathname
  const all = { ...process.env, ...env }
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['pipe', 'pipe', 'inherit'], env: all })
  ends.push(() => end(child))
  return `http://127.0.0.1:${await readyPort(child)}`
}

/** The port in the line that a node prints when it is ready; what it prints later is read and dropped. */
function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.once('exit', (code) =>
      reject(new Error(`a node ended before it was ready (${code ?? 'killed'}): ${text.slice(-500)}`)),
    )
    child.stdout?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-4_000)
      const port = /"port":(\d+),"msg":"(?:hub|worker) ready"/.exec(text)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await exit
  clearTimeout(late)
}
