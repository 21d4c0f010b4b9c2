import type { Instant } from '../../../shared/domain/book/types.ts'
import type { LedgerEntry } from './entry.ts'
import { cooledAt, limitBroken } from './limits.ts'
import type { Entering, EnterOutcome } from './ports.ts'

/** A guest's page as read, and the primary's clock then. */
export interface PageRead {
  readonly entries: readonly LedgerEntry[]
  readonly now: Instant
}

/** What a page tells, after the write, of an entry that was to be made on it. */
export function judgeEntry(page: PageRead | undefined, { entry, limited, replaces }: Entering): EnterOutcome {
  if (page === undefined) return { kind: 'missed' }
  if (page.entries.some(({ key }) => key === entry.key)) return { kind: 'entered' }
  const code = limited ? limitBroken(page.entries, { ...entry, replaces }, page.now) : null
  if (code === null) return { kind: 'missed' }
  const isTwin = ({ request, version }: LedgerEntry) => request === entry.request && version === 0
  const refusal = code === 'cooling_down' ? { code, until: cooledAt(page.entries, page.now) } : { code }
  return { kind: 'refused', refusal, twinOpen: page.entries.some(isTwin) }
}
