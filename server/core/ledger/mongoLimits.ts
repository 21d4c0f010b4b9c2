import { literal, primaryNow } from '../infra/expressions.ts'
import type { LedgerEntry } from './entry.ts'
import type { Candidate } from './limits.ts'
import { limits } from './limits.ts'

/** `limitBroken` as an expression over a page: true where nothing is broken. */
export function withinLimits(candidate: Candidate): object {
  const tooClose = { $anyElementTrue: { $map: { input: '$$others', in: isTooClose(candidate) } } }
  const forHolds = [{ $lt: [countHolds, limits.maxHolds] }, { $lt: [{ $size: ofKind('lapse') }, limits.maxLapses] }]
  const rules = [{ $not: tooClose }, ...(candidate.kind === 'hold' ? forHolds : [])]
  return { $let: { vars: { others: others(candidate) }, in: { $and: rules } } }
}

/** `isTaken` as an expression: true where nobody else is at it. */
export function isFree({ claim, request }: Candidate): object {
  const cond = {
    $and: [
      '$$this.raises',
      { $eq: ['$$this.version', 0] },
      { $eq: ['$$this.claim', literal(claim)] },
      { $ne: ['$$this.request', literal(request)] },
    ],
  }
  return { $not: { $anyElementTrue: { $map: { input: '$entries', as: 'this', in: cond } } } }
}

function others({ claim, request, replaces }: Candidate): object {
  const cond = {
    $and: [
      { $gt: ['$$this.until', primaryNow] },
      { $not: { $in: ['$$this.claim', literal([claim, ...replaces])] } },
      { $ne: ['$$this.request', literal(request)] },
    ],
  }
  return { $filter: { input: '$entries', as: 'this', cond } }
}

function ofKind(kind: LedgerEntry['kind']): object {
  return { $filter: { input: '$$others', as: 'this', cond: { $eq: ['$$this.kind', kind] } } }
}

const countHolds = {
  $let: {
    vars: { holds: ofKind('hold') },
    in: { $min: [{ $size: { $setUnion: ['$$holds.claim', []] } }, { $size: { $setUnion: ['$$holds.request', []] } }] },
  },
}

function isTooClose({ start, end }: Candidate): object {
  const near = {
    $or: [
      { $and: [{ $lt: ['$$this.start', end] }, { $gt: ['$$this.end', start] }] },
      { $lt: [{ $abs: { $subtract: ['$$this.start', start] } }, limits.apartMs] },
    ],
  }
  return { $and: [{ $ne: ['$$this.kind', 'lapse'] }, near] }
}
