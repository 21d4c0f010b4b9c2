import { AppError } from '../appError.ts'
import type { Context } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Actor } from '../infra/tokens.ts'
import type { ReservationDocument } from '../models/documents.ts'

type Needs = Pick<Deps, 'collections'>

/**
 * The one place where a reservation reaches further than its owner and the restaurant: what was booked for a company is
 * also its people's, as long as both its owner and whoever asks are of it. Asked of the database each time, so that it
 * ends at every node with the write that ends it.
 *
 * @returns its owner's key, as whom a colleague then acts; null: it is not theirs
 */
export async function ownerForColleague(
  { collections }: Needs,
  { key }: Pick<Actor, 'key'>,
  reservationId: string,
): Promise<string | null> {
  if (!key.startsWith('account:')) return null
  const booked = await collections.guestDetails.findOne(
    { reservationId, confirmed: true, companyId: { $exists: true } },
    { projection: { companyId: 1 }, maxTimeMS: 3000 },
  )
  if (booked?.companyId === undefined) return null
  const found = await collections.reservations.findOne(
    { _id: reservationId },
    { projection: { owner: 1 }, maxTimeMS: 3000 },
  )
  const owner = (found as Pick<ReservationDocument, 'owner'> | null)?.owner
  if (owner === undefined || !owner.startsWith('account:')) return null
  const both = [key, owner].map((one) => one.replace('account:', ''))
  const company = await collections.companies.findOne(
    { _id: booked.companyId, 'members.accountId': { $all: both } },
    { projection: { _id: 1 }, maxTimeMS: 3000 },
  )
  return company === null ? null : owner
}

/**
 * A command that a colleague may give too: as themselves first, and where there is nothing of theirs, on behalf of whoever
 * booked. Who did it is on record.
 */
export function alsoByColleagues<I extends { readonly reservationId: string }, O>(
  command: (ctx: Context, input: I) => Promise<O>,
): (ctx: Context, input: I) => Promise<O> {
  return async (ctx, input) => {
    try {
      return await command(ctx, input)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not_found') throw error
      const owner = await ownerForColleague(ctx.deps, ctx.actor, input.reservationId)
      if (owner === null || owner === ctx.actor.key) throw error
      const { reservationId } = input
      const by = ctx.actor.key
      await ctx.deps.audit.record({ action: 'company.acted', by, to: reservationId, requestId: ctx.requestId })
      return command({ ...ctx, actor: { ...ctx.actor, key: owner } }, input)
    }
  }
}
