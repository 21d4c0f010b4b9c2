import type { Input, Output } from '../../../shared/contract/index.ts'
import { type Context, permitAtVenue } from '../context.ts'
import { bookIdOf } from '../lane/bookId.ts'
import { submit } from './submit.ts'

/** Takes tables out of the room for a time. */
export async function createBlock(ctx: Context, input: Input<'block.create'>): Promise<Output<'block.create'>> {
  permitAtVenue(ctx, input.venueId)
  const answer = await submit(ctx, bookIdOf(input.venueId, input.date), {
    type: 'block',
    claimId: ctx.deps.newId(),
    unitIds: input.tableIds,
    start: Date.parse(input.startsAt),
    end: Date.parse(input.endsAt),
  })
  if (answer.claim === null) throw new Error('a block leaves a claim')
  return { blockId: answer.claim.id, version: answer.version }
}

export async function releaseBlock(
  ctx: Context,
  { venueId, date, blockId }: Input<'block.release'>,
): Promise<Output<'block.release'>> {
  permitAtVenue(ctx, venueId)
  const answer = await submit(ctx, bookIdOf(venueId, date), { type: 'release', claimId: blockId })
  return { blockId, version: answer.version }
}
