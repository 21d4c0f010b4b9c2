import { operations } from '../../../shared/contract/index.ts'
import type { Operation } from '../../../shared/contract/operation.ts'

/** The source of `client-sdk/src/generated/manifest.ts`: names only, so that no schema reaches the browser. */
export function manifestSource(): string {
  const writing = Object.entries(operations).filter(([, { write }]: [string, Operation]) => write)
  return [
    '/** Made from `shared/contract` by `npx tsx scripts/generate.ts`; do not edit by hand. */',
    '',
    '/** Operations that are done once under their request id, however often they are asked for. */',
    'export const writing: ReadonlySet<string> = new Set([',
    ...writing.map(([name]) => `  '${name}',`),
    '])',
    '',
  ].join('\n')
}
