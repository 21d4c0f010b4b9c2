import { tmpdir } from 'node:os'
import { type Core, createCore } from '../../server/core/createCore.ts'
import type { TestHub } from './hub.ts'

/** The heart alone, on the database of a hub: for what a test runs itself, with parts of its own. To be closed. */
export function coreOf({ mongoUri, redisUrl, secrets }: TestHub): Promise<Core> {
  return createCore({
    env: 'test',
    port: 0,
    healthPort: 0,
    nodeName: 'core',
    mongoUri,
    redisUrl,
    redisQueueUrl: redisUrl,
    secrets,
    origins: [],
    publicUrl: 'http://localhost:3000',
    smtpUrl: null,
    fcm: null,
    webPush: null,
    mailFrom: 'couvert@example.com',
    logLevel: 'silent',
    seedDemo: false,
    trustProxy: 0,
    webhookLoopback: false,
    blobFolder: tmpdir(),
  })
}
