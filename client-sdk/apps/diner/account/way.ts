/** Told to the login screen by whoever sends one there. */
export type Farewell = 'loggedOut' | 'erased' | 'passwordSet'

/** Where to after the login: the address asked for, with its fragment, and nowhere outside of this app. */
export function nextPath(fallback: string): string {
  const asked = new URLSearchParams(location.search).get('next')
  return asked !== null && /^\/(?![/\\])/.test(asked) ? asked + location.hash : fallback
}

/** The way to another screen on which what was asked for is not forgotten. The fragment never travels to the hub. */
export function keepingNext(path: string): string {
  const next = new URLSearchParams(location.search).get('next')
  return next === null ? path : `${path}?${new URLSearchParams({ next })}${location.hash}`
}

export function farewell(): Farewell | null {
  const state = history.state as { farewell?: Farewell } | null
  return state?.farewell ?? null
}
