import type { Output } from '../../../src/index.ts'

/** Where this browser gets the token that it is told by. */
export interface TokenSource {
  /** The token there is, else a new one. May have changed since the last time. @throws where the provider does not answer */
  token(): Promise<string>
  /** No longer wanted: whoever comes next gets another. */
  drop(): Promise<void>
  /** What has to run while a page is open for pushes to come; the answer ends it. */
  listen(token: string): () => void
}

export type Sources = NonNullable<Output<'push.source'>['source']>

/** The provider's library is more than most pages, and comes only here. */
export async function tokenSource(source: Sources): Promise<TokenSource> {
  if (source.via === 'local') return (await import('./local.ts')).localSource(source.url)
  return (await import('./firebase.ts')).firebaseSource(source)
}

/** The one that shows what comes. @throws where the browser keeps no service worker here */
export async function ownWorker(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register('/sw.js')
  return navigator.serviceWorker.ready
}
