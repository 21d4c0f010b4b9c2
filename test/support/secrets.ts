import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Secrets } from '../../server/core/config.ts'

/** Keys for one test run, made when asked for. */
export function makeSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    jwtKeys: [{ kid: 'test', privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }],
    fieldKeys: [{ id: 'test', key: randomBytes(32).toString('base64') }],
    blindIndexKey: randomBytes(32).toString('base64'),
    macKeys: [{ id: 'test', key: randomBytes(32).toString('base64') }],
    demoPassword: randomBytes(12).toString('hex'),
  }
}
