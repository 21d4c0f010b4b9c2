import type { Macs } from '../infra/macs.ts'
import type { Collections } from '../models/collections.ts'

export interface VerifyNeeds {
  readonly collections: Pick<Collections, 'audit' | 'events' | 'auditBlocks' | 'auditHead'>
  readonly macs: Pick<Macs, 'isOf'>
  /** Ids of the keys in its ring. */
  readonly macKeys: ReadonlySet<string>
  readonly now: () => number
  /** Called now and then with how many records were compared. */
  readonly onProgress: (records: number) => void
}

const most = 100

/** What a check found wrong: all of it counted, the first hundred told. */
export interface Findings {
  readonly add: (line: string) => void
  readonly count: () => number
  readonly lines: readonly string[]
}

export function createFindings(): Findings {
  const lines: string[] = []
  let count = 0
  return {
    lines,
    count: () => count,
    add(line) {
      count += 1
      if (lines.length < most) lines.push(line)
    },
  }
}
