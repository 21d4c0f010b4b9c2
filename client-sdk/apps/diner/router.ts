import { useSyncExternalStore } from 'react'

/** Where one is, as the address says. */
export interface Place {
  readonly path: string
  readonly query: URLSearchParams
  /** Without the `#`; never travels to the hub. */
  readonly hash: string
}

interface Kept {
  /** How far down the page was when one left it. */
  readonly scroll?: number
}

const moved = 'couvert:moved'
let place = read()
/** The first page has its focus where the browser puts it; every later one at its heading. */
let moves = 0
/** To where on the page one comes: back to where one was, or to its top. */
let scrollTo: number | null = null

history.scrollRestoration = 'manual'
addEventListener('popstate', () => arrive((history.state as Kept | null)?.scroll ?? 0))

export function usePlace(): Place {
  return useSyncExternalStore(follow, () => place)
}

/** Goes to an address of this app. `state` is found in `history.state` there. */
export function go(
  to: string,
  { replace = false, state = null }: { replace?: boolean; state?: object | null } = {},
): void {
  // The other app is another page.
  if (/^\/desk\b/.test(to)) return location.assign(to)
  if (replace) {
    history.replaceState(state, '', to)
  } else {
    history.replaceState({ ...(history.state as Kept | null), scroll: scrollY } satisfies Kept, '')
    history.pushState(state, '', to)
  }
  arrive(0)
}

/** Says in the address what is shown, without going anywhere: null takes a word away. */
export function showInAddress(words: Readonly<Record<string, string | number | null>>): void {
  const address = new URL(location.href)
  for (const [name, value] of Object.entries(words)) {
    if (value === null) address.searchParams.delete(name)
    else address.searchParams.set(name, String(value))
  }
  if (address.href === location.href) return
  history.replaceState(history.state, '', address)
  tell()
}

/** How often one has gone somewhere since the app was opened. */
export function movesSoFar(): number {
  return moves
}

/** Once per arrival, when the page stands there. */
export function settleScroll(): void {
  if (scrollTo === null) return
  window.scrollTo({ top: scrollTo, behavior: 'instant' })
  scrollTo = null
}

function arrive(scroll: number): void {
  moves += 1
  scrollTo = scroll
  tell()
}

function tell(): void {
  place = read()
  dispatchEvent(new Event(moved))
}

function follow(changed: () => void): () => void {
  addEventListener(moved, changed)
  return () => removeEventListener(moved, changed)
}

function read(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search), hash: location.hash.slice(1) }
}
