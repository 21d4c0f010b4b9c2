import { MongoClient } from 'mongodb'
import { expect, it } from 'vitest'
import { createCore } from '../../server/core/createCore.ts'
import { newId } from '../../server/core/infra/ids.ts'
import { connect } from '../support/client.ts'
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

it('a crowd that waited for a fresh node is answered', async () => {
  await using hub = await startHub({ worker: false })
  const { venueId } = await hub.seedVenue()
  using client = connect(hub.url(0), hub.tokenFor('guest'))
  const answers = await Promise.all(Array.from({ length: 64 }, () => client.call('venue.get', { venueId })))
  expect(answers.filter(({ ok }) => !ok)).toEqual([])
})
