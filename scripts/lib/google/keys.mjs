import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { googleHosts } from './connectProxy.mjs'
import { makeServiceAccount } from './provider.mjs'
import { selfSigned } from './selfSigned.mjs'

/**
 * What the demo's stand-in for Google is known by, made once for a data folder: a certificate for Google's hosts, and a
 * service account. They are worth something to nobody else.
 *
 * @returns `{ identity, account, accountFile, certFile }`
 */
export function ensureGoogleKeys(folder) {
  const place = join(folder, 'push')
  const accountFile = join(place, 'account.json')
  const identityFile = join(place, 'identity.json')
  const certFile = join(place, 'google.pem')
  mkdirSync(place, { recursive: true, mode: 0o700 })
  ensure(accountFile, () => makeServiceAccount('couvert-demo'))
  ensure(identityFile, () => selfSigned(...googleHosts))
  const identity = read(identityFile)
  // Node takes one file: whom it trusted before, it trusts on.
  const before = process.env.NODE_EXTRA_CA_CERTS
  const trusted = before && existsSync(before) ? readFileSync(before, 'utf8') : ''
  writeFileSync(certFile, `${trusted}\n${identity.cert}`, { mode: 0o600 })
  return { identity, account: read(accountFile), accountFile, certFile }
}

function ensure(file, make) {
  if (existsSync(file)) return
  writeFileSync(`${file}.new`, JSON.stringify(make()), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
