import { type Feed, feeds } from '../../../shared/contract/feeds.ts'
import { operations } from '../../../shared/contract/index.ts'
import type { Operation } from '../../../shared/contract/operation.ts'

/** The source of `client-sdk/src/generated/manifest.ts`: names only, so that no schema reaches the browser. */
export function manifestSource(): string {
  const called = Object.entries(operations).map(
    ([name, { write, http }]: [string, Operation]) =>
      `    '${name}': { write: ${write}, method: '${http.method}', path: '${http.path}' },`,
  )
  const followed = Object.entries(feeds).map(
    ([name, { path }]: [string, Feed]) => `    '${name}': { path: '${path}' },`,
  )
  return [
    '/** Made from `shared/contract` by `npx tsx scripts/generate.ts`; do not edit by hand. */',
    'export const manifest = {',
    '  operations: {',
    ...called,
    '  },',
    '  feeds: {',
    ...followed,
    '  },',
    '} as const',
    '',
  ].join('\n')
}
