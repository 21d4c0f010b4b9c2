/** A code that is on its way by mail, or a login that has gone to a provider. */
export interface Attempt {
  readonly attempt: string
  /** Milliseconds since 1970. */
  readonly until: number
  /** Where to when it has succeeded. */
  readonly next?: string
}

export type AttemptKind = 'register' | 'reset' | 'external'

/**
 * Outlives what a phone does to a page while one reads one's mail. Nothing of what was entered is kept. A provider may
 * send one back into another tab, a mail program does not.
 */
export function keepAttempt(kind: AttemptKind, attempt: Attempt | null): void {
  try {
    if (attempt === null) storeOf(kind).removeItem(keyOf(kind))
    else storeOf(kind).setItem(keyOf(kind), JSON.stringify(attempt))
  } catch {
    // Storage is switched off: it holds as long as the page stays open.
  }
}

/** Null where there is none, or it has run out. */
export function keptAttempt(kind: AttemptKind): Attempt | null {
  try {
    const kept = JSON.parse(storeOf(kind).getItem(keyOf(kind)) ?? 'null') as Partial<Attempt> | null
    if (typeof kept?.attempt !== 'string' || typeof kept.until !== 'number' || kept.until < Date.now()) return null
    return { attempt: kept.attempt, until: kept.until, ...(typeof kept.next === 'string' && { next: kept.next }) }
  } catch {
    // Somebody else wrote there, or storage is switched off: as good as none.
    return null
  }
}

function storeOf(kind: AttemptKind): Storage {
  return kind === 'external' ? localStorage : sessionStorage
}

function keyOf(kind: AttemptKind): string {
  return `couvert.attempt.${kind}`
}
