import { mongo } from 'mongoose'
import type { Deps } from '../deps.ts'
import { type Block, blockAfter, type Entry, type Link } from './chain.ts'
import type { BlockDocument } from './documents.ts'

/** Which block has which records. */
export interface Placed {
  readonly block: number
  readonly entries: readonly Entry[]
}

export interface ChainWriter {
  /**
   * Adds a block of these records, by one insert. Any number of workers may do so at once: the block's number is
   * unique, and who comes second goes on from the other's block. Killed anywhere it is done again; a record that is in
   * two blocks is the same in both.
   *
   * @returns where they all lie now
   */
  append(entries: readonly Entry[]): Promise<readonly Placed[]>
}

type Needs = Pick<Deps, 'macs' | 'clock'> & {
  readonly collections: Pick<Deps['collections'], 'auditBlocks' | 'auditHead'>
}

/** Rolled back the next block notes it again, so nothing waits for the majority or for the journal. */
const onceMore = { writeConcern: { w: 1, journal: false } } as const

export const sealKind = 'audit-block'

const duplicateKey = 11_000
/** Looks and inserts, while other workers come first; then the next round tries again. */
const tries = 100

export function createChainWriter({ collections, macs, clock }: Needs): ChainWriter {
  const { auditBlocks, auditHead } = collections
  /** The newest block as far as this process knows; undefined when it has to look. */
  let head: Link | null | undefined

  async function append(entries: readonly Entry[]): Promise<readonly Placed[]> {
    const placed: Placed[] = []
    let left = entries
    for (let tried = 0; left.length > 0; tried++) {
      if (tried === tries) throw new Error('other workers came first each time')
      if (head === undefined) {
        const newest = await newestBlock()
        head = newest
        // Of another worker at the same records, or of this one before it failed.
        const there = newest === null ? new Set<Entry>() : commonOf(newest, left)
        if (newest !== null && there.size > 0) placed.push({ block: newest._id, entries: [...there] })
        left = left.filter((entry) => !there.has(entry))
        continue
      }
      const block = blockAfter(head, left, new Date(clock.now()))
      if (!(await insert(block))) continue
      placed.push({ block: block._id, entries: left })
      left = []
    }
    return placed
  }

  /** Also one that the majority does not have yet: should it be lost, so is whatever was written after it. */
  function newestBlock(): Promise<BlockDocument | null> {
    return auditBlocks.findOne({}, { sort: { _id: -1 }, readConcern: 'local', maxTimeMS: 5000 })
  }

  /** False when another's block has this number. */
  async function insert(block: Block): Promise<boolean> {
    head = undefined
    try {
      await auditBlocks.insertOne({ ...block, seal: macs.make(sealKind, block.hash) })
    } catch (error) {
      if (error instanceof mongo.MongoServerError && error.code === duplicateKey) return false
      throw error
    }
    await auditHead.updateOne({ _id: 'head' }, { $max: { block: block._id } }, { upsert: true, ...onceMore })
    head = block
    return true
  }

  return { append }
}

function commonOf(block: Block, entries: readonly Entry[]): ReadonlySet<Entry> {
  const there = new Set(block.entries.map(keyOf))
  return new Set(entries.filter((entry) => there.has(keyOf(entry))))
}

function keyOf({ from, id, hash }: Entry): string {
  return `${from} ${id} ${hash}`
}
