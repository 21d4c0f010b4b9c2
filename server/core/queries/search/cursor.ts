import { z } from 'zod'
import { venueId } from '../../../../shared/contract/schemas.ts'
import type { Place } from '../../../../shared/domain/search/searchList.ts'
import { AppError } from '../../appError.ts'

const wire = z.tuple([z.union([z.literal(0), z.literal(1), z.literal(2)]), z.number().int(), z.string(), venueId])

/** A place in the order of answers, as it travels. At most 200 characters: a place has only the beginning of a name. */
export function encodePlace({ rank, standing, name, id }: Place): string {
  return Buffer.from(JSON.stringify([rank, standing, name, id])).toString('base64url')
}

/** @throws AppError `invalid_input` */
export function decodePlace(after: string): Place {
  try {
    const [rank, standing, name, id] = wire.parse(JSON.parse(Buffer.from(after, 'base64url').toString('utf8')))
    return { rank, standing, name, id }
  } catch (cause) {
    throw new AppError('invalid_input', { issues: [{ path: 'after', message: 'Not a cursor of this search' }], cause })
  }
}
