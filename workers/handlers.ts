import { expireHolds } from '../server/core/commands/expireHolds.ts'
import { channelOf } from '../server/core/notices/deliveryId.ts'
import type { JobData, JobName } from '../server/core/queues/jobs.ts'
import type { WorkerContext } from './context.ts'

type Handlers = { readonly [N in JobName]: (ctx: WorkerContext, data: JobData<N>) => Promise<void> }

/** What each job does. A job without a handler does not compile. Each may run twice. */
export const handlers: Handlers = {
  'holds.expire': ({ deps }, { bookId }) => expireHolds(deps, bookId),
  'deliveries.send': async ({ notifiers }, { deliveryId }) =>
    notifiers.find(({ channel }) => channelOf(deliveryId) === channel)?.tell(deliveryId, 'pending'),
}
