import type { Clock } from './ports.ts'

/** The hub's clock, told from when it issued the newest token; the device's own before there is one. */
export interface HubClock {
  /** Milliseconds since 1970. */
  now(): number
  /** The hub's clock showed `hubMs` so many milliseconds ago. */
  set(hubMs: number, agoMs: number): void
}

export function createHubClock(clock: Clock): HubClock {
  let known: { readonly hubMs: number; readonly at: number } | null = null
  return {
    now: () => (known === null ? clock.wall() : known.hubMs + clock.now() - known.at),
    set(hubMs, agoMs) {
      known = { hubMs, at: clock.now() - agoMs }
    },
  }
}
