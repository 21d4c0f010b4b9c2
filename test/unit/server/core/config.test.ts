import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError, loadConfig } from '../../../../server/core/config.ts'
import { makeSecrets } from '../../../support/secrets.ts'

const account = {
  project_id: 'couvert-test',
  client_email: 'push@couvert-test.iam.gserviceaccount.com',
  private_key: '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----\n',
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'couvert-config-'))
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(makeSecrets()))
})
afterAll(() => rmSync(folder, { recursive: true }))

function load(more: Readonly<Record<string, string>>) {
  const SECRETS_FILE = join(folder, 'secrets.json')
  return loadConfig({ MONGODB_URI: 'mongodb://localhost/x', REDIS_URL: 'redis://localhost', SECRETS_FILE, ...more })
}

function withAccount(text: string, more: Readonly<Record<string, string>> = {}) {
  const FCM_SERVICE_ACCOUNT_FILE = join(folder, 'fcm.json')
  writeFileSync(FCM_SERVICE_ACCOUNT_FILE, text)
  return load({ FCM_SERVICE_ACCOUNT_FILE, ...more })
}

describe('pushes', () => {
  it('are off without a service account, whatever the machine has for a proxy', () => {
    expect(load({}).fcm).toBeNull()
    expect(load({ HTTPS_PROXY: 'proxy:3128' }).fcm).toBeNull()
  })

  it('leave by the proxy, where there is one', () => {
    const { project_id: projectId, client_email: clientEmail, private_key: privateKey } = account
    const text = JSON.stringify({ ...account, type: 'service_account' })
    expect(withAccount(text).fcm).toEqual({ account: { projectId, clientEmail, privateKey }, proxy: null })
    expect(withAccount(text, { HTTPS_PROXY: '' }).fcm?.proxy).toBeNull()
    expect(withAccount(text, { HTTPS_PROXY: 'http://proxy:3128' }).fcm?.proxy).toBe('http://proxy:3128')
  })

  it.each([
    ['a file that is no JSON', 'secret', {}],
    ['an account without a key', JSON.stringify({ ...account, private_key: 'secret' }), {}],
    ['a proxy without its protocol', JSON.stringify(account), { HTTPS_PROXY: 'user:secret@proxy:3128' }],
  ])('%s keeps a process from starting, and is told without what is in it', (_, text, more) => {
    const refused = expect(() => withAccount(text, more))
    refused.toThrow(ConfigError)
    refused.toThrow(/^(?!.*secret).*(FCM_SERVICE_ACCOUNT_FILE|HTTPS_PROXY)/)
  })
})

const webConfig = { projectId: 'couvert', appId: '1:2:web:3', apiKey: 'AIza', messagingSenderId: '2' }

describe('where browsers get device tokens', () => {
  it('is nowhere unless it is said, of the provider what its library needs, or a stand-in', () => {
    const FCM_WEB_CONFIG = JSON.stringify({ ...webConfig, storageBucket: 'couvert.appspot.com' })
    expect(load({}).webPush).toBeNull()
    expect(load({ FCM_WEB_CONFIG, FCM_VAPID_KEY: 'BKey' }).webPush).toEqual({
      via: 'firebase',
      ...webConfig,
      vapidKey: 'BKey',
    })
    expect(load({ NODE_ENV: 'development', PUSH_DEVICE_URL: 'http://localhost:4100/' }).webPush).toEqual({
      via: 'local',
      url: 'http://localhost:4100',
    })
  })

  it.each([
    [
      'half of the provider',
      { FCM_VAPID_KEY: 'BKey' },
      'environment: FCM_VAPID_KEY: Goes together with FCM_WEB_CONFIG',
    ],
    [
      'a text that is no JSON',
      { FCM_WEB_CONFIG: '{', FCM_VAPID_KEY: 'BKey' },
      'FCM_WEB_CONFIG: cannot be read as JSON',
    ],
    ['one that lacks something', { FCM_WEB_CONFIG: '{}', FCM_VAPID_KEY: 'BKey' }, 'FCM_WEB_CONFIG: projectId:'],
    ['a stand-in in production', { PUSH_DEVICE_URL: 'http://localhost:1' }, 'PUSH_DEVICE_URL: Not in production'],
  ])('%s keeps a process from starting', (_, more, told) => {
    expect(() => load(more)).toThrow(told)
  })
})

it('webhooks never lead to this machine in production, also where nobody said that it is', () => {
  const env = {
    MONGODB_URI: 'mongodb://x',
    REDIS_URL: 'redis://x',
    SECRETS_FILE: '/dev/null',
    WEBHOOK_ALLOW_LOOPBACK: 'true',
  }
  const refused = /^environment: WEBHOOK_ALLOW_LOOPBACK: Not in production$/
  expect(() => loadConfig(env)).toThrow(refused)
  expect(() => loadConfig({ ...env, NODE_ENV: 'production' })).toThrow(refused)
  // Control: as far as the secrets.
  expect(() => loadConfig({ ...env, NODE_ENV: 'development' })).toThrow('SECRETS_FILE')
  expect(() => loadConfig({ ...env, WEBHOOK_ALLOW_LOOPBACK: 'false' })).toThrow('SECRETS_FILE')
})
