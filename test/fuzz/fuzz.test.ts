import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHub, type TestHub } from '../support/hub.ts'
import { createFuzzer, type Fuzzer } from './fuzz.ts'
import { type Lie, startLiar } from './liar.ts'

let hub: TestHub
let fuzzer: Fuzzer

beforeAll(async () => {
  hub = await startHub()
  fuzzer = await createFuzzer(hub)
})
afterAll(async () => {
  await hub[Symbol.asyncDispose]()
})

test('five hundred requests, as the reference says and not as it says, are answered as it promises', async () => {
  const { findings, answers } = await fuzzer.run({ requests: 500, seed: 1 })
  expect(findings).toEqual([])
  const told = [...answers.values()].flatMap((byAnswer) => [...byAnswer.keys()])
  const statuses = new Set(told.map((answer) => answer.split(' ')[0]))
  expect([...statuses]).toEqual(expect.arrayContaining(['200', '400', '401', '403', '404', '409']))
  expect(answers.size).toBeGreaterThan(40)
}, 240_000)

test('the same seed sends the same', async () => {
  const first = await fuzzer.run({ requests: 60, seed: 2 })
  const again = await fuzzer.run({ requests: 60, seed: 2 })
  const asked = ({ answers }: typeof first) =>
    [...answers].map(([id, byAnswer]) => [id, [...byAnswer.values()].reduce((sum, times) => sum + times, 0)])
  expect(asked(again)).toEqual(asked(first))
}, 240_000)

describe('who finds nothing wrong would find', () => {
  const json = (body: string, change: object) => JSON.stringify({ ...(JSON.parse(body) as object), ...change })
  const lies: Readonly<Record<string, readonly [Lie, RegExp]>> = {
    'a fault of the hub': [(told) => ({ ...told, status: 500 }), /^500: /],
    'a status that is promised nowhere': [
      (told) => (told.status === 200 ? { ...told, status: 202 } : told),
      /^202 is promised nowhere/,
    ],
    'a field that nobody is to see': [
      (told) => (told.status === 200 ? { ...told, body: json(told.body, { passwordHash: 'x' }) } : told),
      /passwordHash/,
    ],
    'a failure of another kind': [
      (told) => (told.status >= 400 ? { ...told, body: json(told.body, { code: 'hold_expired' }) } : told),
      /hold_expired is promised nowhere/,
    ],
    'a failure that is no problem': [
      (told) => {
        if (told.status >= 400) told.headers.set('content-type', 'application/json')
        return told
      },
      /a body of type application\/json/,
    ],
    'a missing tag': [
      (told) => {
        told.headers.delete('etag')
        return told
      },
      /^200 without ETag/,
    ],
    'no answer': [() => null, /^no answer/],
  }

  test.each(Object.entries(lies))('%s', async (_name, [lie, problem]) => {
    await using liar = await startLiar(hub.url(0), lie)
    const { findings } = await fuzzer.run({ requests: 80, seed: 3, url: liar.url })
    expect(findings.map((finding) => finding.problem)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]))
  })
})
