import type { Link } from './chain.ts'
import { checkBlocks } from './checkBlocks.ts'
import { createFindings, type VerifyNeeds } from './checking.ts'
import { checkRecords } from './checkRecords.ts'

export interface AuditVerdict {
  readonly blocks: number
  /** Entries of all blocks. */
  readonly entries: number
  /** Entries whose record retention has removed. */
  readonly retired: number
  /** Records not in the chain yet: nothing vouches for them. */
  readonly waiting: number
  /** When the longest of them was recorded. */
  readonly waitingSince: Date | null
  /** The newest block, to be kept elsewhere and compared with later. */
  readonly head: Link | null
  /** How much is wrong. */
  readonly broken: number
  /** What is wrong, a line each; the first hundred. */
  readonly findings: readonly string[]
}

/**
 * Compares what is on record with the chain, both ways: every entry of every block has its record, unchanged, and every
 * record lies in the block it names. Safe beside a hub that runs.
 *
 * @param known a head that an earlier run told
 */
export async function verifyAudit(needs: VerifyNeeds, known: Link | null): Promise<AuditVerdict> {
  const findings = createFindings()
  const noted = (await needs.collections.auditHead.findOne({ _id: 'head' }))?.block ?? 0
  const { head, ...counts } = await checkBlocks(needs, findings)
  const last = head?._id ?? 0
  if (noted > last) findings.add(`the chain ends with block ${last}, and it had come to ${noted}`)
  if (known !== null) await checkKnown(needs, known, findings.add)
  const records = await checkRecords(needs, findings)
  return { ...counts, ...records, head, broken: findings.count(), findings: findings.lines }
}

async function checkKnown({ collections }: VerifyNeeds, known: Link, add: (line: string) => void): Promise<void> {
  const there = await collections.auditBlocks.findOne({ _id: known._id }, { projection: { hash: 1 } })
  if (there === null) add(`block ${known._id}, told by an earlier run, is missing`)
  else if (there.hash !== known.hash) add(`block ${known._id} is another than an earlier run told`)
}
