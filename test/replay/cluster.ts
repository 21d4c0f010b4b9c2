import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose, { type mongo } from 'mongoose'
import type { Secrets } from '../../server/core/config.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { createTokens } from '../../server/core/infra/tokens.ts'
import type { BrokenRule } from '../../server/core/lane/ports.ts'
import type { Grant } from '../../shared/contract/policy.ts'
import { asNodesRead } from '../support/databases.ts'
import { nodeLine, sourceLine } from '../support/nodeLine.ts'
import type { ProbeOptions } from '../support/probe.ts'
import { makeSecrets } from '../support/secrets.ts'
import { startRedis, startReplicaSet, type TestRedis, type TestReplicaSet } from '../support/servers.ts'
import { type NodeProcess, startNode } from './nodes.ts'

/** Who a client is. */
export interface Person {
  readonly actor: string
  /** A fresh token that says so: a connection ends with its token, and a run may last longer. */
  token(): string
}

/** Hub nodes and a worker as processes of their own, over real servers; a database that ends with it. */
export interface Cluster extends AsyncDisposable {
  /** Of the hub nodes that run. */
  readonly urls: readonly string[]
  readonly set: TestReplicaSet
  readonly redis: TestRedis
  readonly client: mongo.MongoClient
  readonly database: string
  readonly mongoUri: string
  /** Of the `others`, in their order. */
  readonly otherUrls: readonly string[]
  /** A new person with this role: a visitor, or staff of a venue. */
  person(grant: Grant): Person
  /** @param killAt `K3.committed:17`: it kills itself the 17th time it comes to that point */
  addNode(killAt?: string): Promise<NodeProcess>
  addWorker(fate?: Fate): Promise<NodeProcess>
  readonly secrets: Secrets
}

/** What becomes of a worker. @default nothing */
export type Fate = Omit<ProbeOptions, 'breaks'>

export interface ClusterOptions {
  readonly nodes: number
  /** Of the replica set. */
  readonly members: 1 | 3
  readonly worker: boolean
  /** Where workers send mails. @default nowhere */
  readonly smtpUrl?: string
  /** Rules that nodes and worker break, for controls. */
  readonly breaks?: readonly BrokenRule[]
  /** More programs that print a port as a node does, relative to this folder. */
  readonly others?: readonly string[]
}

const database = 'couvert'

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

async function startParts(options: ClusterOptions, ends: End[]): Promise<Omit<Cluster, keyof AsyncDisposable>> {
  const { nodes, members, worker, breaks = [], others = [], smtpUrl } = options
  const set = await startReplicaSet({ members })
  ends.push(() => set[Symbol.asyncDispose]())
  const redis = await startRedis()
  ends.push(() => redis[Symbol.asyncDispose]())
  const folder = await mkdtemp(join(tmpdir(), 'couvert-cluster-'))
  ends.push(() => rm(folder, { recursive: true, force: true }))
  const secrets = makeSecrets()
  const secretsFile = join(folder, 'secrets.json')
  await writeFile(secretsFile, JSON.stringify(secrets), { mode: 0o600 })
  const tokens = createTokens(secrets)
  // The address names several members, which no URL parser takes.
  const mongoUri = set.uri.replace('/?', `/${database}?`)
  const servers = { MONGODB_URI: mongoUri, REDIS_URL: redis.url, SECRETS_FILE: secretsFile }
  const quiet = { NODE_ENV: 'test', PORT: '0', HEALTH_PORT: '0', LOG_LEVEL: 'info' }
  const env = { ...quiet, ...servers, TEST_BREAKS: breaks.join(), ...(smtpUrl !== undefined && { SMTP_URL: smtpUrl }) }

  async function start(line: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<NodeProcess> {
    const node = await startNode(line, { ...env, ...more })
    ends.push(() => node.stop())
    return node
  }

  const urls: string[] = []
  async function addNode(killAt = ''): Promise<NodeProcess> {
    const node = await start(nodeLine('hub'), { TEST_KILL_AT: killAt })
    urls.push(node.url)
    // As a load balancer does, once its health checks fail.
    void node.gone.then(() => urls.splice(urls.indexOf(node.url), 1))
    return node
  }

  const addWorker = ({ killAt = '', signal = 'SIGKILL', poison }: Fate = {}) =>
    start(nodeLine('worker'), {
      TEST_KILL_AT: killAt,
      TEST_SIGNAL: signal,
      ...(poison !== undefined && { TEST_POISON: poison }),
    })

  const [otherNodes] = await Promise.all([
    Promise.all(others.map((entry) => start(sourceLine(new URL(entry, import.meta.url).pathname)))),
    Promise.all(Array.from({ length: nodes }, () => addNode())),
    worker ? addWorker() : null,
  ])
  const otherUrls = otherNodes.map(({ url }) => url)
  const client = await mongoose.mongo.MongoClient.connect(mongoUri, asNodesRead)
  ends.push(() => client.close())

  function person(grant: Grant): Person {
    const actor = `${grant.role === 'guest' ? 'guest' : 'account'}:${newId()}`
    const sessionId = newId()
    return { actor, token: () => tokens.sign({ key: actor, sessionId, grants: [grant] }, Date.now()).token }
  }

  return { urls, set, redis, client, database, mongoUri, otherUrls, person, addNode, addWorker, secrets }
}
