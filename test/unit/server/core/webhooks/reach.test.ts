import { describe, expect, it, test } from 'vitest'
import { AppError } from '../../../../../server/core/appError.ts'
import { checkUrl } from '../../../../../server/core/webhooks/checkUrl.ts'
import { isPublicAddress } from '../../../../../server/core/webhooks/publicAddress.ts'
import { AddressRefused, addressesOf, problemOfUrl } from '../../../../../server/core/webhooks/reach.ts'

const inside = { loopback: false }

describe('S26: an address as it is written', () => {
  test.each([
    'https://hooks.example.com',
    'https://hooks.example.com/a/b?c=d',
    'https://hooks.example.com:443/',
    'https://hooks.example.com:8443/',
    'https://xn--bcher-kva.example/',
    'https://10.example.com/',
  ])('%s may be called', (url) => {
    expect(problemOfUrl(url, inside)).toBeNull()
  })

  test.each([
    'http://hooks.example.com/',
    'ftp://hooks.example.com/',
    'file:///etc/passwd',
    'gopher://hooks.example.com/',
    'https://hooks.example.com:22/',
    'https://hooks.example.com:6379/',
    'https://user@hooks.example.com/',
    'https://user:pw@hooks.example.com/',
    'https://hooks.example.com@10.0.0.1/',
    'https://hooks.example.com/#fragment',
    'https://hooks.example.com./',
    'https://localhost/',
    'https://LOCALHOST/',
    'https://deep.localhost/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://intranet/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://%31%32%37.0.0.1/',
    'https://127.0.0.1./',
    'https://０.0.0.0/',
    'https://169.254.169.254/latest/meta-data/',
    'https://93.184.216.34/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[fd00:ec2::254]/',
    'https://[2606:4700::1111]/',
    'https://',
    'hooks.example.com',
    '//hooks.example.com/',
    'https://hooks.example.com:99999/',
  ])('%s may not', (url) => {
    expect(problemOfUrl(url, inside)).toEqual(expect.any(String))
  })

  it('of this machine only where that is allowed, and nothing more of a network then', () => {
    for (const url of ['http://127.0.0.1:4000/', 'http://localhost:4000/', 'https://[::1]:4000/']) {
      expect(problemOfUrl(url, inside), url).not.toBeNull()
      expect(problemOfUrl(url, { loopback: true }), url).toBeNull()
    }
    for (const url of ['http://10.0.0.1:4000/', 'http://hooks.example.com/', 'https://user@localhost/']) {
      expect(problemOfUrl(url, { loopback: true }), url).not.toBeNull()
    }
  })
})

describe('S26: an IP address', () => {
  test.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.255.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:93.184.216.34',
    '::7f00:1',
    '64:ff9b::a00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'no address',
    '',
  ])('%s is not of the internet', (ip) => {
    expect(isPublicAddress(ip)).toBe(false)
  })

  test.each([
    '1.1.1.1',
    '93.184.216.34',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '2606:4700::1111',
  ])('%s is', (ip) => {
    expect(isPublicAddress(ip)).toBe(true)
  })
})

describe('S26: a name', () => {
  const leadingTo = (...ips: string[]) => ({ loopback: false, resolve: () => Promise.resolve(ips) })

  it('is called only where it is public, whatever else it leads to', async () => {
    expect(await addressesOf('a.example', leadingTo('10.0.0.1', '1.1.1.1', '::1'))).toEqual(['1.1.1.1'])
    await expect(addressesOf('a.example', leadingTo('10.0.0.1', 'fd00::1'))).rejects.toThrow(AddressRefused)
    await expect(addressesOf('a.example', leadingTo())).rejects.toThrow(AddressRefused)
  })

  it('that leads inside is refused by its field when it is given, and one that nobody answers for yet is taken', async () => {
    const refused = await checkUrl('https://a.example/', leadingTo('192.168.0.1')).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(AppError)
    expect((refused as AppError).toBody()).toMatchObject({ code: 'invalid_input', issues: [{ path: 'url' }] })
    const silent = { loopback: false, resolve: () => Promise.reject(new Error('no answer')) }
    expect(await checkUrl('https://A.example/x', silent)).toBe('https://a.example/x')
  })
})
