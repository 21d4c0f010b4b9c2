import { createPrivateKey, createPublicKey } from 'node:crypto'

/** What of the secrets is looked at. */
interface Judged {
  readonly jwtKeys: readonly { readonly kid: string; readonly privateKeyPem: string }[]
  readonly fieldKeys: readonly { readonly id: string; readonly key: string }[]
  readonly macKeys: readonly { readonly id: string; readonly key: string }[]
  readonly blindIndexKey: string
  readonly demoPassword?: string | undefined
  readonly providers?: { readonly [name: string]: { readonly clientSecret: string } | undefined } | undefined
}

/** One secret that nobody should start with. Says what is wrong, never the secret. */
export interface Weakness {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Secrets that are placeholders, that somebody thought up, that serve twice, or that cannot work. */
export function weaknessesOf(secrets: Judged): readonly Weakness[] {
  const named = namedKeys(secrets)
  return [
    ...ids(secrets),
    ...named.flatMap(({ path, key }) => (isRandom(key) ? [] : [{ path, message: 'Not 32 random bytes' }])),
    ...repeated(named.map(({ path, key }) => ({ path, value: key }))),
    ...signingKeys(secrets),
    ...words(secrets),
  ]
}

function namedKeys({ fieldKeys, macKeys, blindIndexKey }: Judged) {
  return [
    ...fieldKeys.map(({ key }, i) => ({ path: ['fieldKeys', i, 'key'], key })),
    ...macKeys.map(({ key }, i) => ({ path: ['macKeys', i, 'key'], key })),
    { path: ['blindIndexKey'], key: blindIndexKey },
  ]
}

/** Random bytes have about thirty values among 32, are not all letters, and do not count. */
function isRandom(key: string): boolean {
  const bytes = [...Buffer.from(key, 'base64')]
  const steps = new Set(bytes.slice(1).map((byte, i) => (byte - (bytes[i] ?? 0) + 256) % 256))
  const areLetters = bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
  return bytes.length === 32 && new Set(bytes).size >= 16 && steps.size > 4 && !areLetters
}

/** What is sealed or hashed begins with the id and a full stop, so an id has none. */
function ids({ fieldKeys, macKeys, jwtKeys }: Judged): Weakness[] {
  const rings = {
    fieldKeys: fieldKeys.map(({ id }, i) => ({ path: ['fieldKeys', i, 'id'], value: id })),
    macKeys: macKeys.map(({ id }, i) => ({ path: ['macKeys', i, 'id'], value: id })),
    jwtKeys: jwtKeys.map(({ kid }, i) => ({ path: ['jwtKeys', i, 'kid'], value: kid })),
  }
  return Object.values(rings).flatMap((ring) => [
    ...repeated(ring),
    ...ring.flatMap(({ path, value }) =>
      /^[\w-]{1,64}$/.test(value) ? [] : [{ path, message: 'Letters, digits, _ and - only' }],
    ),
  ])
}

function repeated(values: readonly { readonly path: (string | number)[]; readonly value: string }[]): Weakness[] {
  const first = new Map<string, readonly (string | number)[]>()
  return values.flatMap(({ path, value }) => {
    const other = first.get(value)
    if (other === undefined) first.set(value, path)
    return other === undefined ? [] : [{ path, message: `The same as ${other.join('.')}` }]
  })
}

function signingKeys({ jwtKeys }: Judged): Weakness[] {
  const read = jwtKeys.map(({ privateKeyPem }, i) => ({
    path: ['jwtKeys', i, 'privateKeyPem'],
    value: publicKeyOf(privateKeyPem),
  }))
  const usable = read.flatMap(({ path, value }) => (value === null ? [] : [{ path, value }]))
  const unusable = read.filter(({ value }) => value === null)
  return [...unusable.map(({ path }) => ({ path, message: 'Not a private key on P-256' })), ...repeated(usable)]
}

function publicKeyOf(pem: string): string | null {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return null
    return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
  } catch {
    return null
  }
}

/** Secrets in words: not the ones of every example. */
function words({ demoPassword, providers = {} }: Judged): Weakness[] {
  const told = [
    { path: ['demoPassword'], value: demoPassword },
    ...Object.entries(providers).map(([name, it]) => ({
      path: ['providers', name, 'clientSecret'],
      value: it?.clientSecret,
    })),
  ]
  return told.flatMap(({ path, value }) =>
    value !== undefined && isPlaceholder(value) ? [{ path, message: 'A placeholder' }] : [],
  )
}

function isPlaceholder(value: string): boolean {
  const examples = /change.?me|replace.?me|placeholder|example|your.?(?:client|secret)|pass.?word|12345|todo/i
  return examples.test(value) || new Set(value).size < 5
}
