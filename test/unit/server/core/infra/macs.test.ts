import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createMacs } from '../../../../../server/core/infra/macs.ts'
import { secret } from '../../../../../shared/contract/schemas.ts'

const key = (id: string) => ({ id, key: randomBytes(32).toString('base64') })
const [old, next] = [key('old'), key('next')]
const macs = createMacs({ macKeys: [old] })

test('a hash is of its text and its purpose, and of nothing else', () => {
  const made = macs.make('refresh', 'text')
  expect(macs.isOf(made, 'refresh', 'text')).toBe(true)
  expect(macs.isOf(made, 'refresh', 'texts')).toBe(false)
  expect(macs.isOf(made, 'link', 'text')).toBe(false)
  expect(macs.isOf(`${made}x`, 'refresh', 'text')).toBe(false)
  expect(macs.isOf('', 'refresh', 'text')).toBe(false)
  expect(macs.isOf('old.', 'refresh', 'text')).toBe(false)
})

test('purpose and text cannot be shifted into each other', () => {
  expect(macs.isOf(macs.make('a', 'b\nc'), 'a\nb', 'c')).toBe(true)
  expect(macs.isOf(macs.make('a', 'bc'), 'ab', 'c')).toBe(false)
})

test('a new key makes, the old one still verifies, and a key that was taken out does not', () => {
  const both = createMacs({ macKeys: [next, old] })
  const made = macs.make('refresh', 'text')
  expect(both.isOf(made, 'refresh', 'text')).toBe(true)
  expect(both.make('refresh', 'text')).not.toBe(made)
  expect(createMacs({ macKeys: [next] }).isOf(made, 'refresh', 'text')).toBe(false)
})

test('a secret is the same each time, fits the contract, and is known under every key of the ring', () => {
  const made = macs.secretFor('link', 'r')
  expect(macs.secretFor('link', 'r')).toBe(made)
  expect(secret.safeParse(made).success).toBe(true)
  const both = createMacs({ macKeys: [next, old] })
  expect(both.isSecretFor(made, 'link', 'r')).toBe(true)
  expect(both.isSecretFor(made, 'link', 's')).toBe(false)
  expect(createMacs({ macKeys: [next] }).isSecretFor(made, 'link', 'r')).toBe(false)
})
