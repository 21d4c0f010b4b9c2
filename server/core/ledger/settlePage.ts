import type { LedgerEntry } from './entry.ts'
import type { Finding } from './ports.ts'

/**
 * A page after something was found out about one of its claims.
 *
 * Another request may still be about to raise the claim: its entry stays. Where the page knows the claim from such a one
 * only, it may be a guest whose booking this never becomes, and nothing is added.
 */
export function settlePage(page: readonly LedgerEntry[], finding: Finding): readonly LedgerEntry[] {
  const settled = settledEntry(finding)
  if (settled === null) return page.filter(({ claim }) => claim !== finding.claim)
  const known = page.filter((entry) => entry.claim === finding.claim && !isRival(entry, finding))
  const isNewest = known.every(({ version }) => version <= finding.version)
  const kept = page.filter((entry) => !known.includes(entry) || entry.version > finding.version)
  return known.length > 0 && isNewest ? [...kept, settled] : kept
}

/** The claim is there, so whatever made it is done; what another request makes of it is open. */
function isRival({ version, raises, request }: LedgerEntry, finding: Finding): boolean {
  return version === 0 && raises && request !== finding.request
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
