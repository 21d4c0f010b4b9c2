import { z } from 'zod'
import { AppError } from '../../appError.ts'

/** A place in time: what is older than this message comes after it. */
export interface Edge {
  readonly at: number
  readonly id: string
}

const wire = z.tuple([z.number().int().min(0).max(8e15), z.string().max(64)])

export function encodeEdge({ at, id }: Edge): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

/** @throws AppError `invalid_input` */
export function decodeEdge(before: string): Edge {
  try {
    const [at, id] = wire.parse(JSON.parse(Buffer.from(before, 'base64url').toString('utf8')))
    return { at, id }
  } catch (cause) {
    throw new AppError('invalid_input', { issues: [{ path: 'before', message: 'Not a cursor of this search' }], cause })
  }
}
