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

/** As the hub says it. */
export type Sources = NonNullable<Output<'push.source'>['source']>

/** The one that shows what comes. @throws where the browser keeps no service worker here */
export async function ownWorker(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register('/sw.js')
  return navigator.serviceWorker.ready
}
