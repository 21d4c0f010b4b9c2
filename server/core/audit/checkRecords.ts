import { createLru } from '../infra/lru.ts'
import type { Source } from './chain.ts'
import type { Findings, VerifyNeeds } from './checking.ts'

/** Blocks kept while records are looked at, which lie about in the order of their blocks. */
const blocksKept = 50

interface Waiting {
  readonly waiting: number
  readonly waitingSince: Date | null
}

interface Marked {
  readonly _id: string
  readonly at: Date
  readonly block?: number
  readonly waits: boolean
}

/** The other way round: does every record lie in the block it names? What was slipped in does not. */
export async function checkRecords(needs: VerifyNeeds, findings: Findings): Promise<Waiting> {
  const idsOf = blockReader(needs)
  let waiting = 0
  let waitingSince: Date | null = null
  for (const from of ['events', 'audit'] as const) {
    for await (const { _id, at, block, waits } of marksOf(needs, from)) {
      if (block !== undefined) {
        if (!(await idsOf(block)).has(`${from} ${_id}`)) findings.add(`${_id} is in no block: it names ${block}`)
      } else if (waits) {
        waiting += 1
        if (waitingSince === null || at < waitingSince) waitingSince = at
      } else {
        findings.add(`${_id} is in no block, and is not waiting to be`)
      }
    }
  }
  return { waiting, waitingSince }
}

async function* marksOf({ collections }: VerifyNeeds, from: Source): AsyncGenerator<Marked> {
  const projection = { block: 1, at: 1, done: 1, waiting: 1 }
  if (from === 'events') {
    for await (const event of collections.events.find({}, { projection })) {
      yield { ...event, waits: event.done === false }
    }
  } else {
    for await (const record of collections.audit.find({}, { projection })) {
      yield { ...record, waits: record.waiting === true }
    }
  }
}

function blockReader({ collections }: VerifyNeeds) {
  const known = createLru<number, ReadonlySet<string>>(blocksKept)
  return async (number: number): Promise<ReadonlySet<string>> => {
    const there = known.get(number)
    if (there !== undefined) return there
    const block = await collections.auditBlocks.findOne({ _id: number })
    const ids = new Set(block?.entries.map(({ from, id }) => `${from} ${id}`))
    known.set(number, ids)
    return ids
  }
}
