import { expect, it } from 'vitest'
import { loadConfig } from '../../../../server/core/config.ts'

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
