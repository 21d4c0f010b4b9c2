import { BlockList, isIPv4, isIPv6 } from 'node:net'

const closed = blockListOf('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Looks public, and leads to the host below a virtual machine.
  '168.63.129.16/32',
])
/** All that is routed on the internet: what is not in it (loopback, mapped, local, multicast) is closed. */
const global = blockListOf('ipv6', ['2000::/3'])
/** Within that: protocols' own, tunnels that hide an IPv4 address, documentation. */
const closedOfGlobal = blockListOf('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])
const loopback = blockListOf('ipv4', ['127.0.0.0/8'])

/** Whether an IP address belongs to the internet, as IANA's registries of special addresses have it. */
export function isPublicAddress(ip: string): boolean {
  if (isIPv4(ip)) return !closed.check(ip, 'ipv4')
  // With a zone it is of one link only.
  if (!isIPv6(ip) || ip.includes('%')) return false
  return global.check(ip, 'ipv6') && !closedOfGlobal.check(ip, 'ipv6')
}

export function isLoopbackAddress(ip: string): boolean {
  return ip === '::1' || (isIPv4(ip) && loopback.check(ip, 'ipv4'))
}

function blockListOf(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [net = '', prefix = ''] = subnet.split('/')
    list.addSubnet(net, Number(prefix), family)
  }
  return list
}
