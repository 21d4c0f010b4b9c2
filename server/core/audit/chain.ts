import { canonical, sha256 } from '../infra/ids.ts'

/** Where a chained record lies: what books did, and everything else. */
export type Source = 'events' | 'audit'

/** One record as it was when it was chained. */
export interface Entry {
  readonly from: Source
  readonly id: string
  /** SHA-256 of its text. */
  readonly hash: string
}

/** So many records at a time. Each block names the one before it by its hash: to change one is to change all after it. */
export interface Block {
  /** From 1. */
  readonly _id: number
  /** Hash of block `_id - 1`; empty for the first. */
  readonly previous: string
  readonly at: Date
  readonly entries: readonly Entry[]
  readonly hash: string
}

/** What a block is linked to. */
export type Link = Pick<Block, '_id' | 'hash'>

/** What the relay writes into a record itself; everything else is what was recorded. */
const marks = new Set(['done', 'waiting', 'block'])

export function entryOf(from: Source, document: { readonly _id: string }): Entry {
  const recorded = Object.entries(document).filter(([field]) => !marks.has(field))
  return { from, id: document._id, hash: sha256(canonical([from, Object.fromEntries(recorded)])) }
}

/** @param before the newest block; null when this is the first */
export function blockAfter(before: Link | null, entries: readonly Entry[], at: Date): Block {
  const block = { _id: (before?._id ?? 0) + 1, previous: before?.hash ?? '', at, entries }
  return { ...block, hash: hashOf(block) }
}

/**
 * What is wrong with a block as a link, in words; empty when nothing is.
 *
 * @param before the block found before it; null when it is the first one found
 */
export function linkProblems(before: Link | null, block: Block): readonly string[] {
  const problems: string[] = []
  const expected = (before?._id ?? 0) + 1
  if (block._id !== expected) {
    problems.push(
      expected === block._id - 1
        ? `block ${expected} is missing`
        : `blocks ${expected} to ${block._id - 1} are missing`,
    )
  } else if (block.previous !== (before?.hash ?? '')) {
    problems.push(`block ${block._id} does not follow block ${block._id - 1}`)
  }
  if (block.hash !== hashOf(block)) problems.push(`block ${block._id} was changed`)
  return problems
}

function hashOf({ _id, previous, at, entries }: Omit<Block, 'hash'>): string {
  return sha256(canonical([_id, previous, at, entries]))
}
