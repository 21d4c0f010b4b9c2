/**
 * A failure that says nothing about the notice: its provider cannot be reached, breaks off, or does not serve us. The
 * next notice would fare the same.
 */
export function linkTrouble(code: string | number): string {
  return `link_${code}`.toLowerCase()
}

export function isLinkTrouble(error: string): boolean {
  return error.startsWith('link_')
}
