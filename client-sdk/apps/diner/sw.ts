import { ownPath, shownFor } from './push/shown.ts'

/**
 * Keeps the app itself for when there is no connection: the page and its hashed files, never an answer of the hub. A
 * new version waits until every page of the old one is closed, so that nothing changes under anybody's hands. And shows
 * what is pushed, also where no page is open.
 */

/** Filled in by the build: what belongs to this version, and a name for all of it. */
declare const __SHELL__: { readonly version: string; readonly files: readonly string[] }

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface Asked extends Lasting {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

interface Pushed extends Lasting {
  readonly data: { json(): unknown } | null
}

interface Tapped extends Lasting {
  readonly notification: Notification
}

/** One of our pages that is open somewhere. */
interface OpenPage {
  focus(): Promise<unknown>
  postMessage(message: unknown, ports: readonly MessagePort[]): void
}

declare const registration: ServiceWorkerRegistration
declare const clients: {
  matchAll(of: { type: 'window'; includeUncontrolled: true }): Promise<readonly OpenPage[]>
  openWindow(address: string): Promise<unknown>
}

const shell = __SHELL__
const cacheName = `couvert-${shell.version}`
/** A connection that only just exists is worse than none: after so long the kept page is shown. */
const patienceMs = 3000
/** A page that is awake says sooner where it is. */
const answerMs = 300

addEventListener('install', (event) => (event as Lasting).waitUntil(keepShell()))
addEventListener('activate', (event) => (event as Lasting).waitUntil(dropOldShells()))
addEventListener('fetch', (event) => answer(event as Asked))
addEventListener('push', (event) => (event as Pushed).waitUntil(show(read(event as Pushed))))
// A stand-in for the provider reaches a page only, which hands on what it was told.
addEventListener('message', (event) => {
  const { push } = ((event as MessageEvent<unknown>).data ?? {}) as { readonly push?: unknown }
  if (push !== undefined) (event as Event as Lasting).waitUntil(show(push))
})
addEventListener('notificationclick', (event) => (event as Tapped).waitUntil(open(event as Tapped)))

async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName)
  // Hashed files may come from the browser's own cache, the page itself must not.
  await cache.addAll(shell.files.map((path) => (path === '/' ? new Request(path, { cache: 'reload' }) : path)))
}

async function dropOldShells(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith('couvert-') && name !== cacheName)
  await Promise.all(old.map((name) => caches.delete(name)))
}

function answer(event: Asked): void {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') {
    if (!isOfTheHub(pathname)) event.respondWith(page(request))
  } else if (pathname.startsWith('/assets/') || shell.files.includes(pathname)) {
    event.respondWith(keptFirst(request))
  }
}

/** The hub's own addresses, and the desk's, which no screen of this app stands behind. */
function isOfTheHub(path: string): boolean {
  return /^\/(v1|docs|dev|desk|metrics|health|ready|live)(\/|$)/.test(path)
}

/** The newest page where the hub answers in time, else the kept one, which finds its way by its address. */
async function page(request: Request): Promise<Response> {
  const kept = await caches.match('/', { cacheName })
  if (kept === undefined) return fetch(request)
  const tooLate = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), patienceMs))
  const fresh = fetch(request).then(
    (answer) => (answer.status < 500 ? answer : kept),
    () => kept,
  )
  return Promise.race([fresh, tooLate])
}

/** What has a hash in its name never changes. */
async function keptFirst(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(request)
  if (kept !== undefined) return kept
  const fresh = await fetch(request)
  if (fresh.ok) await cache.put(request, fresh.clone())
  return fresh
}

function read({ data }: Pushed): unknown {
  try {
    return data?.json()
  } catch {
    // Not in the provider's language.
    return null
  }
}

function show(message: unknown): Promise<void> {
  const { title, options } = shownFor(message)
  return registration.showNotification(title, options)
}

/** The page that is open there already, else one of its own: whatever is being done in another is left alone. */
async function open({ notification }: Tapped): Promise<unknown> {
  notification.close()
  const { path } = (notification.data ?? {}) as { readonly path?: unknown }
  const { href, pathname } = new URL(ownPath(path), location.origin)
  const there = await pageAt(pathname)
  return there === null ? clients.openWindow(href) : there.focus()
}

/** Where a page is only it knows itself: of what it has gone to without loading anew, a browser does not tell. */
async function pageAt(path: string): Promise<OpenPage | null> {
  const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (pages.length === 0) return null
  const answers = pages.map((page) => {
    const { port1, port2 } = new MessageChannel()
    page.postMessage({ areYouAt: path }, [port2])
    return new Promise<OpenPage>((resolve) => {
      port1.onmessage = () => resolve(page)
    })
  })
  return Promise.race([...answers, new Promise<null>((resolve) => setTimeout(() => resolve(null), answerMs))])
}
