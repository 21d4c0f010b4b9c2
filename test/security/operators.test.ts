import { MongoClient } from 'mongodb'
import { describe, expect, inject, test } from 'vitest'
import { type FeedName, feedNames, feeds } from '../../shared/contract/feeds.ts'
import { operationNames, operations } from '../../shared/contract/index.ts'
import { feedSamples, paperWorld, sampleOf } from '../contract/samples.ts'
import { leavesOf, withValueAt } from './leaves.ts'

/** What a database would take for more than a value, if it ever got there. */
const operators: readonly unknown[] = [
  { $gt: '' },
  { $ne: null },
  { $in: [null] },
  { $regex: '.*' },
  { $where: 'sleep(1000)' },
  { $expr: { $function: { body: 'return true', args: [], lang: 'js' } } },
  { $set: { state: 'confirmed' } },
  [{ $ne: '' }],
  { toString: 'x' },
  { length: 26, replace: 'x' },
]

const inputs = [
  ...operationNames.map((name) => [name, operations[name].input, sampleOf(name, paperWorld)] as const),
  ...feedNames.map((name) => [`feed ${name}`, feeds[name].params, feedSampleOf(name)] as const),
]

function feedSampleOf(name: FeedName): object {
  return feedSamples[name](paperWorld)
}

describe.each(inputs)('S15: %s', (_name, schema, sample) => {
  test('control: takes its sample, put together again leaf by leaf', () => {
    const again = leavesOf(sample).reduce<unknown>((whole, { path, value }) => withValueAt(whole, path, value), sample)
    expect(schema.safeParse(again).success).toBe(true)
  })

  test('takes an operator for no value, however deep', () => {
    const taken = leavesOf(sample).flatMap(({ path }) =>
      operators
        .filter((operator) => schema.safeParse(withValueAt(sample, path, operator)).success)
        .map((operator) => `${path.join('.')}: ${JSON.stringify(operator)}`),
    )
    expect(taken).toEqual([])
  })
})

test('S15: the samples have leaves to try it on, deep ones among them', () => {
  const all = inputs.flatMap(([, , sample]) => leavesOf(sample))
  expect(all.length).toBeGreaterThan(100)
  expect(all.filter(({ path }) => path.length >= 4).length).toBeGreaterThan(5)
})

test('S15: a MongoDB that we start runs nobody’s script', async () => {
  const client = await MongoClient.connect(inject('mongoUri'))
  const asked = client.db().collection('books').find({ $where: 'true' }).toArray()
  await expect(asked).rejects.toThrow(/globalScriptEngine/)
  await client.close()
})
