import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generated, root } from '../../scripts/generate.ts'

test.each(Object.entries(generated))('%s is what the contract table makes', async (path, make) => {
  const lies = await readFile(join(root, path), 'utf8').catch(() => 'no such file')
  expect(lies === make(), 'differs from the table: run `npx tsx scripts/generate.ts`').toBe(true)
})

test('making it twice makes the same', () => {
  for (const make of Object.values(generated)) expect(make()).toBe(make())
})
