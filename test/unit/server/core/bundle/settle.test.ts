import { expect, test } from 'vitest'
import { bundleIdOf } from '../../../../../server/core/bundle/changeDate.ts'
import type { Bundle } from '../../../../../server/core/bundle/ports.ts'
import { createSettler } from '../../../../../server/core/bundle/settle.ts'

const bundle = { state: 'committed' } as Bundle

test('a cancellation aborts an open bundle; whoever merely meets it aborts it only when it is late', async () => {
  const asked: string[] = []
  const settler = createSettler({
    abort: async (id, refusal) => {
      asked.push(`abort ${id} ${refusal}`)
      return bundle
    },
    abortIfLate: async (id) => {
      asked.push(`abortIfLate ${id}`)
      return bundle
    },
  })
  expect(await settler.settle('b', 'cancel')).toBe('committed')
  expect(await settler.settle('b', 'met')).toBe('committed')
  expect(asked).toEqual(['abort b null', 'abortIfLate b'])
})

test('a bundle’s id is that of its request, and of no other', () => {
  expect(bundleIdOf('guest:1', 'q')).toBe(bundleIdOf('guest:1', 'q'))
  expect(
    new Set([bundleIdOf('a', 'bc'), bundleIdOf('ab', 'c'), bundleIdOf('a","b', 'c'), bundleIdOf('a', 'b","c')]).size,
  ).toBe(4)
})
