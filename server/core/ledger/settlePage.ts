import type { LedgerEntry } from './entry.ts'
import type { Finding } from './ports.ts'

/**
 * A page after something was found out about one of its claims.
 *
 * An execution of another request may still be under way and stays; where the page knows the claim from such a one
 * only, it may be a guest whose booking this never becomes, and nothing is added.
 */
export function settlePage(page: readonly LedgerEntry[], finding: Finding): readonly LedgerEntry[] {
  const settled = settledEntry(finding)
  if (settled === null) return page.filter(({ claim }) => claim !== finding.claim)
  const known = page.filter((entry) => entry.claim === finding.claim && isKnown(entry, finding))
  const kept = page.filter((entry) => entry.claim !== finding.claim || !isSuperseded(entry, finding))
  const isNewest = known.every(({ version }) => version <= finding.version)
  return known.length > 0 && isNewest ? [...kept, settled] : kept
}

function isKnown({ version, request }: LedgerEntry, finding: Finding): boolean {
  return version > 0 || request === finding.request
}

function isSuperseded({ version, request }: LedgerEntry, finding: Finding): boolean {
  return version > 0 ? version <= finding.version : request === finding.request
}

/** The entry that says what was found; null for a claim that is no more. */
export function settledEntry({ claim, version, weight, request }: Finding): LedgerEntry | null {
  if (weight === null) return null
  return {
    ...weight,
    key: `${claim}@${version}`,
    claim,
    request: request ?? claim,
    version,
    giveUpAt: null,
    raises: false,
  }
}
