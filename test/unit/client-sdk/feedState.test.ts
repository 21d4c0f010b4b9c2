import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterOpen, afterPatch, freshMs, type Own, statusOf } from '../../../client-sdk/src/feedState.ts'
import type { Patch } from '../../../shared/contract/wire.ts'

const key = fc.constantFrom('a', 'b', 'c', 'd')
const content = fc.dictionary(key, fc.integer(), { noNullPrototype: true })

/** Contents the hub went through, and the patches between them. */
const history = fc.array(content, { minLength: 1, maxLength: 8 }).map((contents) => ({
  contents,
  patches: contents.slice(1).map((to, i) => patchBetween(i, contents[i] ?? {}, to)),
}))

function patchBetween(i: number, from: Record<string, number>, to: Record<string, number>): Patch {
  const set = Object.fromEntries(Object.entries(to).filter(([name, value]) => from[name] !== value))
  const unset = Object.keys(from).filter((name) => !(name in to))
  return { from: `v${i}`, to: `v${i + 1}`, set, unset }
}

const start = (contents: readonly Record<string, number>[]): Own => ({
  epoch: 'e',
  version: 'v0',
  content: contents[0] ?? {},
})

test('following every patch ends at what a fresh snapshot would show', () => {
  fc.assert(
    fc.property(history, ({ contents, patches }) => {
      const own = patches.reduce<Own | null>(
        (at, patch) => (at === null ? null : afterPatch(at, { ...patch, epoch: 'e' })),
        start(contents),
      )
      expect(own).toEqual({ epoch: 'e', version: `v${patches.length}`, content: contents.at(-1) })
    }),
  )
})

test('an answer with all patches since is the same as hearing them one by one', () => {
  fc.assert(
    fc.property(history, ({ contents, patches }) => {
      const opened = { key: 'k', epoch: 'e', version: `v${patches.length}`, age: 0, patches }
      expect(afterOpen(start(contents), opened)?.content).toEqual(contents.at(-1))
    }),
  )
})

test('with one patch missing nothing is made up', () => {
  const withGap = history.filter(({ patches }) => patches.length >= 2)
  fc.assert(
    fc.property(withGap, fc.nat(), ({ contents, patches }, n) => {
      const missing = n % patches.length
      const heard = patches.filter((_patch, i) => i !== missing)
      const opened = { key: 'k', epoch: 'e', version: `v${patches.length}`, age: 0, patches: heard }
      expect(afterOpen(start(contents), opened)).toBeNull()
    }),
  )
})

test('patches never change what was shown before', () => {
  const own = Object.freeze({ epoch: 'e', version: 'v0', content: Object.freeze({ a: 1 }) })
  afterPatch(own, { epoch: 'e', from: 'v0', to: 'v1', set: { b: 2 }, unset: ['a'] })
  expect(own.content).toEqual({ a: 1 })
})

test('patches for somebody who has nothing, or another epoch, lead nowhere', () => {
  const opened = { key: 'k', epoch: 'e2', version: 'v0', age: 0, patches: [] }
  expect(afterOpen(null, opened)).toBeNull()
  expect(afterOpen(start([{}]), opened)).toBeNull()
})

test.each([
  [0, true, false, 'live'],
  [freshMs - 1, true, false, 'live'],
  [freshMs, true, false, 'stale'],
  [freshMs, true, true, 'catching-up'],
  [0, false, false, 'catching-up'],
  [freshMs, false, true, 'catching-up'],
  [freshMs, false, false, 'stale'],
] as const)('proven %i ms ago, in step %s, opening %s: %s', (now, inStep, opening, status) => {
  expect(statusOf({ provenAt: 0, now, inStep, opening })).toBe(status)
})
