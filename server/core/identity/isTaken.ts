import { mongo } from 'mongoose'

/** Another document has what may be there once. */
export function isTaken(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11000
}
