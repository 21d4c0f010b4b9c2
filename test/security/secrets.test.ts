import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError, loadConfig, type Secrets } from '../../server/core/config.ts'
import { makeSecrets } from '../support/secrets.ts'

const root = new URL('../../', import.meta.url).pathname
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'couvert-secrets-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(secrets: unknown): string {
  const file = join(folder, 'secrets.json')
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return file
}

/** Why a process would not start with these; null when it would. */
function refusalOf(secrets: unknown): string | null {
  const servers = { MONGODB_URI: 'mongodb://127.0.0.1/x', REDIS_URL: 'redis://127.0.0.1' }
  try {
    loadConfig({ ...servers, SECRETS_FILE: fileOf(secrets) })
    return null
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message
  }
}

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64')
const good = makeSecrets()
const [fieldKey, macKey, jwtKey] = [good.fieldKeys[0], good.macKeys[0], good.jwtKeys[0]] as const
if (!fieldKey || !macKey || !jwtKey) throw new Error('makeSecrets makes one of each')

const zeros = base64(new Uint8Array(32))
const counted = base64(Uint8Array.from({ length: 32 }, (_, i) => i))
const repeatedWord = base64('secret12secret12secret12secret12')
const sentence = base64('my dog ate 31 keys and 1 flower!')
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'pkcs8', format: 'pem' })

type Bad = readonly [what: string, secrets: unknown, refusal: string]

const bad: readonly Bad[] = [
  ['a word', { ...good, blindIndexKey: 'changeme' }, 'SECRETS_FILE: blindIndexKey: '],
  ['nothing', { ...good, blindIndexKey: '' }, 'SECRETS_FILE: blindIndexKey: '],
  ['no mac key', { ...good, macKeys: [] }, 'SECRETS_FILE: macKeys: '],
  ['zeros', { ...good, blindIndexKey: zeros }, 'SECRETS_FILE: blindIndexKey: Not 32 random bytes'],
  ['33 bytes', { ...good, blindIndexKey: base64(Buffer.alloc(33, 'x')) }, 'SECRETS_FILE: blindIndexKey: Not 32'],
  [
    'bytes that count',
    { ...good, fieldKeys: [{ id: '1', key: counted }] },
    'SECRETS_FILE: fieldKeys.0.key: Not 32 random bytes',
  ],
  [
    'a word repeated',
    { ...good, macKeys: [macKey, { id: '2', key: repeatedWord }] },
    'SECRETS_FILE: macKeys.1.key: Not 32 random bytes',
  ],
  [
    'a sentence',
    { ...good, macKeys: [{ id: '1', key: sentence }] },
    'SECRETS_FILE: macKeys.0.key: Not 32 random bytes',
  ],
  [
    'one key for two purposes',
    { ...good, blindIndexKey: fieldKey.key },
    'SECRETS_FILE: blindIndexKey: The same as fieldKeys.0.key',
  ],
  [
    'an old key under a new id',
    { ...good, fieldKeys: [{ id: 'new', key: fieldKey.key }, fieldKey] },
    'SECRETS_FILE: fieldKeys.1.key: The same as fieldKeys.0.key',
  ],
  [
    'a new key under the old id',
    { ...good, fieldKeys: [...makeSecrets().fieldKeys, fieldKey] },
    'SECRETS_FILE: fieldKeys.1.id: The same as fieldKeys.0.id',
  ],
  [
    'an id that what it seals could not be read by',
    { ...good, fieldKeys: [{ ...fieldKey, id: '2026.1' }] },
    'SECRETS_FILE: fieldKeys.0.id: Letters, digits, _ and - only',
  ],
  [
    'one signing key twice',
    { ...good, jwtKeys: [jwtKey, { ...jwtKey, kid: 'new' }] },
    'SECRETS_FILE: jwtKeys.1.privateKeyPem: The same as jwtKeys.0.privateKeyPem',
  ],
  [
    'two signing keys under one id',
    { ...good, jwtKeys: [jwtKey, ...makeSecrets().jwtKeys] },
    'SECRETS_FILE: jwtKeys.1.kid: The same as jwtKeys.0.kid',
  ],
  ...[rsa, p384, '-----BEGIN PRIVATE KEY-----\nchangeme\n-----END PRIVATE KEY-----'].map(
    (privateKeyPem): Bad => [
      `a signing key of another kind (${String(privateKeyPem).length})`,
      { ...good, jwtKeys: [{ kid: '1', privateKeyPem }] },
      'SECRETS_FILE: jwtKeys.0.privateKeyPem: Not a private key on P-256',
    ],
  ),
  ...['changeme-changeme', 'password123456', 'aaaaaaaaaaaaaaaa'].map(
    (demoPassword): Bad => [
      `${demoPassword} as a password`,
      { ...good, demoPassword },
      'SECRETS_FILE: demoPassword: A placeholder',
    ],
  ),
  [
    'a provider’s secret that was never filled in',
    { ...good, providers: { google: { clientId: 'x', clientSecret: 'your-client-secret' } } },
    'SECRETS_FILE: providers.google.clientSecret: A placeholder',
  ],
]

