import type { Clock } from '../../../client-sdk/src/ports.ts'

export interface FakeClock extends Clock {
  /** Lets time pass; what falls due runs, in order. */
  advance(ms: number): void
}

export function fakeClock(wall = Date.UTC(2026, 11, 5)): FakeClock {
  let now = 0
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    wall: () => wall + now,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((it) => it !== timer)
      }
    },
    advance(ms) {
      const until = now + ms
      for (;;) {
        const next = timers.filter((it) => it.at <= until).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        timers = timers.filter((it) => it !== next)
        now = next.at
        next.run()
      }
      now = until
    },
  }
}
