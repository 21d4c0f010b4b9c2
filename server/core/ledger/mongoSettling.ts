import type { mongo } from 'mongoose'
import { literal } from '../infra/expressions.ts'
import { expireAtOf, type LedgerDocument } from './documents.ts'
import type { LedgerEntry } from './entry.ts'
import type { Finding } from './ports.ts'
import { settledEntry } from './settlePage.ts'

/** `settlePage` as one write on every page that has the claim. */
export function settling(finding: Finding): mongo.AnyBulkWriteOperation<LedgerDocument> {
  const filter = { 'entries.claim': finding.claim }
  const entry = settledEntry(finding)
  if (entry === null) return { updateMany: { filter, update: { $pull: { entries: { claim: finding.claim } } } } }
  const expireAt = { $max: ['$expireAt', expireAtOf(entry)] }
  return { updateMany: { filter, update: [{ $set: { entries: settledPage(finding, entry), expireAt } }] } }
}

function settledPage(finding: Finding, entry: LedgerEntry): object {
  const isClaim = { $eq: ['$$this.claim', literal(finding.claim)] }
  const isOther = { $ne: ['$$this.request', literal(finding.request)] }
  const isRival = { $and: [{ $eq: ['$$this.version', 0] }, '$$this.raises', isOther] }
  const isKnown = { $and: [isClaim, { $not: isRival }] }
  const isNewer = { $gt: ['$$this.version', finding.version] }
  const isNewest = { $not: { $anyElementTrue: { $map: { input: '$$known', as: 'this', in: isNewer } } } }
  return {
    $let: {
      vars: { known: entriesWhere(isKnown), kept: entriesWhere({ $or: [{ $not: isKnown }, isNewer] }) },
      in: {
        $concatArrays: ['$$kept', { $cond: [{ $and: [{ $ne: ['$$known', []] }, isNewest] }, literal([entry]), []] }],
      },
    },
  }
}

function entriesWhere(cond: object): object {
  return { $filter: { input: '$entries', as: 'this', cond } }
}
