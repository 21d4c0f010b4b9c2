import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { DeskDocument } from './documents.ts'

/** @throws AppError `not_found` */
export async function findDesk({ collections }: Pick<Deps, 'collections'>, deskId: string): Promise<DeskDocument> {
  const desk = await collections.desks.findOne({ _id: deskId }, { maxTimeMS: 3000 })
  if (desk === null) throw new AppError('not_found')
  return desk
}
