import { bundleIdOf, changeDate } from '../../../server/core/bundle/changeDate.ts'
import type { BundleRefusal } from '../../../server/core/bundle/ports.ts'
import { bookIdOf } from '../../../server/core/lane/bookId.ts'
import type { BookId, LaneAnswer, LaneRequest } from '../../../server/core/lane/ports.ts'
import type { Weight } from '../../../server/core/ledger/entry.ts'
import { bookedUntil, weightOf } from '../../../server/core/ledger/weight.ts'
import { type LedgerRequest, withLedger } from '../../../server/core/ledger/withLedger.ts'
import type { Claim, Command } from '../../../shared/domain/book/types.ts'
import { bundleTimes, type GuestMistakes, type GuestNode } from './ledgerNode.ts'
import type { GuestOp } from './ledgerPlan.ts'
import { toyTurnMs, toyWant } from './toyRules.ts'

/** Where a client knows its reservation to be. */
export interface Known {
  readonly bookId: BookId
  readonly claim: Claim
}

/** One op, with all that stays the same however often it is sent. */
export interface Sending {
  readonly op: GuestOp
  readonly about: Known | null
  readonly takeOver: Known | null
  /** A hold's end, fixed when it was first sent. */
  readonly expiresAt: number
}

export type Answer = LaneAnswer | { readonly ok: false; readonly refusal: BundleRefusal }

export interface Told {
  readonly answer: Answer
  readonly bookId: BookId
}

type Run = (node: GuestNode, sending: Sending, mistakes: GuestMistakes) => Promise<Told>

const opening = Date.parse('2030-01-01T12:00:00Z')
const slotMs = 30 * 60_000

function guestKeyOf({ guest }: GuestOp): string {
  return `guest:${guest}`
}

/** What the guest becomes. */
function accountKeyOf({ guest }: GuestOp): string {
  return `account:${guest}`
}

export function phoneKeyOf({ phone }: GuestOp): string {
  return `phone:${phone}`
}

export function requestIdOf({ id }: GuestOp): string {
  return `request-${id}`
}

/** Staff book on the guest's behalf; everything else is the guest's own doing. */
function actorOf(op: GuestOp): string {
  return op.type === 'book' ? 'venue:staff' : guestKeyOf(op)
}

export function bundleOf(op: GuestOp): string {
  return bundleIdOf(actorOf(op), requestIdOf(op))
}

function reservationOf(op: GuestOp): string {
  return `reservation-${op.id}`
}

/** The commands as the product's edges run them, on the toy's rules. */
const runs: { readonly [T in GuestOp['type']]: Run } = {
  hold: (node, sending, mistakes) => {
    const { op, expiresAt } = sending
    const command = {
      type: 'hold',
      claimId: node.newId(),
      reservationId: reservationOf(op),
      want: wantOf(op),
      expiresAt,
    } as const
    return limited({
      node,
      sending,
      mistakes,
      bookId: bookOf(op),
      command,
      weight: { ...stayOf(op), kind: 'hold', until: expiresAt },
    })
  },
  book: (node, sending, mistakes) => {
    const { op } = sending
    const command = {
      type: 'book',
      claimId: node.newId(),
      reservationId: reservationOf(op),
      holder: guestKeyOf(op),
      want: wantOf(op),
    } as const
    return limited({ node, sending, mistakes, bookId: bookOf(op), command, weight: booked(stayOf(op)) })
  },
  confirm: (node, sending, mistakes) => {
    const { bookId, claim } = mustKnow(sending)
    const command = { type: 'confirm', claimId: claim.id } as const
    return limited({ node, sending, mistakes, bookId, command, weight: booked(claim) })
  },
  modify: (node, sending, mistakes) => {
    const { bookId, claim } = mustKnow(sending)
    const { op } = sending
    const command = { type: 'modify', claimId: claim.id, want: wantOf(op) } as const
    const isHold = claim.state === 'held' && claim.expiresAt !== null
    const weight = isHold ? { ...stayOf(op), kind: 'hold' as const, until: claim.expiresAt } : booked(stayOf(op))
    return limited({ node, sending, mistakes, bookId, command, weight })
  },
  assign: (node, sending, mistakes) => {
    const { bookId, claim } = mustKnow(sending)
    const command = { type: 'assign', claimId: claim.id, to: accountKeyOf(sending.op) } as const
    return limited({ node, sending, mistakes, bookId, command, weight: weightOf(claim) })
  },
  release: (node, sending) => ending(node, sending, 'release'),
  cancel: (node, sending) => ending(node, sending, 'cancel'),
  change: async (node, sending) => {
    const { op, takeOver } = sending
    const { bookId, claim } = mustKnow(sending)
    const to = bookId === bookOf(op) ? bookIdOf('venue9', '2030-01-01') : bookOf(op)
    const answer = await changeDate(
      { ...node, times: bundleTimes },
      {
        ...headOf(op),
        reservationId: claim.reservationId ?? '',
        holder: claim.holder,
        from: { bookId, claimId: claim.id, state: 'confirmed', generation: 0 },
        to: { bookId: to, want: wantOf(op) },
        ...(takeOver?.bookId === to && { takeOver: takeOver.claim.id }),
        guestKeys: [guestKeyOf(op)],
        weight: booked(stayOf(op)),
        limited: true,
      },
    )
    return { answer, bookId: to }
  },
}

