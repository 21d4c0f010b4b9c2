import { visit } from '../common/preferences.ts'

const storeKey = 'couvert.draft'

/** What was begun and not sent, over a reload of this tab. One is kept, and nobody else's is shown. */
export function draftOf(of: string): string {
  const [whose, ...text] = (visit.getItem(storeKey) ?? '').split('\n')
  return whose === of ? text.join('\n') : ''
}

export function keepDraft(of: string, text: string): void {
  visit.setItem(storeKey, text === '' ? '' : `${of}\n${text}`)
}
