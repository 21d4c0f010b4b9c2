import { MongoClient } from 'mongodb'
import { expect, it } from 'vitest'
import { createCore } from '../../server/core/createCore.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { configOf, startHub } from '../support/hub.ts'

it('a node has opened its share of connections before it is ready', async () => {
  await using hub = await startHub({ worker: false })
  const nodeName = newId()
  const core = await createCore({ ...configOf(hub), secrets: hub.secrets, nodeName })
  const client = await MongoClient.connect(hub.mongoUri)
  const all = { $currentOp: { allUsers: true, idleConnections: true } }
  const open = await client
    .db('admin')
    .aggregate([all, { $match: { appName: nodeName } }])
    .toArray()
  await client.close()
  await core.close()
  // Beside those that only watch the server.
  expect(open.length).toBeGreaterThanOrEqual(16)
})
