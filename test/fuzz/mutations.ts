import fc from 'fast-check'
import type { Draft } from './inputs.ts'

/** One thing done to a request that fitted. `pick` chooses where, among all its fields and their values. */
export interface Mutation {
  readonly kind: 'replace' | 'drop' | 'add' | 'wrap' | 'raw'
  readonly pick: number
  readonly value: unknown
  readonly field: string
}

/** An own field of that name, as JSON from the wire makes it. */
const own = (key: string) => JSON.parse(`{${JSON.stringify(key)}:{"polluted":true}}`) as object
const nested = (depth: number) => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 1)

const nasty: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  2 ** 53,
  '',
  ' ',
  '0',
  '-1',
  '1e3',
  'null',
  'a\u0000b',
  '\ud800',
  '\u202Etxt.exe',
  'a\r\nb: c',
  '💥'.repeat(50),
  'x'.repeat(5_000),
  'x'.repeat(40_000),
  '{"$gt":""}',
  "' OR 1=1 --",
  '../../../../etc/passwd',
  '%00%2e%2e%2f',
  '$where',
  '__proto__',
  'constructor',
  '2027-02-30',
  '0000-01-01',
  '9999-12-31',
  '9999-12-31T23:59:59.999Z',
  '0000-01-01T00:00:00.000Z',
  { $gt: '' },
  { $ne: null },
  { $where: 'sleep(1000)' },
  own('__proto__'),
  own('constructor'),
  {},
  [],
  [[]],
  [null],
  Array.from({ length: 1_000 }, () => 1),
  nested(60),
  nested(4_000),
]

const raws = ['{"party":', '[1]', 'null', '"text"', '', '{}{}', '\ufeff{}', '{"a":1,"a":2}', '<x/>', 'party=2']

export const mutations: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('replace', 'replace', 'replace', 'drop', 'add', 'wrap', 'raw'),
  pick: fc.nat(10_000),
  value: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...nasty) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  ),
  field: fc.constantFrom('vip', '$where', '__proto__', 'constructor', 'venueId', 'holder', 'a.b', ''),
})

/** A request as it leaves. `raw` is sent for a body as it is. */
export interface Ready extends Draft {
  readonly raw?: string
}

export function mutated(draft: Draft, mutation: Mutation): Ready {
  const { kind, pick } = mutation
  if (kind === 'raw') return { ...draft, raw: raws[pick % raws.length] ?? '' }
  const { path, query, headers, body } = draft
  const places = placesIn({ path, query, headers, body })
  const place = places[pick % Math.max(1, places.length)]
  return place === undefined ? draft : (changedAt(draft, place, mutation) as Ready)
}

/** A copy of what lies on the way, and a change where it ends. */
function changedAt(value: unknown, [key = '', ...rest]: readonly string[], mutation: Mutation): unknown {
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>
  if (rest.length > 0) copy[key] = changedAt(copy[key], rest, mutation)
  else change(copy, key, mutation)
  return copy
}

function change(parent: Record<string, unknown>, key: string, { kind, value, field }: Mutation): void {
  if (kind === 'drop') delete parent[key]
  else if (kind === 'wrap') parent[key] = [parent[key], parent[key]]
  else if (kind === 'replace') parent[key] = value
  else Object.defineProperty(parent, field, { value, enumerable: true, configurable: true, writable: true })
}

/** The way to every value inside the parts of a request. */
function placesIn(value: unknown, way: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null || way.length > 20) return way.length > 0 ? [way] : []
  const inside = Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...way, key]))
  return way.length > 1 ? [way, ...inside] : inside
}
