import type { mongo } from 'mongoose'

export interface Index {
  readonly collection: string
  readonly name: string
  readonly key: mongo.IndexSpecification
  readonly options?: mongo.CreateIndexesOptions
  /** The query it serves. */
  readonly serves: string
}

export function expiring(collection: string, serves: string): Index {
  return { collection, name: 'expire', key: { expireAt: 1 }, options: { expireAfterSeconds: 0 }, serves }
}
