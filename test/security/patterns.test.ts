import { createContext, Script } from 'node:vm'
import { beforeAll, describe, expect, it } from 'vitest'
import { contractPatterns, distinct, type Pattern, writtenPatterns } from './patterns.ts'

/** Of one string: longer than any message may be. */
const signs = 50_000
/** What a pattern that tries everything stumbles over, besides what stands in the pattern itself. */
const parts = ['a', ' ', '0', '-', '@', '.', 'a@', 'a.', '_', '=', '"', '\n', '<a ', '가', '\u202e', '%00', 'Ab', '1,']

/** Patterns that may try everything, because whose text they meet is nobody's who wishes us ill. */
const onlyOurs = new Map([
  ['server/core/config.ts', '/\\/+$/'],
  ['server/http/appPage.ts', '/\\s*<meta name="description"[^>]*>/'],
  // What one types oneself, a hundred signs at most.
  ['client-sdk/apps/diner/search/SearchForm.tsx', '/[\\u3131-\\u3163a-z]+$/i'],
])
const isOnlyOurs = ({ at, pattern }: Pattern) => onlyOurs.get(at) === String(pattern)

const all = distinct([...contractPatterns(), ...writtenPatterns()])
const patterns = all.filter((it) => !isOnlyOurs(it))
const places = patterns.map((it) => [`${it.at} ${it.pattern}`, it] as const)

/** Most patterns stumble over the same. */
const made = new Map<string, string>()

function manyOf(part: string): string {
  const text = made.get(part) ?? `${part.repeat(Math.ceil(signs / part.length))}\u0007!`
  made.set(part, text)
  return text
}

/** Begun like what it looks for, and never the end of it. */
function evilStrings({ pattern }: Pattern): readonly string[] {
  const own = [...new Set(pattern.source.match(/[A-Za-z0-9@ .,:;"'<>/=_+-]/g) ?? [])]
  const pairs = own.slice(0, 5).flatMap((a) => own.slice(0, 5).map((b) => a + b))
  return [...new Set([...parts, ...own, ...pairs])].map(manyOf)
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
    const found = all.map(({ at }) => at)
    expect(found.length).toBeGreaterThan(60)
    for (const place of [/^account\.register name$/, /^server\//, /^shared\//, /^client-sdk\//]) {
      expect(found).toContainEqual(expect.stringMatching(place))
    }
    expect(all.filter(isOnlyOurs)).toHaveLength(onlyOurs.size)
  })

  it.each(places)('%s is through fifty thousand signs long before', (_place, it) => {
    const slow = evilStrings(it).find((text) => !isFarFromQuadratic(it.pattern, text))
    expect(slow?.slice(0, 8)).toBeUndefined()
  })
})
