import { type Entry, entryOf, type Link, linkProblems } from './chain.ts'
import { sealKind } from './chainWriter.ts'
import type { Findings, VerifyNeeds } from './checking.ts'
import { auditKeptMs, type BlockDocument } from './documents.ts'

/** A record goes by its own time, which is a little before its block's. */
const retentionSlackMs = 86_400_000

interface Walked {
  readonly blocks: number
  readonly entries: number
  readonly retired: number
  readonly head: Link | null
}

/** From the first block to the newest: are they the chain they say, and is there every record as it was chained? */
export async function checkBlocks(needs: VerifyNeeds, findings: Findings): Promise<Walked> {
  let head: BlockDocument | null = null
  const counts = { blocks: 0, entries: 0, retired: 0 }
  for await (const block of needs.collections.auditBlocks.find().sort({ _id: 1 })) {
    for (const problem of linkProblems(head, block)) findings.add(problem)
    if (sealOf(needs, block) === 'wrong') findings.add(`block ${block._id} was not sealed by us`)
    counts.blocks += 1
    counts.entries += block.entries.length
    counts.retired += await checkEntries(needs, block, findings)
    needs.onProgress(counts.entries)
    head = block
  }
  // Older blocks may be under keys long taken out: whoever sealed the newest vouches for all before it.
  if (head !== null && sealOf(needs, head) === 'unknown') {
    findings.add('the newest block is sealed under a key that is not in the ring')
  }
  return { ...counts, head: head === null ? null : { _id: head._id, hash: head.hash } }
}

function sealOf({ macs, macKeys }: VerifyNeeds, { hash, seal }: BlockDocument): 'right' | 'wrong' | 'unknown' {
  const [keyId = ''] = seal.split('.')
  if (!macKeys.has(keyId)) return 'unknown'
  return macs.isOf(seal, sealKind, hash) ? 'right' : 'wrong'
}

/** @returns how many of its records retention has removed */
async function checkEntries(needs: VerifyNeeds, block: BlockDocument, findings: Findings): Promise<number> {
  const there = await entriesThere(needs, block.entries)
  const isOver = block.at.getTime() + auditKeptMs - retentionSlackMs < needs.now()
  let retired = 0
  for (const { from, id, hash } of block.entries) {
    const found = there.get(`${from} ${id}`)
    if (found === hash) continue
    const what = `${nounOf[from]} ${id} of block ${block._id}`
    if (found !== undefined) findings.add(`${what} was changed`)
    else if (from === 'audit' && isOver) retired += 1
    else findings.add(`${what} was removed`)
  }
  return retired
}

const nounOf = { events: 'event', audit: 'record' } as const

async function entriesThere(
  { collections }: VerifyNeeds,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>()
  for (const from of ['events', 'audit'] as const) {
    const ids = entries.flatMap((entry) => (entry.from === from ? [entry.id] : []))
    if (ids.length === 0) continue
    const documents =
      from === 'events' ? collections.events.find({ _id: { $in: ids } }) : collections.audit.find({ _id: { $in: ids } })
    for await (const document of documents) hashes.set(`${from} ${document._id}`, entryOf(from, document).hash)
  }
  return hashes
}