describe('S30: secrets', () => {
  it('as they are made are taken', async () => {
    const { ensureSecrets } = (await import(`${root}scripts/lib/secrets.mjs`)) as {
      ensureSecrets: (file: string, options: { demo: boolean }) => void
    }
    const file = join(folder, 'made.json')
    ensureSecrets(file, { demo: true })
    expect(refusalOf(JSON.parse(readFileSync(file, 'utf8')))).toBeNull()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    for (let i = 0; i < 200; i++) expect(refusalOf(makeSecrets())).toBeNull()
  })

  it('with an old key behind a new one in each ring are taken', () => {
    const fresh = makeSecrets()
    const renamed: Secrets = {
      ...good,
      jwtKeys: [...fresh.jwtKeys.map((key) => ({ ...key, kid: 'new' })), jwtKey],
      fieldKeys: [...fresh.fieldKeys.map((key) => ({ ...key, id: 'new' })), fieldKey],
      macKeys: [...fresh.macKeys.map((key) => ({ ...key, id: 'new' })), macKey],
    }
    expect(refusalOf(renamed)).toBeNull()
  })

  it.each(bad)('with %s are refused by name', (_what, secrets, refusal) => {
    expect(refusalOf(secrets)?.split('\n')).toContainEqual(expect.stringContaining(refusal))
  })

  it('are never told when they are refused', () => {
    for (const [, secrets] of bad) {
      const told = refusalOf(secrets) ?? ''
      for (const secret of [fieldKey.key, macKey.key, good.blindIndexKey, zeros, counted, repeatedWord, sentence]) {
        expect(told).not.toContain(secret)
      }
      expect(told).not.toMatch(/BEGIN|changeme-|aaaaaaaa|password123/)
    }
  })

  it.each([
    ['a hub', 'server/main.ts'],
    ['a worker', 'workers/main.ts'],
    ['a tool', 'workers/tools/rotateKeys.ts'],
  ])('that are weak keep %s from starting', (_what, entry) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(root, entry)], {
      env: {
        PATH: process.env['PATH'],
        MONGODB_URI: 'mongodb://127.0.0.1:1/x',
        REDIS_URL: 'redis://127.0.0.1:1',
        SECRETS_FILE: fileOf({ ...good, blindIndexKey: zeros }),
      },
      encoding: 'utf8',
    })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('SECRETS_FILE: blindIndexKey: Not 32 random bytes')
    expect(stderr).not.toContain(zeros)
  })
})

/** What looks like a secret that somebody left in a file: our kinds, and those of whom we have to do with. */
const secretShapes = [
  /-----BEGIN (?:EC |RSA )?PRIVATE KEY-----\s*[A-Za-z0-9+/=]{40}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bghp_[A-Za-z0-9]{36}\b/,
  /"private_key_id"\s*:\s*"[0-9a-f]{40}"/,
  /\bGOCSPX-[\w-]{20,}/,
  /"(?:key|blindIndexKey)"\s*:\s*"[A-Za-z0-9+/]{43}="/,
]

const skipped = new Set(['node_modules', 'dist', '.git', '.couvert', 'reports', 'screens', '.stryker-tmp'])

function* filesUnder(path: string): Generator<string> {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue
    const inside = join(path, entry.name)
    if (entry.isDirectory()) yield* filesUnder(inside)
    else if (entry.isFile() && statSync(inside).size < 5_000_000) yield inside
  }
}

function secretsIn(path: string): readonly string[] {
  return [...filesUnder(path)].filter((file) => {
    const text = readFileSync(file, 'latin1')
    return secretShapes.some((shape) => shape.test(text))
  })
}

it('no file of the project holds a secret; one that does is found', () => {
  expect(secretsIn(root)).toEqual([])
  const file = fileOf(makeSecrets())
  expect(secretsIn(folder)).toContain(file)
  writeFileSync(file, JSON.stringify({ fieldKeys: [fieldKey] }))
  expect(secretsIn(folder)).toContain(file)
})
