import { crc32 } from 'node:zlib'
import { tidyAfterMs } from '../server/core/commands/expireHolds.ts'
import type { Deps } from '../server/core/deps.ts'
import type { Log } from '../server/core/infra/log.ts'
import type { Consumer } from '../server/core/outbox/relay.ts'
import type { Producer } from '../server/core/queues/producer.ts'

/**
 * Holds of one book that run out within such a span are ended by one job, with one write: whoever watches has seen them
 * end by themselves, and nobody is promised the rest before five seconds.
 */
const togetherMs = 1_000

/** For each hold that was made, a job for when it runs out. */
export function createExpiryConsumer({ clock }: Pick<Deps, 'clock'>, producer: Producer, log: Log): Consumer {
  return {
    name: 'expiry',
    async hear(events) {
      const ends = events.flatMap(({ book, event }) =>
        event.type === 'claim.made' && event.claim.expiresAt !== null
          ? [{ book, dueAt: tidyUpAt(book, event.claim.expiresAt) }]
          : [],
      )
      const added = ends.map(({ book, dueAt }) =>
        producer.add('holds.expire', { bookId: book }, { id: `${book} ${dueAt}`, delayMs: dueAt - clock.now() }),
      )
      const lost = (await Promise.allSettled(added)).filter(({ status }) => status === 'rejected').length
      // The sweep ends these holds: a queue that is away must not keep the facts from anybody else.
      if (lost > 0) log.warn({ count: lost, job: 'holds.expire' }, 'the queue is away; the sweep takes over')
    },
  }
}

/** Each book's spans begin at a moment of its own, lest all jobs of a second come at once. */
function tidyUpAt(book: string, expiresAt: number): number {
  const begins = crc32(book) % togetherMs
  return Math.ceil((expiresAt + tidyAfterMs - begins) / togetherMs) * togetherMs + begins
}
