import { expireHolds } from '../server/core/commands/expireHolds.ts'
import type { JobData, JobName } from '../server/core/queues/jobs.ts'
import type { WorkerContext } from './context.ts'

type Handlers = { readonly [N in JobName]: (ctx: WorkerContext, data: JobData<N>) => Promise<void> }

/** What each job does. A job without a handler does not compile. Each may run twice. */
export const handlers: Handlers = {
  'holds.expire': ({ deps }, { bookId }) => expireHolds(deps, bookId),
  'deliveries.send': async ({ notifier }, { deliveryId }) => notifier.tell(deliveryId),
}
