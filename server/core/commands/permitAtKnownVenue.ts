import { type Context, permitAtVenue } from '../context.ts'

/** @throws AppError `not_found` for what is not there and what is not theirs alike */
export async function permitAtKnownVenue(ctx: Context, venueId: string): Promise<void> {
  permitAtVenue(ctx, venueId)
  await ctx.deps.settings.newestAtHand(venueId)
}
