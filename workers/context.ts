import type { Core } from '../server/core/createCore.ts'
import type { Notifier } from './notices/notifier.ts'

/** What jobs and sweeps work with. */
export interface WorkerContext extends Core {
  /** Null: there is no way to tell anybody anything. */
  readonly notifier: Notifier | null
}
