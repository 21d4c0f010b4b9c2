import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const words =
  'amber basil cedar cider clove copper fennel ginger hazel honey juniper linen maple marble olive pepper plum saffron silver thyme'

function readablePassword() {
  const list = words.split(' ')
  const word = () => list[randomInt(list.length)]
  return `${word()}-${word()}-${word()}-${randomInt(1_000, 10_000)}`
}

/**
 * Makes the keys of an installation, unless they are there: its data is encrypted under them. `demo` adds the password
 * of the demo accounts.
 *
 * Shape: `{ jwtKeys: [{ kid, privateKeyPem }], fieldKeys: [{ id, key }], blindIndexKey, macKeys: [{ id, key }], demoPassword }`; keys are 32
 * bytes in base64, the private key is P-256 in PKCS 8.
 */
export function ensureSecrets(file, { demo }) {
  if (existsSync(file)) return
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = () => randomBytes(32).toString('base64')
  const secrets = {
    jwtKeys: [
      { kid: randomBytes(8).toString('hex'), privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }) },
    ],
    fieldKeys: [{ id: '1', key: key() }],
    blindIndexKey: key(),
    macKeys: [{ id: '1', key: key() }],
    ...(demo && { demoPassword: readablePassword() }),
  }
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
