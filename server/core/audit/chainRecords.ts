import type { Deps } from '../deps.ts'
import type { EventDocument } from '../lane/documents.ts'
import { entryOf, type Source } from './chain.ts'
import { type ChainWriter, createChainWriter } from './chainWriter.ts'
import type { AuditDocument } from './documents.ts'

/** Records chained at a time, beside the events of the round. */
const recordsAtOnce = 500

/** Rolled back it is done once more, so nothing waits for the majority or for the journal. */
const onceMore = { writeConcern: { w: 1, journal: false } } as const

/** What a round of the relay does for the chain. */
export interface AuditChain {
  /** Records besides events that are not in the chain yet, longest first. */
  waiting(): Promise<readonly AuditDocument[]>
  /** Chains them in one block, then marks them with its number; an event is done with that. */
  add(events: readonly EventDocument[], records: readonly AuditDocument[]): Promise<void>
}

type Needs = Pick<Deps, 'collections' | 'macs' | 'clock'>

export function createAuditChain(deps: Needs): AuditChain {
  const { audit, events } = deps.collections
  const writer: ChainWriter = createChainWriter(deps)

  async function mark(from: Source, block: number, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const filter = { _id: { $in: [...ids] } }
    if (from === 'events') await events.updateMany(filter, { $set: { done: true, block } }, onceMore)
    else await audit.updateMany(filter, { $set: { block }, $unset: { waiting: '' } }, onceMore)
  }

  return {
    waiting: () => audit.find({ waiting: true }, { maxTimeMS: 5000 }).sort({ at: 1 }).limit(recordsAtOnce).toArray(),
    async add(happened, records) {
      const entries = [
        ...happened.map((event) => entryOf('events', event)),
        ...records.map((record) => entryOf('audit', record)),
      ]
      for (const { block, entries: placed } of await writer.append(entries)) {
        for (const source of ['events', 'audit'] as const) {
          await mark(
            source,
            block,
            placed.flatMap(({ from, id }) => (from === source ? [id] : [])),
          )
        }
      }
    },
  }
}
