import type { Input, Output } from '../../../../shared/contract/index.ts'
import { AppError } from '../../appError.ts'
import { type Context, permitAtVenue } from '../../context.ts'
import { findDesk } from '../../talk/desks.ts'

/**
 * A restaurant's own desk serves it alone; one of the house whichever restaurants there are.
 *
 * @throws AppError `not_found`, `invalid_input`
 */
export async function saveDesk(
  ctx: Context,
  { deskId, name, localNames, venueIds, language }: Input<'desk.save'>,
): Promise<Output<'desk.save'>> {
  permitAtVenue(ctx, deskId)
  const { venues, desks } = ctx.deps.collections
  const wanted = [...new Set(venueIds)]
  const found = await venues
    .find({ _id: { $in: [...wanted, deskId] } }, { projection: { _id: 1 }, maxTimeMS: 3000 })
    .toArray()
  const known = new Set(found.map(({ _id }) => _id))
  if (known.has(deskId) && (wanted.length > 1 || wanted[0] !== deskId)) {
    throw new AppError('invalid_input', {
      issues: [{ path: 'venueIds', message: 'A restaurant’s own desk serves that restaurant' }],
    })
  }
  if (!wanted.every((venueId) => known.has(venueId))) throw new AppError('not_found')
  const desk = { name, localNames, venueIds: wanted, language }
  await desks.updateOne({ _id: deskId }, { $set: desk }, { upsert: true, maxTimeMS: 3000 })
  return {}
}

/** @throws AppError `not_found` */
export async function getDesk({ deps }: Context, { deskId }: Input<'desk.get'>): Promise<Output<'desk.get'>> {
  const { name, localNames, venueIds, language } = await findDesk(deps, deskId)
  return { deskId, name, localNames, venueIds: [...venueIds], language }
}
