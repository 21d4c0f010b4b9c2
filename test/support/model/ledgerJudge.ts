import type { EventRecord } from '../../../server/core/lane/ports.ts'
import { claimKey, type LedgerEntry } from '../../../server/core/ledger/entry.ts'
import { limits } from '../../../server/core/ledger/limits.ts'
import { weightOf } from '../../../server/core/ledger/weight.ts'
import type { Claim } from '../../../shared/domain/book/types.ts'
import { phoneKeyOf, requestIdOf } from './ledgerCommands.ts'
import type { GuestState } from './ledgerNode.ts'
import type { GuestOp } from './ledgerPlan.ts'
import type { GuestHistory } from './ledgerSimulation.ts'

export interface GuestViolation {
  readonly rule:
    | 'uncounted'
    | 'too_many_holds'
    | 'too_close'
    | 'left_over'
    | 'phantom'
    | 'lost'
    | 'places'
    | 'unfinished'
  readonly what: string
}

/** A claim that weighs with its guest, and every page it has to be on. */
interface Standing {
  readonly key: string
  readonly claim: Claim
  readonly guestKeys: readonly string[]
}

/** Judges what the majority ever saw: every claim counted, no guest over a limit, and in the end nothing counted that is not. */
export function judgeLedger({ ops, committed }: GuestHistory): readonly GuestViolation[] {
  const byRequest = new Map(ops.map(({ op }) => [requestIdOf(op), op]))
  const found: GuestViolation[] = []
  let latest = 0
  for (const { state, at } of committed) {
    // Effective now never goes back, also where the clock of a new primary does.
    latest = Math.max(latest, at)
    const standing = standingIn(state, latest, byRequest)
    found.push(...uncounted(state, standing), ...tooManyHolds(standing), ...tooClose(standing, byRequest, state))
    if (found.length > 0) return found
  }
  return leftOver(committed.at(-1)?.state, latest)
}

function standingIn(state: GuestState, now: number, ops: ReadonlyMap<string, GuestOp>): readonly Standing[] {
  const phones = phonesIn(state, ops)
  return Object.entries(state.books).flatMap(([bookId, { book }]) =>
    Object.values(book.claims).flatMap((claim) => {
      if (!isStanding(claim, state, now)) return []
      const phone = phones.get(claim.reservationId ?? '')
      const isTold = phone !== undefined && claim.state !== 'held'
      return [{ key: claimKey(bookId, claim.id), claim, guestKeys: [claim.holder, ...(isTold ? [phone] : [])] }]
    }),
  )
}

function isStanding(claim: Claim, { bundles }: GuestState, now: number): boolean {
  const outcome = claim.bundle === null ? null : bundles[claim.bundle.id]?.state
  if (claim.bundle?.role === 'arriving' && outcome === 'aborted') return false
  if (claim.bundle?.role === 'leaving' && outcome === 'committed') return false
  return claim.expiresAt === null || claim.expiresAt > now
}

/** The phone each reservation was confirmed with. */
function phonesIn(state: GuestState, ops: ReadonlyMap<string, GuestOp>): ReadonlyMap<string, string> {
  const confirmed = eventsIn(state).filter(
    ({ op, event, requestId }) => op === 'confirm' && event.type === 'claim.changed' && requestId !== null,
  )
  return new Map(
    confirmed.flatMap(({ event, requestId }) => {
      const op = ops.get(requestId ?? '')
      if (op === undefined || event.type !== 'claim.changed' || event.why !== 'confirm') return []
      return [[event.claim.reservationId ?? '', phoneKeyOf(op)] as const]
    }),
  )
}

export function eventsIn(state: GuestState): readonly EventRecord[] {
  return [...state.events, ...Object.values(state.books).flatMap(({ pending }) => pending)]
}

function uncounted({ ledgers }: GuestState, standing: readonly Standing[]): readonly GuestViolation[] {
  return standing.flatMap(({ key, claim, guestKeys }) =>
    guestKeys
      .filter((guestKey) => !ledgers[guestKey]?.some((entry) => covers(entry, key, claim)))
      .map((guestKey) => ({ rule: 'uncounted' as const, what: `${guestKey} ${key} ${claim.state}` })),
  )
}

function covers(entry: LedgerEntry, key: string, claim: Claim): boolean {
  const weight = weightOf(claim)
  const isLongEnough = entry.until >= weight.until && (weight.kind === 'booking' || entry.kind === 'hold')
  return entry.claim === key && entry.start === weight.start && entry.end === weight.end && isLongEnough
}

function tooManyHolds(standing: readonly Standing[]): readonly GuestViolation[] {
  const holds = standing.filter(({ claim }) => weightOf(claim).kind === 'hold')
  const holders = new Set(holds.map(({ claim }) => claim.holder))
  return [...holders]
    .filter((holder) => holds.filter(({ claim }) => claim.holder === holder).length > limits.maxHolds)
    .map((what) => ({ rule: 'too_many_holds' as const, what }))
}

/** Staff may put a booking beside another one, and so may nobody else. */
function tooClose(
  standing: readonly Standing[],
  ops: ReadonlyMap<string, GuestOp>,
  state: GuestState,
): readonly GuestViolation[] {
  const pairs = standing.flatMap((one, i) => standing.slice(i + 1).map((other) => [one, other] as const))
  return pairs
    .filter(([a, b]) => a.guestKeys.some((key) => b.guestKeys.includes(key)) && isClose(a.claim, b.claim))
    .filter(
      ([a, b]) => !isOneReservation(a.claim, b.claim) && ![a, b].some(({ claim }) => isByStaff(claim, ops, state)),
    )
    .map(([a, b]) => ({ rule: 'too_close' as const, what: `${a.key} ${b.key}` }))
}

function isClose(a: Claim, b: Claim): boolean {
  return Math.abs(a.start - b.start) < limits.apartMs
}

/** On its way from one book to another, or taking over a hold. */
function isOneReservation(a: Claim, b: Claim): boolean {
  return a.reservationId === b.reservationId || (a.bundle !== null && a.bundle.id === b.bundle?.id)
}

function isByStaff({ reservationId }: Claim, ops: ReadonlyMap<string, GuestOp>, _state: GuestState): boolean {
  return [...ops.values()].some((op) => op.type === 'book' && `reservation-${op.id}` === reservationId)
}

function leftOver(state: GuestState | undefined, now: number): readonly GuestViolation[] {
  return Object.entries(state?.ledgers ?? {}).flatMap(([guestKey, page]) =>
    page
      // A node whose clock is ahead gives up later than the schedule ends.
      .filter(({ until, giveUpAt }) => until > now && (giveUpAt ?? 0) < now)
      // What ran out is remembered, and what is remembered as run out is gone.
      .filter(({ kind, claim, version }) => version === 0 || isThere(state, claim) === (kind === 'lapse'))
      .map(({ key }) => ({ rule: 'left_over' as const, what: `${guestKey} ${key}` })),
  )
}

function isThere(state: GuestState | undefined, key: string): boolean {
  return Object.entries(state?.books ?? {}).some(([bookId, { book }]) =>
    Object.keys(book.claims).some((claimId) => claimKey(bookId, claimId) === key),
  )
}
