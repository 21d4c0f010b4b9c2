/** Books remembered; a person acts on few. */
const most = 50

/**
 * What this client was acknowledged: the version of each book it changed. Asked for in later openings, so that whichever
 * node answers, nobody is shown a state from before what they did.
 */
export interface OwnWrites {
  /** The data of an acknowledgement; what names no book is passed over. */
  note(data: unknown): void
  atLeast(feed: string, params: unknown): number | undefined
}

export function createOwnWrites(): OwnWrites {
  const versions = new Map<string, number>()
  return {
    note(data) {
      const book = bookIn(data)
      const version = typeof data === 'object' && data !== null && 'version' in data ? data.version : undefined
      if (book === null || typeof version !== 'number' || version <= (versions.get(book) ?? 0)) return
      versions.delete(book)
      versions.set(book, version)
      const [oldest] = versions.keys()
      if (versions.size > most && oldest !== undefined) versions.delete(oldest)
    },
    atLeast(feed, params) {
      const book = feed === 'availability' ? bookIn(params) : null
      return book === null ? undefined : versions.get(book)
    },
  }
}

function bookIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('venueId' in value) || !('date' in value)) return null
  return `${String(value.venueId)} ${String(value.date)}`
}
