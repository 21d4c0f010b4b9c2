import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isLoopbackAddress, isPublicAddress } from './publicAddress.ts'

/** Which addresses a webhook may lead to. */
export interface Reach {
  /** This machine too, on any port and unencrypted. */
  readonly loopback: boolean
  /** The IP addresses of a name. @throws where it has none, or nobody answers */
  readonly resolve: (name: string) => Promise<readonly string[]>
}

/** It leads to where nothing of ours may go. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
  readonly code = 'address_refused'
}

const ports: ReadonlySet<string> = new Set(['', '443', '8443'])
/** Never of the internet, whoever answers for them. */
const localNames = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa)$/
const onlyLocally = 'Must be the name of a public host'

/**
 * What is wrong with an address as it is written; null: nothing is. Judged on what the parser made of it, which is what
 * is called later: so a host in octal, hexadecimal, as one number or percent-encoded is the IP address it stands for.
 */
export function problemOfUrl(text: string, { loopback }: Pick<Reach, 'loopback'>): string | null {
  if (!URL.canParse(text)) return 'Must be an address'
  const { protocol, username, password, hash, port, hostname } = new URL(text)
  if (username !== '' || password !== '') return 'Must be without user and password'
  if (hash !== '') return 'Must be without #'
  if (loopback && isThisMachine(hostname)) return null
  if (protocol !== 'https:') return 'Must be https'
  if (!ports.has(port)) return 'Must be on port 443 or 8443'
  if (isIP(bare(hostname)) !== 0) return onlyLocally
  if (!hostname.includes('.') || hostname.endsWith('.') || localNames.test(hostname)) return onlyLocally
  return null
}

/**
 * Where a host may be called. Only these are connected to: a name that leads elsewhere a moment later changes nothing.
 *
 * @throws AddressRefused where it leads to none that is public
 */
export async function addressesOf(hostname: string, { loopback, resolve }: Reach): Promise<readonly string[]> {
  const name = bare(hostname)
  const all = isIP(name) !== 0 ? [name] : await resolve(name)
  const open = all.filter((ip) => isPublicAddress(ip) || (loopback && isLoopbackAddress(ip)))
  if (open.length === 0) throw new AddressRefused('no public address')
  return open
}

/**
 * Asked from the name servers themselves: no file of this machine and no search list adds names, and no thread is kept
 * waiting.
 */
export async function resolvePublicName(name: string): Promise<readonly string[]> {
  if (name === 'localhost') return ['127.0.0.1']
  // Nobody's, by RFC 6761: not asked for.
  if (name.endsWith('.invalid')) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
  const resolver = new Resolver({ timeout: 2000, tries: 2 })
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  const found = [four, six].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (found.length === 0 && four.status === 'rejected') throw four.reason
  return found
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || isLoopbackAddress(bare(hostname))
}

/** An IPv6 address stands in brackets in a URL. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}
