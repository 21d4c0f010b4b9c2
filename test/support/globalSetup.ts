import type { TestProject } from 'vitest/node'
import { removeAbandonedFolders, startRedis, startReplicaSet } from './servers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A replica set of one member; the address names no database, each test file takes one of its own. */
    mongoUri: string
    redisUrl: string
  }
}

const { MONGODB_URI, REDIS_URL } = process.env

/** One MongoDB and one Redis for the whole run; addresses in the environment are used instead. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandonedFolders()
  const mongo = MONGODB_URI ? null : startReplicaSet({ members: 1 })
  const redis = REDIS_URL ? null : startRedis()
  project.provide('mongoUri', MONGODB_URI || ((await mongo)?.uri ?? ''))
  project.provide('redisUrl', REDIS_URL || ((await redis)?.url ?? ''))
  return async () => {
    await (await mongo)?.[Symbol.asyncDispose]()
    await (await redis)?.[Symbol.asyncDispose]()
  }
}
