import { tmpdir } from 'node:os'
import { type Core, createCore } from '../../server/core/createCore.ts'
import type { TestHub } from './hub.ts'

/** The inside of a process over the database of a hub, for what a test tells by itself. Its own to close. */
export function coreOf(hub: TestHub, nodeName: string): Promise<Core> {
  return createCore({
    env: 'test',
    port: 0,
    healthPort: 0,
    nodeName,
    mongoUri: hub.mongoUri,
    redisUrl: hub.redisUrl,
    redisQueueUrl: hub.redisUrl,
    secrets: hub.secrets,
    origins: [],
    publicUrl: 'http://localhost:3000',
    smtpUrl: null,
    fcm: null,
    webhookLoopback: false,
    mailFrom: 'couvert@example.com',
    logLevel: 'silent',
    seedDemo: false,
    trustProxy: 0,
    blobFolder: tmpdir(),
  })
}
