/** A stretch of what was found: the words that were looked for, or what stands around them. */
export interface Piece {
  readonly text: string
  readonly found: boolean
}

/** @param hit `from` and `to` in UTF-16 units of the snippet */
export function marked({ snippet, from, to }: { snippet: string; from: number; to: number }): readonly Piece[] {
  const pieces = [
    { text: snippet.slice(0, from), found: false },
    { text: snippet.slice(from, to), found: true },
    { text: snippet.slice(to), found: false },
  ]
  return pieces.filter(({ text }) => text !== '')
}
