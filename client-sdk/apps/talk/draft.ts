import { visit } from '../common/preferences.ts'

const storeKey = 'couvert.draft'
/** Of a tab: who works at a desk goes back and forth between conversations. */
const mostDrafts = 20

/** Whose it is, and the words; the newest last. */
type Draft = readonly [of: string, text: string]

/** What was begun and not sent, over a reload of this tab. Nobody else's is shown. */
export function draftOf(of: string): string {
  return drafts().find(([whose]) => whose === of)?.[1] ?? ''
}

export function keepDraft(of: string, text: string): void {
  const others = drafts().filter(([whose]) => whose !== of)
  const kept: readonly Draft[] = text === '' ? others : [...others, [of, text] as const].slice(-mostDrafts)
  visit.setItem(storeKey, JSON.stringify(kept))
}

function drafts(): readonly Draft[] {
  try {
    const kept: unknown = JSON.parse(visit.getItem(storeKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isDraft) : []
  } catch {
    // Of another version of the app.
    return []
  }
}

function isDraft(kept: unknown): kept is Draft {
  return Array.isArray(kept) && kept.length === 2 && kept.every((part) => typeof part === 'string')
}
