import { describe, expect, test } from 'vitest'
import { attempt } from '../../../../../server/core/lane/attempt.ts'
import type { BookProof, BookRead, BookWrite } from '../../../../../server/core/lane/ports.ts'
import { emptyBook } from '../../../../../shared/domain/book/emptyBook.ts'
import { FakeStore, fakeDeps } from './fakeStore.ts'

const write: BookWrite = {
  ...{ bookId: 'venue:2030-01-01', version: 4, guards: { notBefore: null, before: null }, at: 0 },
  ...{ nodeId: 'node', attemptId: 'mine', settingsVersion: 1, set: {}, unset: [], events: [], nextDue: null },
}
const lost = new Error('The connection is gone.')

type Script = readonly (BookRead | BookProof | Error | string | null)[]

/** A store that answers each call from the script; what is left of it at the end is a mistake of the test. */
function scripted(script: Script) {
  const rest = [...script]
  const calls: string[] = []
  const next = (name: string) => async () => {
    calls.push(name)
    const answer = rest.shift()
    if (answer === undefined) throw new Error(`No answer for ${name}.`)
    if (answer instanceof Error) throw answer
    return answer as never
  }
  const store = Object.assign(new FakeStore(), {
    commit: next('commit'),
    read: next('read'),
    readLinearizable: next('prove'),
  })
  return { store, calls, rest }
}

const proof = (version: number, attempts = {}) => ({ version, attempts })
const read = (version: number, attempts = {}): BookRead => ({
  book: { ...emptyBook('venue', '2030-01-01', 1), version },
  ...{ pending: [], attempts, committedAt: 0, bytes: 0 },
})
const mine = { node: 'mine' }

const cases: Readonly<Record<string, readonly [Script, string, readonly string[]]>> = {
  'applied when it says so': [['applied'], 'applied', ['commit']],
  'a miss and a newer version: not applied': [['missed', read(5)], 'outrun', ['commit', 'read']],
  'a miss and its own marker: applied, this was the echo': [['missed', read(5, mine)], 'applied', ['commit', 'read']],
  'a miss and its own marker under a newer version: applied': [
    ['missed', read(9, mine)],
    'applied',
    ['commit', 'read'],
  ],
  'a miss at its version: a guard, once a linearizable read says so': [
    ['missed', read(4), proof(4)],
    'guarded',
    ['commit', 'read', 'prove'],
  ],
  'a miss that a stale read does not show': [['missed', read(3), proof(5)], 'outrun', ['commit', 'read', 'prove']],
  'a miss, and a read from before there was the book': [
    ['missed', null, proof(5, mine)],
    'applied',
    ['commit', 'read', 'prove'],
  ],
  'an error and its own marker: applied': [[lost, proof(5, mine)], 'applied', ['commit', 'prove']],
  'an error and a newer version without it: not applied': [[lost, proof(5)], 'outrun', ['commit', 'prove']],
  'an error at its version: the same write again': [
    [lost, proof(4), 'applied'],
    'applied',
    ['commit', 'prove', 'commit'],
  ],
  'an error, then a miss whose read shows the first did land': [
    [lost, proof(4), 'missed', read(5, mine)],
    'applied',
    ['commit', 'prove', 'commit', 'read'],
  ],
  'an error, and errors until a read goes through': [
    [lost, lost, lost, proof(5, mine)],
    'applied',
    ['commit', 'prove', 'prove', 'prove'],
  ],
}

describe('what became of a write', () => {
  test.for(Object.entries(cases))('%s', async ([, [script, kind, expected]]) => {
    const { store, calls, rest } = scripted(script)
    const outcome = await attempt(fakeDeps(store), write, { unknownMs: 1_000, pause: async () => {} })
    expect([outcome.kind, calls, rest]).toEqual([kind, expected, []])
  })

  test('is unknown when time is up', async () => {
    let now = 0
    const monotonic = () => (now += 400)
    const { store } = scripted([lost, lost, lost, lost])
    const outcome = await attempt(fakeDeps(store, { monotonic }), write, { unknownMs: 1_000, pause: async () => {} })
    expect(outcome).toEqual({ kind: 'unknown', error: lost })
  })

  test('is looked at after a pause, when it missed', async () => {
    const { store, calls } = scripted(['missed', read(5)])
    await attempt(fakeDeps(store), write, { unknownMs: 1_000, pause: async () => void calls.push('pause') })
    expect(calls).toEqual(['commit', 'pause', 'read'])
  })
})
