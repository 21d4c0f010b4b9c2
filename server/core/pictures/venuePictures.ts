import { createHash } from 'node:crypto'
import { AppError } from '../appError.ts'
import type { Deps } from '../deps.ts'
import type { Blobs } from '../infra/blobs.ts'
import type { PictureDocument } from '../models/documents.ts'
import { type Rendered, renderUpload, type Width, widths } from './render.ts'

const mostPictures = 12
/** Decoding a large picture takes some hundred megabytes for a moment. */
const mostAtOnce = 2

export interface Upload {
  readonly venueId: string
  readonly bytes: Uint8Array
  readonly alt: string
}

/** The pictures of restaurants. */
export interface VenuePictures {
  /**
   * Adds a picture, after those there are. One that is there already stays where it is.
   *
   * @throws AppError `not_found`, `invalid_input` with path `picture`, `busy`
   */
  add(upload: Upload): Promise<PictureDocument>
  /** @throws AppError `not_found` */
  remove(venueId: string, pictureId: string): Promise<void>
}

export function createVenuePictures(deps: Pick<Deps, 'collections' | 'blobs' | 'newId'>): VenuePictures {
  const { collections, blobs, newId } = deps
  let rendering = 0

  async function render(bytes: Uint8Array): Promise<Rendered> {
    if (rendering >= mostAtOnce) throw new AppError('busy', { retryAfterMs: 2000 })
    rendering += 1
    try {
      return await renderUpload(bytes)
    } finally {
      rendering -= 1
    }
  }

  async function picturesOf(venueId: string): Promise<readonly PictureDocument[]> {
    const venue = await collections.venues.findOne({ _id: venueId }, { projection: { pictures: 1 }, maxTimeMS: 3000 })
    if (venue === null) throw new AppError('not_found')
    return venue.pictures
  }

  return {
    async add({ venueId, bytes, alt }) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const there = await picturesOf(venueId)
      const known = there.find((picture) => picture.hash === hash)
      if (known !== undefined) return known
      if (there.length >= mostPictures) throw tooMany()
      const rendered = await render(bytes)
      // An id of its own: whoever removes the same picture at this moment removes theirs.
      const picture = { id: newId(), hash, ...rendered.size, alt }
      await keepBlobs(blobs, picture.id, rendered)
      const { matchedCount } = await collections.venues.updateOne(
        { _id: venueId, 'pictures.hash': { $ne: hash }, [`pictures.${mostPictures - 1}`]: { $exists: false } },
        { $push: { pictures: picture }, $currentDate: { updatedAt: true } },
      )
      if (matchedCount === 1) return picture
      await dropBlobs(blobs, picture.id)
      const meanwhile = (await picturesOf(venueId)).find((it) => it.hash === hash)
      if (meanwhile === undefined) throw tooMany()
      return meanwhile
    },

    async remove(venueId, pictureId) {
      const { matchedCount } = await collections.venues.updateOne(
        { _id: venueId, 'pictures.id': pictureId },
        { $pull: { pictures: { id: pictureId } }, $currentDate: { updatedAt: true } },
      )
      if (matchedCount === 0) throw new AppError('not_found')
      await dropBlobs(blobs, pictureId)
    },
  }
}

export function blobKey(pictureId: string, width: Width): string {
  return `${pictureId}-${width}.webp`
}

export async function keepBlobs(blobs: Blobs, pictureId: string, { renderings }: Rendered): Promise<void> {
  for (const { width, webp } of renderings) await blobs.put(blobKey(pictureId, width), webp)
}

async function dropBlobs(blobs: Blobs, pictureId: string): Promise<void> {
  for (const width of widths) await blobs.delete(blobKey(pictureId, width))
}

function tooMany(): AppError {
  const message = `A restaurant has at most ${mostPictures} pictures: remove one first`
  return new AppError('invalid_input', { issues: [{ path: 'picture', message }] })
}
