import { type Db, MongoClient } from 'mongodb'
import { startHub } from '../../server/startHub.ts'
import { asNodesRead } from '../support/databases.ts'
import { configWith } from '../support/loginHub.ts'

/** A node behind so many proxies of ours, which say for whom they ask. */
export interface ProxiedHub extends AsyncDisposable {
  readonly url: string
  readonly db: Db
}

export async function startProxiedHub(trustProxy: number, origins: readonly string[] = []): Promise<ProxiedHub> {
  const config = { ...(await configWith({})), trustProxy, origins: [...origins] }
  const node = await startHub(config)
  const client = await MongoClient.connect(config.mongoUri, asNodesRead)
  const db = client.db()
  return {
    url: `http://127.0.0.1:${node.port}`,
    db,
    async [Symbol.asyncDispose]() {
      await node.stop()
      await db.dropDatabase()
      await client.close()
    },
  }
}
