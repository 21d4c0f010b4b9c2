import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Core } from '../../server/core/createCore.ts'
import type { Deps } from '../../server/core/deps.ts'
import { coreOf } from './core.ts'
import { startHub, type TestHub } from './hub.ts'

/** A hub whose work nobody does but the test itself, with a heart of the test's own and a clock that it turns. */
export interface IdleHub {
  hub: TestHub
  core: Core
  /** How far the clock is ahead; not at all when a test begins. */
  aheadMs: number
  now(): number
  /** With that clock. */
  deps(): Deps
}

/** There while the tests of a file run. */
export function idleHub(): IdleHub {
  const idle = {
    aheadMs: 0,
    now: () => idle.core.deps.clock.now() + idle.aheadMs,
    deps: () => ({ ...idle.core.deps, clock: { ...idle.core.deps.clock, now: idle.now } }),
  } as IdleHub
  beforeAll(async () => {
    idle.hub = await startHub({ worker: false })
    idle.core = await coreOf(idle.hub)
  })
  beforeEach(() => {
    idle.aheadMs = 0
  })
  afterAll(async () => {
    await (idle as Partial<IdleHub>).core?.close()
    await (idle as Partial<IdleHub>).hub?.[Symbol.asyncDispose]()
  })
  return idle
}
