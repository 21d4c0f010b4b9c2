import { createContext, Script } from 'node:vm'
import { beforeAll, describe, expect, it } from 'vitest'
import { contractPatterns, distinct, type Pattern, writtenPatterns } from './patterns.ts'

/** Of one string: longer than any message may be. */
const signs = 50_000
/** What a pattern that tries everything stumbles over, besides what stands in the pattern itself. */
const parts = ['a', ' ', '0', '-', '@', '.', 'a@', 'a.', '_', '=', '"', '\n', '<a ', '가', '\u202e', '%00', 'Ab', '1,']

const patterns = distinct([...contractPatterns(), ...writtenPatterns()])
const places = patterns.map((it) => [`${it.at} ${it.pattern}`, it] as const)

/** Begun like what it looks for, and never the end of it. */
function evilStrings({ pattern }: Pattern): readonly string[] {
  const own = [...new Set(pattern.source.match(/[A-Za-z0-9@ .,:;"'<>/=_+-]/g) ?? [])]
  const pairs = own.slice(0, 8).flatMap((a) => own.slice(0, 8).map((b) => a + b))
  return [...parts, ...own, ...pairs].map((part) => `${part.repeat(Math.ceil(signs / part.length))}\u0007!`)
}

const search = new Script('pattern.lastIndex = 0; pattern.test(text)')
const sandbox = createContext({ pattern: /./, text: '' })

/** False when it was stopped. */
function isThroughIn(ms: number, pattern: RegExp, text: string): boolean {
  Object.assign(sandbox, { pattern, text })
  try {
    search.runInContext(sandbox, { timeout: Math.max(1, Math.ceil(ms)) })
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false
    throw error
  }
}

/** Tries each beginning anew: its work grows with the square of the length. */
const quadratic = / +$/
const spaces = `${' '.repeat(signs)}!`
let quadraticMs: number

beforeAll(() => {
  const startedAt = performance.now()
  quadratic.test(spaces)
  quadraticMs = performance.now() - startedAt
})

/** On a busy machine one try may stand still: only what is never through in time is too slow. */
function isFarFromQuadratic(pattern: RegExp, text: string): boolean {
  return [1, 2, 3].some(() => isThroughIn(quadraticMs / 5, pattern, text))
}

describe('S17: among what the hub and its screens hold against text', () => {
  it('control: a pattern whose work grows with the square of the length is told, and one that tries all ways', () => {
    expect(isFarFromQuadratic(quadratic, spaces)).toBe(false)
    expect(isFarFromQuadratic(/^(?:a+)+$/, `${'a'.repeat(40)}!`)).toBe(false)
    expect(isFarFromQuadratic(/^ +$/, spaces)).toBe(true)
  })

  it('are the patterns of the contract and of the sources', () => {
    const all = patterns.map(({ at }) => at)
    expect(all.length).toBeGreaterThan(60)
    expect(all).toEqual(
      expect.arrayContaining([expect.stringMatching(/^hold\.create /), expect.stringMatching(/^server\//)]),
    )
  })

  it.each(places)('%s is through fifty thousand signs long before', (_place, it) => {
    const slow = evilStrings(it).filter((text) => !isFarFromQuadratic(it.pattern, text))
    expect(slow.map((text) => JSON.stringify(text.slice(0, 8)))).toEqual([])
  })
})
