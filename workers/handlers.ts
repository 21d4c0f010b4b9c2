import { expireHolds } from '../server/core/commands/expireHolds.ts'
import type { Deps } from '../server/core/deps.ts'
import type { JobData, JobName } from '../server/core/queues/jobs.ts'

type Handlers = { readonly [N in JobName]: (deps: Deps, data: JobData<N>) => Promise<void> }

/** What each job does. A job without a handler does not compile. Each may run twice. */
export const handlers: Handlers = {
  'holds.expire': (deps, { bookId }) => expireHolds(deps, bookId),
}
