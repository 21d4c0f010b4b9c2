import type { Content, Patch } from '../../../shared/contract/wire.ts'

/** What leads from one content to the next. Entries are compared as JSON: they are small and flat. */
export function diff(from: Content, to: Content): Pick<Patch, 'set' | 'unset'> {
  const set: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(to)) {
    if (from[key] !== entry && JSON.stringify(from[key]) !== JSON.stringify(entry)) set[key] = entry
  }
  return { set, unset: Object.keys(from).filter((key) => !(key in to)) }
}
