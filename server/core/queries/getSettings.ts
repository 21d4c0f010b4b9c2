import type { Input, Output } from '../../../shared/contract/index.ts'
import { type Context, permitAtVenue } from '../context.ts'

export async function getSettings(ctx: Context, { venueId }: Input<'settings.get'>): Promise<Output<'settings.get'>> {
  permitAtVenue(ctx, venueId)
  const { settings } = ctx.deps
  // The reader may not write into what the rules decide under.
  return structuredClone(await settings.settings(venueId, await settings.newestOf(venueId))) as Output<'settings.get'>
}
