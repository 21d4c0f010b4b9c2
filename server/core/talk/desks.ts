import { alwaysOpen } from '../../../shared/domain/concierge/hours.ts'
import { defaultKeepMonths } from '../../../shared/domain/concierge/keeping.ts'
import { defaultManner } from '../../../shared/domain/concierge/load.ts'
import { defaultTargets } from '../../../shared/domain/concierge/targets.ts'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { DeskDocument } from './documents.ts'

/** @throws AppError `not_found` */
export async function findDesk({ collections }: Pick<Deps, 'collections'>, deskId: string): Promise<DeskDocument> {
  const desk = await collections.desks.findOne({ _id: deskId }, { maxTimeMS: 3000 })
  if (desk === null) throw new AppError('not_found')
  return desk
}

/** What a desk goes by, said or not. */
export function rulesOf(desk: Pick<DeskDocument, 'hours' | 'targets' | 'mostOwed' | 'keepMonths'> | null) {
  return {
    hours: desk?.hours ?? alwaysOpen,
    targets: desk?.targets ?? defaultTargets,
    keepMonths: desk?.keepMonths ?? defaultKeepMonths,
    manner: { ...defaultManner, mostOwed: desk?.mostOwed ?? defaultManner.mostOwed },
  }
}