export function runOp(node: GuestNode, sending: Sending, mistakes: GuestMistakes): Promise<Told> {
  return runs[sending.op.type](node, sending, mistakes)
}

interface Limited {
  readonly node: GuestNode
  readonly sending: Sending
  readonly mistakes: GuestMistakes
  readonly bookId: BookId
  readonly command: LedgerRequest['command']
  readonly weight: Weight
}

async function limited({ node, sending: { op }, mistakes, bookId, command, weight }: Limited): Promise<Told> {
  const request = { bookId, command, ...headOf(op) }
  // Whoever becomes an account brings bookings along whatever stands beside them.
  const plan = {
    guestKeys: pagesOf(op),
    weight,
    limited: op.type === 'assign' ? weight.kind === 'hold' : op.type !== 'book',
  }
  const ledger = mistakes.entryAfterCommit ? entersLate(node.ledger) : node.ledger
  return { answer: await withLedger({ ...node, ledger }, request, plan), bookId }
}

function pagesOf(op: GuestOp): readonly string[] {
  if (op.type === 'assign') return [accountKeyOf(op)]
  return [guestKeyOf(op), ...(op.type === 'confirm' ? [phoneKeyOf(op)] : [])]
}

/** The entry is on its way, and the commit does not wait for it. */
function entersLate(ledger: GuestNode['ledger']): GuestNode['ledger'] {
  const enter: GuestNode['ledger']['enter'] = async (own) => {
    void ledger.enter(own).catch(() => undefined)
    return { kind: 'entered' }
  }
  return { ...ledger, enter }
}

async function ending(node: GuestNode, sending: Sending, type: 'release' | 'cancel'): Promise<Told> {
  const { bookId, claim } = mustKnow(sending)
  const command: Command = { type, claimId: claim.id }
  const answer = await node.lanes.submit({ bookId, command, ...headOf(sending.op) })
  if (answer.ok) node.ledger.endLater(bookId, claim.id)
  return { answer, bookId }
}

function headOf(op: GuestOp): Pick<LaneRequest, 'by' | 'bodyHash'> & { readonly requestId: string } {
  return { by: { key: actorOf(op), staff: op.type === 'book' }, requestId: requestIdOf(op), bodyHash: `${op.id}` }
}

function mustKnow({ about }: Sending): Known {
  if (about === null) throw new Error('the op is about nothing')
  return about
}

function bookOf({ book }: GuestOp): BookId {
  return bookIdOf(`venue${book}`, '2030-01-01')
}

function wantOf({ slot }: GuestOp) {
  return toyWant(opening + slot * slotMs)
}

function stayOf({ slot }: GuestOp): Pick<Weight, 'start' | 'end'> {
  const start = opening + slot * slotMs
  return { start, end: start + toyTurnMs }
}

function booked({ start, end }: Pick<Weight, 'start' | 'end'>): Weight {
  return { kind: 'booking', start, end, until: bookedUntil(start, end) }
}
