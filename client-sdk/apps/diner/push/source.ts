import type { Sources, TokenSource } from './token.ts'

/** The provider's library is more than most pages, and comes only here. */
export async function tokenSource(source: Sources): Promise<TokenSource> {
  if (source.via === 'local') return (await import('./local.ts')).localSource(source.url)
  return (await import('./firebase.ts')).firebaseSource(source)
}
