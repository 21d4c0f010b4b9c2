import { isDeepStrictEqual } from 'node:util'
import type { EventRecord } from '../../../server/core/lane/ports.ts'
import { isCommit, newEvents } from '../evidence.ts'
import type { Findings, Watcher } from '../findings.ts'

/**
 * I7: the rows of `events` are the events of the chain, each once and unchanged, and at the end all are done.
 */
export function watchOutbox(findings: Findings): Watcher {
  const chain = new Map<string, EventRecord>()
  return {
    write(write) {
      if (!isCommit(write)) return
      for (const event of newEvents(write)) chain.set(`${write.bookId}:${event.version}:${event.n}`, event)
    },
    row({ id, inserted, done, record }) {
      findings.judge()
      const event = chain.get(id)
      chain.delete(id)
      if (event === undefined) findings.violation(`row ${id} is in events and in no book's chain`)
      else if (!isDeepStrictEqual(event.event, record.event)) findings.violation(`row ${id} is not what the book said`)
      if (inserted > 1) findings.violation(`row ${id} was inserted ${inserted} times`)
      if (!done) findings.violation(`row ${id} was never published`)
    },
    end() {
      for (const id of chain.keys()) findings.violation(`event ${id} never came to events`)
    },
  }
}
