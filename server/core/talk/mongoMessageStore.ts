import { within } from '../infra/within.ts'
import type { Collections } from '../models/collections.ts'
import type { MessageDocument } from './documents.ts'
import type { MessageStore } from './ports.ts'

const acknowledged = { writeConcern: { w: 'majority', journal: true } } as const

/** Messages in MongoDB. @param callMs how long a call may take before it counts as failed, its outcome unknown */
export function mongoMessageStore(messages: Collections['messages'], callMs = 3_000): MessageStore {
  const reading = { readPreference: 'primary', readConcern: 'majority', maxTimeMS: callMs } as const
  return {
    async top(stream) {
      const options = { ...reading, projection: { seq: 1, at: 1 }, sort: { seq: -1 } } as const
      const newest = await within(callMs, messages.findOne({ stream }, options))
      return newest && { seq: newest.seq, at: newest.at.getTime() }
    },

    async append(rows) {
      // The driver writes an _id of its own only where there is none; a fresh copy keeps the caller's rows theirs.
      const copies = rows.map((row): MessageDocument => ({ ...row }))
      await within(callMs, messages.insertMany(copies, { ordered: true, ...acknowledged }))
    },

    async sent(stream, requests) {
      const which = requests.map(({ sender, requestId }) => ({ stream, sender, requestId }))
      const projection = { seq: 1, at: 1, sender: 1, requestId: 1, bodyHash: 1 }
      const found = await within(callMs, messages.find({ $or: which }, { ...reading, projection }).toArray())
      return found.map(({ _id, seq, at, sender, requestId, bodyHash }) => ({
        messageId: _id,
        seq,
        at: at.getTime(),
        sender,
        requestId,
        bodyHash,
      }))
    },
  }
}
