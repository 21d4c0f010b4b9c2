import type { Deps } from '../deps.ts'
import { placeOf } from '../infra/sealedFields.ts'
import type { GuestFileDocument } from './documents.ts'

type Words = Readonly<Record<'allergies' | 'seating' | 'notes', string | null>>

export interface OpenedFile extends Words {
  /** 0: there is none. */
  readonly version: number
  /** When it was written last. */
  readonly at: string | null
}

const nothing: OpenedFile = { version: 0, allergies: null, seating: null, notes: null, at: null }

/** What a desk wrote down about a guest. */
export function openFile({ crypt }: Pick<Deps, 'crypt'>, file: GuestFileDocument | null): OpenedFile {
  if (file === null) return nothing
  const open = (field: keyof Words) =>
    file[field] === null ? null : crypt.open(file[field], placeOf('guest_files', field, file._id))
  const [allergies, seating, notes] = [open('allergies'), open('seating'), open('notes')]
  return { version: file.version, allergies, seating, notes, at: file.at.toISOString() }
}

export function sealFile({ crypt }: Pick<Deps, 'crypt'>, conversationId: string, words: Words): Words {
  const seal = (field: keyof Words) => {
    const plain = words[field]
    return plain === null ? null : crypt.seal(plain, placeOf('guest_files', field, conversationId))
  }
  return { allergies: seal('allergies'), seating: seal('seating'), notes: seal('notes') }
}

/** At once; the rest in the next round. */
const mostStrays = 100

/**
 * Files whose conversation is gone: whoever wrote one while the guest was erased died before looking again.
 *
 * @returns how many it removed
 */
export async function removeStrayFiles({ collections }: Pick<Deps, 'collections'>): Promise<number> {
  const strays = await collections.guestFiles
    .aggregate<Pick<GuestFileDocument, '_id'>>(
      [
        { $project: { _id: 1 } },
        {
          $lookup: { from: collections.conversations.collectionName, localField: '_id', foreignField: '_id', as: 'of' },
        },
        { $match: { of: [] } },
        { $project: { _id: 1 } },
        { $limit: mostStrays },
      ],
      { maxTimeMS: 60_000 },
    )
    .toArray()
  if (strays.length === 0) return 0
  const { deletedCount } = await collections.guestFiles.deleteMany({ _id: { $in: strays.map(({ _id }) => _id) } })
  return deletedCount
}
