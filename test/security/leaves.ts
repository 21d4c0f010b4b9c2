type Path = readonly string[]

interface Leaf {
  readonly path: Path
  readonly value: unknown
}

/** Every value inside an object that is no object itself, and the way to it. */
export function leavesOf(value: unknown, path: Path = []): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
}

/** A copy with another value at that place. */
export function withValueAt(whole: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value
  const inner = withValueAt((whole as Record<string, unknown>)[key], rest, value)
  return Array.isArray(whole)
    ? whole.map((it, n) => (String(n) === key ? inner : it))
    : { ...(whole as object), [key]: inner }
}
