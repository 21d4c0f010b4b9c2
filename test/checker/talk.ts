import type { MessageDocument } from '../../server/core/talk/documents.ts'
import { createFindings, type Findings, type Verdict } from './findings.ts'

/** An answer to `message.send`. */
export interface Acknowledged {
  /** Whose device; what one device says it says one after the other. */
  readonly device: string
  readonly sender: string
  readonly requestId: string
  readonly stream: string
  readonly messageId: string
  readonly seq: number
  /** Monotonic milliseconds of one observer of all. */
  readonly askedAt: number
  readonly answeredAt: number
}

/** How far a side has come, as one device was shown it, in the order of being shown. */
export interface Shown {
  readonly device: string
  readonly stream: string
  readonly side: 'guest' | 'desk'
  readonly readUpTo: number
  readonly deliveredUpTo: number
}

/** What a run of conversations left behind. */
export interface TalkEvidence {
  /** As they lie in the database. */
  readonly rows: readonly Pick<MessageDocument, '_id' | 'stream' | 'seq' | 'sender' | 'side' | 'requestId'>[]
  readonly acknowledged: readonly Acknowledged[]
  /** At rest: what each device has of a conversation, in its order. */
  readonly lists: readonly {
    readonly device: string
    readonly stream: string
    readonly messageIds: readonly string[]
  }[]
  readonly shown: readonly Shown[]
  /** At rest: what somebody of a side is told to have unread, and how far they have read. */
  readonly unread: readonly {
    readonly stream: string
    readonly of: 'guest' | 'desk'
    readonly readUpTo: number
    readonly told: number
  }[]
}

/**
 * I11: numbers without a hole, each request one message, what was acknowledged is there, every device has the same, and
 * what a device said first stands first. I12: how far somebody has come never goes back, nobody has read what has not
 * reached them, and unread is what others said above that.
 */
export function judgeTalk(evidence: TalkEvidence): readonly Verdict[] {
  const [chat, receipts] = [createFindings(), createFindings()]
  judgeNumbers(chat, evidence)
  judgeAnswers(chat, evidence)
  judgeOrder(chat, evidence)
  judgeLists(chat, evidence)
  judgeReceipts(receipts, evidence)
  judgeUnread(receipts, evidence)
  return [chat.verdict('I11', 'chat'), receipts.verdict('I12', 'receipts')]
}

function inStream({ rows }: TalkEvidence, stream: string) {
  return rows.filter((row) => row.stream === stream).toSorted((a, b) => a.seq - b.seq)
}

function judgeNumbers(findings: Findings, evidence: TalkEvidence): void {
  for (const stream of new Set(evidence.rows.map((row) => row.stream))) {
    findings.judge()
    const rows = inStream(evidence, stream)
    const hole = rows.findIndex(({ seq }, index) => seq !== index + 1)
    if (hole !== -1) findings.violation(`${stream}: ${rows[hole]?.seq} stands where ${hole + 1} should`)
    const requests = rows.map(({ sender, requestId }) => `${sender} ${requestId}`)
    const twice = requests.find((request, index) => requests.indexOf(request) !== index)
    if (twice !== undefined) findings.violation(`${stream}: ${twice} was said twice`)
  }
}

function judgeAnswers(findings: Findings, { rows, acknowledged }: TalkEvidence): void {
  const byId = new Map(rows.map((row) => [row._id, row]))
  for (const { messageId, seq, requestId } of acknowledged) {
    findings.judge()
    const row = byId.get(messageId)
    if (row === undefined) findings.violation(`${requestId} was acknowledged and is not there`)
    else if (row.seq !== seq) findings.violation(`${requestId} is ${row.seq} and was acknowledged as ${seq}`)
    else if (row.requestId !== requestId) findings.violation(`${requestId} was told of ${row.requestId}`)
  }
}

function judgeOrder(findings: Findings, { acknowledged }: TalkEvidence): void {
  const byDevice = new Map<string, Acknowledged[]>()
  for (const one of acknowledged) {
    const key = `${one.device} ${one.stream}`
    byDevice.set(key, [...(byDevice.get(key) ?? []), one])
  }
  for (const said of byDevice.values()) {
    for (const later of firstTries(said)) {
      const turned = said.find(({ answeredAt, seq }) => answeredAt < later.askedAt && seq > later.seq)
      if (turned !== undefined) {
        findings.violation(`${later.requestId} was said after ${turned.requestId} and stands before it`)
      }
    }
  }
}

/** A copy that comes late says nothing about the order. */
function firstTries(said: readonly Acknowledged[]): readonly Acknowledged[] {
  const first = new Map<string, Acknowledged>()
  for (const one of said) {
    const known = first.get(one.requestId)
    if (known === undefined || one.askedAt < known.askedAt) first.set(one.requestId, one)
  }
  return [...first.values()]
}

function judgeLists(findings: Findings, evidence: TalkEvidence): void {
  for (const { device, stream, messageIds } of evidence.lists) {
    findings.judge()
    const expected = inStream(evidence, stream).map(({ _id }) => _id)
    const at = Math.max(expected.length, messageIds.length)
    const other = Array.from({ length: at }, (_, n) => n).find((n) => expected[n] !== messageIds[n])
    if (other !== undefined) findings.violation(`${device} has another message at ${other + 1} of ${stream}`)
  }
}

function judgeReceipts(findings: Findings, evidence: TalkEvidence): void {
  const last = new Map<string, Shown>()
  for (const shown of evidence.shown) {
    findings.judge()
    const { device, stream, side, readUpTo, deliveredUpTo } = shown
    const before = last.get(`${device} ${stream} ${side}`)
    last.set(`${device} ${stream} ${side}`, shown)
    if (before !== undefined && (readUpTo < before.readUpTo || deliveredUpTo < before.deliveredUpTo)) {
      findings.violation(`${device} was shown the ${side} at ${before.readUpTo}, then at ${readUpTo}`)
    }
    if (readUpTo > deliveredUpTo) findings.violation(`the ${side} has read ${readUpTo} and received ${deliveredUpTo}`)
    if (deliveredUpTo > inStream(evidence, stream).length) findings.violation(`the ${side} received what nobody said`)
  }
}

function judgeUnread(findings: Findings, evidence: TalkEvidence): void {
  for (const { stream, of, readUpTo, told } of evidence.unread) {
    findings.judge()
    const others = inStream(evidence, stream).filter(({ side, seq }) => side !== of && seq > readUpTo)
    const count = Math.min(99, others.length)
    if (count !== told) findings.violation(`the ${of} is told of ${told} unread, and has ${count}`)
  }
}
