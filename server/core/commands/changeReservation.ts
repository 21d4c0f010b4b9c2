import type { Input, Output } from '../../../shared/contract/index.ts'
import type { Claim, Want } from '../../../shared/domain/book/types.ts'
import { turnMinutes } from '../../../shared/domain/tables/turnTime.ts'
import { AppError } from '../appError.ts'
import { bundleIdOf, changeDate } from '../bundle/changeDate.ts'
import { type Context, partyAt } from '../context.ts'
import { bookIdOf, parseBookId } from '../lane/bookId.ts'
import { bookedUntil } from '../ledger/weight.ts'
import { presentClaim } from '../presenters/presentReservation.ts'
import { claimToAct } from '../queries/claimToAct.ts'
import { whereIs } from '../queries/whereIs.ts'
import type { Place } from '../reservationId.ts'
import { channelOf } from './createHold.ts'
import { isLimit, limitRefused } from './limitRefused.ts'
import { orRanOut } from './orRanOut.ts'
import { refused, submit } from './submit.ts'
import { holderPages, pagesOf, underLimits } from './underLimits.ts'

type Change = Input<'reservation.change'>

/**
 * Another time, party or date. Within the night it is one commit; to another date a bundle of two books. Either way the
 * old place is kept until the new one is had.
 *
 * @throws AppError `not_found`, `slot_unavailable`, `hold_expired`, `not_allowed_now`, `hold_limit`, `overlapping_booking`
 */
export function changeReservation(ctx: Context, input: Change): Promise<Output<'reservation.change'>> {
  return orRanOut(ctx, input.reservationId, () => changeWhereItIs(ctx, input))
}

async function changeWhereItIs(ctx: Context, input: Change): Promise<Output<'reservation.change'>> {
  const { deps, actor, requestId } = ctx
  const { place, claim } = await claimToAct(ctx, input.reservationId)
  // A request that comes again finds the reservation where the first time took it, and its bundle tells from where.
  const before = await deps.bundles.read(bundleIdOf(actor.key, requestId))
  if (before !== null) return toOtherDate(ctx, input, { ...before.from, ...parseBookId(before.from.bookId) }, claim)
  if (input.date === place.date) return withinTheNight(ctx, input, place, claim)
  if (claim === null) throw new AppError('not_found')
  return toOtherDate(ctx, input, place, claim)
}

async function withinTheNight(
  ctx: Context,
  input: Change,
  place: Place,
  claim: Claim | null,
): Promise<Output<'reservation.change'>> {
  if (input.holdId !== undefined) {
    throw new AppError('invalid_input', { issues: [{ path: 'holdId', message: 'Only for another date' }] })
  }
  const { bookId, venueId, date, claimId } = place
  const want = wantOf(ctx, input, venueId)
  const command = { type: 'modify', claimId, want } as const
  // Ended, another's, or answered before: the book knows which, and nothing is to be counted for it.
  const answer =
    claim === null
      ? await submit(ctx, bookId, command)
      : await underLimits(ctx, {
          bookId,
          command,
          weight: await weightOf(ctx, input, venueId, claim),
          alsoKnownBy: holderPages(ctx, venueId, claim),
        })
  if (answer.claim === null) throw new AppError('not_found')
  return presentClaim(answer.claim, { venueId, date, version: answer.version })
}

async function toOtherDate(
  ctx: Context,
  input: Change,
  from: Place,
  claim: Claim | null,
): Promise<Output<'reservation.change'>> {
  const { deps, actor, requestId, bodyHash } = ctx
  const { venueId } = from
  const by = partyAt(ctx, venueId)
  if (claim !== null && claim.state !== 'confirmed' && claim.state !== 'requested') {
    throw new AppError('not_allowed_now', { reason: `${claim.state} -> another date` })
  }
  const takeOver = input.holdId === undefined ? undefined : (await whereIs(deps, input.holdId)).claimId
  const parts = {
    lanes: deps.lanes,
    ledger: deps.ledger,
    bundles: deps.bundles,
    books: deps.store,
    clock: deps.clock,
    newId: deps.newId,
  }
  const answer = await changeDate(parts, {
    by,
    requestId,
    bodyHash,
    reservationId: input.reservationId,
    holder: claim?.holder ?? actor.key,
    from: {
      bookId: from.bookId,
      claimId: from.claimId,
      state: claim?.state === 'requested' ? 'requested' : 'confirmed',
      generation: claim?.generation ?? 0,
    },
    to: { bookId: bookIdOf(venueId, input.date), want: wantOf(ctx, input, venueId) },
    ...(takeOver !== undefined && { takeOver }),
    guestKeys: by.staff ? (claim === null ? [] : holderPages(ctx, venueId, claim)) : pagesOf(actor.key),
    weight: await weightOf(ctx, input, venueId, claim),
    limited: !by.staff,
  })
  if (!answer.ok) {
    const { refusal } = answer
    if (isLimit(refusal)) throw limitRefused(deps, refusal)
    throw refused(refusal, by)
  }
  return presentClaim(answer.claim, { venueId, date: input.date, version: answer.version })
}

function wantOf(ctx: Context, { startsAt, party }: Change, venueId: string): Want {
  return { start: Date.parse(startsAt), party, channel: channelOf(ctx, venueId) }
}

async function weightOf({ deps }: Context, { startsAt, party }: Change, venueId: string, claim: Claim | null) {
  const { turnTimes } = await deps.settings.settings(venueId, await deps.settings.newestOf(venueId))
  const start = Date.parse(startsAt)
  const end = start + turnMinutes(turnTimes, party) * 60_000
  const kind = claim?.state === 'held' ? ('hold' as const) : ('booking' as const)
  return { kind, start, end, until: claim?.expiresAt ?? bookedUntil(start, end) }
}
