import type { mongo } from 'mongoose'
import type { FieldCrypt } from '../../../server/core/infra/fieldCrypt.ts'
import { placeOf, sealedFields } from '../../../server/core/infra/sealedFields.ts'

/** Documents looked at, and written, at a time. */
const pageSize = 500

export interface Resealed {
  /** Fields brought under the newest key. */
  readonly changed: number
  /** `collection id path` of each that does not open: its key is not in the ring, or it was tampered with. */
  readonly closed: readonly string[]
}

export interface ResealNeeds {
  readonly db: mongo.Db
  readonly crypt: Pick<FieldCrypt, 'reseal'>
  /** Called now and then with how many documents were looked at. */
  readonly onProgress: (documents: number) => void
}

type Sealed = { readonly _id: string } & Readonly<Record<string, unknown>>

/**
 * Brings every sealed field under the newest key, beside a hub that runs. Each is replaced only as it was read, so that
 * nothing newer is overwritten; killed anywhere and run again it goes through what is left.
 */
export async function resealFields(needs: ResealNeeds): Promise<Resealed> {
  const closed: string[] = []
  let changed = 0
  let seen = 0
  for (const [collection, paths] of Object.entries(sealedFields)) {
    for await (const page of pagesOf(needs.db, collection, paths)) {
      const writes = page.flatMap((document) =>
        paths.flatMap((path) => resealing(needs, collection, document, path, closed)),
      )
      if (writes.length > 0) {
        const { modifiedCount } = await needs.db.collection<Sealed>(collection).bulkWrite(writes, { ordered: false })
        changed += modifiedCount
      }
      needs.onProgress((seen += page.length))
    }
  }
  return { changed, closed }
}

async function* pagesOf(db: mongo.Db, collection: string, paths: readonly string[]): AsyncGenerator<Sealed[]> {
  const projection = Object.fromEntries(paths.map((path) => [path, 1]))
  for (let after = ''; ; ) {
    const page = await db
      .collection<Sealed>(collection)
      .find({ _id: { $gt: after } }, { projection, maxTimeMS: 10_000 })
      .sort({ _id: 1 })
      .limit(pageSize)
      .toArray()
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    after = last._id
  }
}

function resealing(
  { crypt }: ResealNeeds,
  collection: string,
  document: Sealed,
  path: string,
  closed: string[],
): mongo.AnyBulkWriteOperation<Sealed>[] {
  const { _id } = document
  const sealed = valueAt(document, path)
  if (typeof sealed !== 'string' || sealed === '') return []
  try {
    const fresh = crypt.reseal(sealed, placeOf(collection, path, _id))
    if (fresh === null) return []
    return [{ updateOne: { filter: { _id, [path]: sealed }, update: { $set: { [path]: fresh } } } }]
  } catch {
    closed.push(`${collection} ${_id} ${path}`)
    return []
  }
}

function valueAt(document: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown> | null)?.[part], document)
}
