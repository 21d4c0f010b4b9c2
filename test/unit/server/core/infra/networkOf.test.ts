import { expect, test } from 'vitest'
import { networkOf } from '../../../../../server/core/infra/networkOf.ts'

test('an IPv4 address is itself, also where it came in through an IPv6 socket', () => {
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7')
  expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7')
})

test('all addresses of one /64 are one, however they are written, and those of the next are not', () => {
  const one = networkOf('2001:db8:0:1::1')
  for (const same of [
    '2001:0db8:0000:0001:ffff:ffff:ffff:ffff',
    '2001:DB8:0:1:0:0:0:2',
    '2001:db8:0:1::',
    '2001:db8::1:0:0:0:2',
  ]) {
    expect(networkOf(same)).toBe(one)
  }
  expect(networkOf('2001:db8:0:2::1')).not.toBe(one)
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
  expect(networkOf('fe80::1%eth0')).toBe(networkOf('fe80::2'))
})

test('what is no address stays what it is', () => {
  for (const odd of ['', 'unix', '1.2.3']) expect(networkOf(odd)).toBe(odd)
})
