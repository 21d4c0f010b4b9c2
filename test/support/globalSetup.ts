import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { googleHosts, selfSigned } from '../../scripts/lib/google.mjs'
import { compileNode } from './compileNode.ts'
import { folderPrefix, removeAbandonedFolders, startRedis, startReplicaSet } from './servers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A replica set of one member; the address names no database, each test file takes one of its own. */
    mongoUri: string
    redisUrl: string
    /** Key and certificate, PEM, that every process of the run takes for Google's. */
    google: { key: string; cert: string }
  }
}

const { MONGODB_URI, REDIS_URL, NODE_EXTRA_CA_CERTS } = process.env

/** One MongoDB and one Redis for the whole run, unless addresses are in the environment; and the hub, compiled. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandonedFolders()
  const folder = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`))
  const programs = fileURLToPath(new URL(`../../.couvert/test-${process.pid}`, import.meta.url))
  const compiling = compileNode(programs)
  const google = selfSigned(...googleHosts)
  await trustToo(google.cert, join(folder, 'trusted.pem'))
  project.provide('google', google)
  const mongo = MONGODB_URI ? null : startReplicaSet({ members: 1 })
  const redis = REDIS_URL ? null : startRedis()
  project.provide('mongoUri', MONGODB_URI || ((await mongo)?.socketUri ?? ''))
  project.provide('redisUrl', REDIS_URL || ((await redis)?.url ?? ''))
  await compiling
  return async () => {
    await (await mongo)?.[Symbol.asyncDispose]()
    await (await redis)?.[Symbol.asyncDispose]()
    for (const each of [folder, programs]) await rm(each, { recursive: true, force: true })
  }
}

/** Node reads it where a process begins: so do those that run the tests, which are forked from this one. */
async function trustToo(cert: string, file: string): Promise<void> {
  const before = NODE_EXTRA_CA_CERTS ? await readFile(NODE_EXTRA_CA_CERTS, 'utf8') : ''
  await writeFile(file, `${before}\n${cert}`)
  process.env['NODE_EXTRA_CA_CERTS'] = file
}
