import { Emitter } from '@socket.io/redis-emitter'
import type { Core } from '../server/core/createCore.ts'
import { connectRedis } from '../server/core/infra/redis.ts'
import type { Projected } from '../server/core/outbox/projectReservations.ts'

/** Tells the hub nodes what happened here: a worker has no sockets, so it is no node itself. */
export function createEmitter({ commits, deps }: Core): { projected(projected: Projected): void; close(): void } {
  const redis = connectRedis(deps.config.redisUrl, 'publish', deps)
  const emitter = new Emitter(redis)
  const stop = commits.listen(({ notice }) => {
    emitter.serverSideEmit('commit', [[notice.bookId, notice.version]])
  })
  const stopNoticed = deps.noticed.listen((owner) => emitter.serverSideEmit('noticed', [owner]))
  const stopTalked = deps.talked.listen(({ _id, owner, deskId, part = 'all' }) =>
    emitter.serverSideEmit('talked', _id, owner, deskId, part),
  )
  const stopStirred = deps.stirred.listen((deskId) => emitter.serverSideEmit('stirred', deskId))
  return {
    projected({ reservationIds, owners }) {
      if (reservationIds.length > 0) emitter.serverSideEmit('projected', reservationIds, owners)
    },
    close() {
      stop()
      stopNoticed()
      stopTalked()
      stopStirred()
      redis.disconnect()
    },
  }
}
